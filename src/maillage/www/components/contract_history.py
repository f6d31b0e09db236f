"""The contracts of a CPTS through time: a drawing, and the table that says the same."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from maillage.community.contract.models import Contract
from maillage.results.cpts.terms import Term
from maillage.www.shared.formats import day as short_day
from maillage.www.shared.formats import typed

WIDE, NARROW = 720, 340
_SIDE, _LABEL, _EDGE = 12, 48, 18
"""Margin; room that the label of a year takes; where it would be cut."""


@dataclass(frozen=True, slots=True)
class Line:
    """One moment: a deed that takes effect, or an end. `key` leads to the deed."""

    on: date
    what: str
    detail: str
    state: str
    key: UUID | None = None


def lines(deeds: Sequence[Contract], held: Sequence[Term]) -> list[Line]:
    """In the order of the days; what is prepared stands at the day that is aimed at."""
    found = [_deed(one, held) for one in deeds]
    return sorted([*found, *_ends(held)], key=lambda one: one.on)


def _deed(deed: Contract, held: Sequence[Term]) -> Line:
    state = f"Signé le {short_day(deed.signed_on)}" if deed.signed_on else "En préparation"
    if deed.number:
        return Line(deed.since, str(deed), f"Motif : {deed.get_reason_display().lower()}", state, deed.pk)
    term = next((one for one in held if one.contract == deed), None)
    return Line(deed.since, str(deed), typed(f"Jusqu'au {short_day(term.due_day)}") if term else "", state, deed.pk)


def _ends(held: Sequence[Term]) -> Iterator[Line]:
    for one in held:
        if told := one.termination:
            detail = f"{told.get_party_display()}, notifiée le {short_day(told.notified_on)} : {told.reason}"
            yield Line(told.last_day, "Résiliation", typed(detail), "Dernier jour du contrat")
    if held and not held[-1].termination:
        yield Line(held[-1].due_day, "Terme du contrat", "Cinq ans, renouvelable", "Dernier jour du contrat")


def drawings(held: Sequence[Term], day: date) -> list[dict[str, Any]]:
    """The same drawing for a screen and for a phone; nothing before a contract is signed."""
    return [_drawing(held, day, width, name) for width, name in ((WIDE, "large"), (NARROW, "haute"))] if held else []


def _drawing(held: Sequence[Term], day: date, width: int, name: str) -> dict[str, Any]:
    first, last = min(held[0].period.start, day), max(held[-1].period.end, day)
    span = max(1, (last - first).days)

    def x_of(on: date) -> int:
        return round(_SIDE + (on - first).days / span * (width - 2 * _SIDE))

    years = range(first.year + 1, last.year + 1)
    step = max(1, -(-len(years) * _LABEL // width))
    return {
        "name": name,
        "width": width,
        "bars": [
            {"x": x_of(one.period.start), "width": max(2, x_of(one.period.end) - x_of(one.period.start) - 2)} for one in held
        ],
        "dots": [x_of(deed.since) for one in held for deed in one.amendments],
        "ticks": [
            {"x": x_of(date(year, 1, 1)), "label": year}
            for year in years[::step]
            if _EDGE < x_of(date(year, 1, 1)) < width - _EDGE
        ],
        "today": x_of(day),
        "anchor": "start" if x_of(day) < _LABEL else "end" if x_of(day) > width - _LABEL else "middle",
    }
