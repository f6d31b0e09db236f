"""The path of creation: its seven steps in words, and what the records of one CPTS say of each on a day."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from maillage.community.communities.models import Community
from maillage.community.creation import selectors as creation
from maillage.community.drafting import selectors as drafting
from maillage.community.drafting.models import TextKind
from maillage.community.filing import selectors as filing
from maillage.community.filing.clocks import Clock
from maillage.community.filing.models import TransmissionKind
from maillage.community.filing.states import OPEN, State
from maillage.community.governance import selectors as governance
from maillage.kernel.french import euros, plural, typed
from maillage.law import reader
from maillage.results.cpts import filing_state
from maillage.results.cpts import terms as contracts
from maillage.results.cpts.filing_state import FilingState
from maillage.results.cpts.letter import parts as letter_parts

_FILE = Path(__file__).with_name("chemin.yaml")
DONE, CURRENT, AHEAD = "fait", "en_cours", "a_venir"
OPTIONAL = ("accelerateur", "mission")
"""They help at any time, and nothing waits for them."""
_WORDS = ("title", "who", "document", "clock", "next", "action")


@dataclass(frozen=True, slots=True)
class Step:
    """One step in words, the same for every CPTS. `address` is its page, from the home of the CPTS."""

    number: int
    key: str
    title: str
    who: str
    document: str
    clock: str
    parameters: tuple[str, ...]
    """Paths of the law, for « Pourquoi ? »; the first explains the time."""
    texts: tuple[str, ...]
    """Identifiers of the register of texts."""
    next: str
    address: str
    action: str


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened, or is planned when `on` is to come; the day is unknown when None."""

    sentence: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a CPTS is on a step."""

    step: Step
    state: str
    """DONE, CURRENT or AHEAD."""
    facts: tuple[Fact, ...]
    clock: Clock | None = None
    """The legal time that runs or ran."""
    filing: FilingState | None = None
    """Of the health project, on the steps that its filing moves."""
    waits: bool = False
    """Whether the answer of an institution is awaited: the CPTS has nothing more to do there."""


@dataclass
class _Drawn:
    """What the records say, while it is gathered."""

    facts: list[Fact] = field(default_factory=list)
    state: str = AHEAD
    clock: Clock | None = None
    filing: FilingState | None = None
    waits: bool = False

    def add(self, sentence: str, on: date | None = None) -> None:
        self.facts.append(Fact(typed(sentence), on))


def steps(day: date) -> tuple[Step, ...]:
    """In the order of the path, with the legal times in force on a day."""
    law, found = reader.load(), []
    for number, row in enumerate(_rows(), 1):
        versions = [law.at(path, day) for path in row["parameters"]]
        values = {one.path.rsplit("/", 1)[1]: one.value().chosen for one in versions if not one.dimensions}
        words: dict[str, Any] = {name: typed(str(row[name]).format_map(values)) for name in _WORDS}
        parameters, texts = tuple(row["parameters"]), tuple(row.get("texts", ()))
        found.append(Step(number=number, key=row["key"], address=row["address"], parameters=parameters, texts=texts, **words))
    return tuple(found)


def standings(community: Community, day: date) -> tuple[Standing, ...]:
    """Each step with its state and its dates. Asked within the walls."""
    return tuple(_standing(step, community, day) for step in steps(day))


def next_step(community: Community, day: date) -> Standing | None:
    """The step under way after the last one that is done, else the one that follows; None at the end of the path.

    Who sent a letter without a first contact, or began elsewhere, is not sent back to the first step; nor is who waits for
    an answer there, while something else is to be done. Optional ones wait.
    """
    drawn = [_standing(step, community, day) for step in steps(day) if step.key not in OPTIONAL]
    done = max((place for place, one in enumerate(drawn, 1) if one.state == DONE), default=0)
    ahead = drawn[done:]
    current = [one for one in ahead if one.state == CURRENT]
    ours = [one for one in current if not one.waits]
    return next(iter(ours[:1] or current[-1:] or ahead[:1]), None)


def _standing(step: Step, community: Community, day: date) -> Standing:
    drawn = _Drawn()
    _DRAWN[step.key](drawn, community, day)
    return Standing(step, drawn.state, tuple(drawn.facts), drawn.clock, drawn.filing, drawn.waits)


@lru_cache(maxsize=1)
def _rows() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load(_FILE.read_text("utf-8"))
    return rows


def _contact(drawn: _Drawn, community: Community, day: date) -> None:
    sent = filing.latest(community, TransmissionKind.CONTACT)
    if sent is None:
        return
    drawn.add("Demande envoyée", sent.sent_on)
    drawn.clock = creation.contact_clock(sent)
    if met := creation.met_on(sent):
        drawn.add("Rencontre tenue", met)
        drawn.state = DONE
        return
    drawn.state, drawn.waits = CURRENT, True
    for meeting in creation.planned(community):
        word = "Rencontre confirmée" if meeting.confirmed_at else "Rencontre proposée"
        drawn.add(f"{word} : {meeting.place}", meeting.at.date())


def _letter(drawn: _Drawn, community: Community, day: date) -> None:
    written = len(drafting.bodies(community, TextKind.LETTRE))
    if written:
        drawn.state = CURRENT
        drawn.add(f"{plural(written, 'section écrite', 'sections écrites')} sur {len(letter_parts())}")
    if sent := filing.latest(community, TransmissionKind.LETTRE):
        _sent(drawn, filing.standing(sent, day), {State.REPONDU: "Réponse reçue"})
    for given in creation.supports(community):
        drawn.add(f"Soutien de {euros(given.amount)}", given.decided_on)
    if post := creation.coordinator(community):
        drawn.add(f"Coordinateur à {post.share} % d'un temps plein", post.starts_on)


def _project(drawn: _Drawn, community: Community, day: date) -> None:
    written = len(drafting.bodies(community, TextKind.PROJET))
    if written:
        drawn.state = CURRENT
        drawn.add(plural(written, "section écrite", "sections écrites"))
    if found := filing_state.of_project(community, day):
        drawn.add("Version transmise", found.standing.transmission.sent_on)
        drawn.state = DONE
        if found.is_opposed:  # the text is to be written again
            drawn.filing, drawn.state = found, CURRENT
            drawn.add(found.label, found.standing.since)
    elif post := creation.coordinator(community):
        drawn.add("Dépôt visé par le coordinateur", post.project_due_on)


def _accelerator(drawn: _Drawn, community: Community, day: date) -> None:
    for session in creation.sessions(community):
        drawn.state = DONE if session.on <= day else CURRENT
        drawn.add(session.theme, session.on)


def _mission(drawn: _Drawn, community: Community, day: date) -> None:
    for early in creation.early_missions(community):
        drawn.state = DONE
        drawn.add(f"{early.label} en fonctionnement", early.since)


def _association(drawn: _Drawn, community: Community, day: date) -> None:
    done, missing = governance.pieces(community), governance.missing(community)
    if done:
        drawn.state = CURRENT if missing else DONE
        total = len(done) + len(missing)
        drawn.add(
            f"{plural(len(done), 'pièce réunie', 'pièces réunies')} sur {total}", max(piece.done_on for piece in done.values())
        )


def _validation(drawn: _Drawn, community: Community, day: date) -> None:
    if found := filing_state.of_project(community, day):
        drawn.clock, drawn.filing = found.standing.clock, found
        ends = {state: state.value for state in (State.VALIDE, State.REPUTE_VALIDE)}
        _sent(drawn, found.standing, {**ends, State.OPPOSITION: found.label})
        drawn.state = CURRENT
    for term in contracts.terms_of(community):
        for deed in (term.contract, *term.amendments):
            drawn.add(f"{deed} signé", deed.signed_on)
        if term.period.end <= day:
            drawn.add("Contrat résilié" if term.termination else "Contrat échu", term.last_day)
        drawn.state = DONE


def _sent(drawn: _Drawn, standing: filing.Standing, ends: Mapping[State, str]) -> None:
    sent = standing.transmission
    drawn.state, drawn.waits = CURRENT, standing.state in OPEN
    drawn.add(f"Envoi n° {sent.number}", sent.sent_on)
    for receipt in sorted(sent.receipts.all(), key=lambda one: one.recorded_at):
        for told in filing_state.told_of(receipt):
            drawn.add(told.sentence, told.on)
    if standing.state == State.RETIRE:
        drawn.add("Retrait", standing.since)
    elif standing.state in ends:
        drawn.add(ends[standing.state], standing.since)
        drawn.state = DONE


_DRAWN: Mapping[str, Callable[[_Drawn, Community, date], None]] = {
    "contact": _contact,
    "lettre": _letter,
    "projet": _project,
    "accelerateur": _accelerator,
    "mission": _mission,
    "association": _association,
    "validation": _validation,
}
