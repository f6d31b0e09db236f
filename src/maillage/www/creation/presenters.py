"""What the pages of the path show: steps, clocks and sent files as sentences."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from maillage.community.filing import selectors as filing
from maillage.community.filing.clocks import Clock
from maillage.community.filing.models import FiledDocument, PieceRequest, Transmission
from maillage.community.filing.states import State
from maillage.results.cpts.filing_state import clock_words, describe
from maillage.results.cpts.path import AHEAD, CURRENT, DONE, Standing
from maillage.www.creation.forms import AnswerForm
from maillage.www.shared.formats import long_day, plural, typed

HALF = 0.5
"""Elapsed part from which a clock warns."""
STATES = {DONE: "fait", CURRENT: "en cours", AHEAD: "à venir"}


@dataclass(frozen=True, slots=True)
class ClockLine:
    """A legal clock in words: `level` is that of an alert."""

    sentence: str
    level: str
    why: str
    """Address of its parameter."""


def clock_line(clock: Clock, day: date) -> ClockLine:
    """What is left, or what happened; late is said in words."""
    why = f"/textes/parametres/{clock.parameter}/"
    name, end = clock.label, long_day(clock.end)
    if clock.stopped_on:
        late = " : le délai était passé" if clock.is_late(day) else ", dans le délai"
        return ClockLine(typed(f"{name} : faite le {long_day(clock.stopped_on)}{late} ({end})."), "succes", why)
    left = clock.days_left(day)
    if left < 0:
        return ClockLine(typed(f"{name} : le délai s'est achevé le {end}, il y a {plural(-left, 'jour')}."), "erreur", why)
    when = "aujourd'hui, dernier jour" if left == 0 else f"encore {plural(left, 'jour')}"
    level = "attention" if clock.share(day) >= HALF else "info"
    return ClockLine(typed(f"{name} : {when}, jusqu'au {end} inclus."), level, why)


def _step_clock(one: Standing, day: date) -> ClockLine | None:
    """Of the filing, its state says what stopped the clock; else the clock alone."""
    if one.filing is None:
        return clock_line(one.clock, day) if one.clock else None
    clock = one.filing.standing.computed
    if clock is None or one.filing.standing.state is State.RETIRE:
        return None
    sentence = typed(f"{clock.label} : {clock_words(one.filing.standing, day)}")
    level = "attention" if one.filing.tone == "info" and clock.share(day) >= HALF else one.filing.tone
    return ClockLine(sentence, level, f"/textes/parametres/{clock.parameter}/")


def territory(kept: Mapping[str, Any] | None) -> str:
    """The perimeter of a frozen copy, in a sentence; empty without one."""
    if not kept:
        return ""
    people = plural(kept["population"], "habitant") if kept["population"] is not None else "population non établie"
    return typed(f"{plural(len(kept['communes']), 'commune')}, {people} ({kept['population_source']}).")


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step of the path, ready to show."""

    standing: Standing
    state: str
    clock: ClockLine | None
    href: str
    why: str
    """Address of the law's parameter that explains the time."""


def step_lines(standings: tuple[Standing, ...], home: str, day: date) -> list[StepLine]:
    """With the addresses of one CPTS."""
    return [
        StepLine(
            one,
            STATES[one.state],
            _step_clock(one, day),
            home + one.step.address,
            f"/textes/parametres/{one.step.parameters[0]}/",
        )
        for one in standings
    ]


@dataclass(frozen=True, slots=True)
class SentLine:
    """A transmission in a list."""

    sent: Transmission
    state: str
    href: str


def sent_lines(sent: list[Transmission], home: str, day: date) -> list[SentLine]:
    """Newest first."""
    found = [(one, filing.standing(one, day)) for one in reversed(sent)]
    return [
        SentLine(one, describe(standing).label, f"{home}creation/envois/{one.kind}/{one.number}/") for one, standing in found
    ]


def pieces(
    sent: Transmission, refused: tuple[PieceRequest, AnswerForm] | None
) -> list[tuple[PieceRequest, AnswerForm, list[FiledDocument]]]:
    """Each piece that was asked for, the form of its answer (or the one that was refused), the files of its answer."""
    joined = list(filing.documents(sent))
    given = {refused[0].pk: refused[1]} if refused else {}
    return [
        (
            row,
            given.get(row.pk) or AnswerForm(auto_id=f"{row.pk}_%s", community=sent.community),
            [one for one in joined if one.piece_id == row.pk],
        )
        for row in filing.pieces(sent)
    ]
