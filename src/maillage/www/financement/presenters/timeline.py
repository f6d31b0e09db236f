"""The timeline of payments as two drawings from the same figures: wide for a screen, tall for a phone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from maillage.facts import words
from maillage.results.runs.model import CERTAINTIES, ContractYear, Payment
from maillage.www.shared import formats

WIDTH, HEIGHT = 1040, 300
LEFT, RIGHT, TOP, BASE = 34, 34, 34, 236
BAR = 16
TALL_WIDTH, ROW = 360, 46
CHARACTER = 6.5
"""Width of a digit of the labels: two labels never overlap."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One status of one day, as a rectangle; coordinates are texts, for SVG knows no decimal comma."""

    status: str
    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Everything paid one day."""

    x: str
    y: str
    day: str
    amount: str
    title: str
    bars: tuple[Bar, ...]
    shows_amount: bool = True


def of_payments(payments: Sequence[Payment], years: Sequence[ContractYear]) -> dict[str, Any]:
    """Geometry for the SVG templates; empty when nothing is paid."""
    days = _by_day(payments)
    if not days:
        return {}
    return {
        "wide": {"width": WIDTH, "height": HEIGHT, "base": BASE, "left": LEFT, "right": WIDTH - RIGHT, **_wide(days, years)},
        "tall": {"width": TALL_WIDTH, "height": ROW * len(days) + 8, "marks": _tall(days)},
        "description": _description(payments, days),
    }


def _by_day(payments: Sequence[Payment]) -> list[tuple[date, dict[str, int], list[str]]]:
    """Day, cents by status, labels; in order."""
    found = []
    for on, group in groupby(sorted(payments, key=lambda one: one.on), key=lambda one: one.on):
        mine = [one for one in group if one.cents]
        sums = {status: sum(one.cents for one in mine if one.status == status) for status in CERTAINTIES}
        if any(sums.values()):
            found.append((on, sums, [one.label for one in mine]))
    return found


def _wide(days: Sequence[tuple[date, dict[str, int], list[str]]], years: Sequence[ContractYear]) -> dict[str, Any]:
    first, last = min(days[0][0], years[0].period.start), max(days[-1][0], years[-1].period.end)
    span = max(1, (last - first).days)
    top = max(sum(sums.values()) for _, sums, _ in days)

    def x_of(day: date) -> float:
        return LEFT + (day - first).days / span * (WIDTH - LEFT - RIGHT)

    marks: list[Mark] = []
    labelled_until = -float(WIDTH)
    for on, sums, labels in days:
        x = x_of(on)
        bars = tuple(_stack(sums, x - BAR / 2, top))
        amount = _thousands(sum(sums.values()))
        half = len(amount) * CHARACTER / 2
        shows = x - half >= labelled_until
        labelled_until = x + half if shows else labelled_until
        marks.append(Mark(_at(x), bars[-1].y, formats.day(on), amount, _title(on, sums, labels), bars, shows))
    ticks = [
        {"x": _at(x_of(year.period.start)), "label": f"Année {year.number}", "day": formats.day(year.period.start)}
        for year in years
    ]
    return {"marks": marks, "ticks": ticks}


def _stack(sums: dict[str, int], x: float, top: int) -> Iterable[Bar]:
    y = float(BASE)
    for status, cents in sums.items():
        if cents > 0:
            height = max(2.0, cents / top * (BASE - TOP - 14))
            y -= height
            yield Bar(status, _at(x), _at(y), _at(BAR), _at(height))


def _at(coordinate: float) -> str:
    return f"{coordinate:.1f}"


def _tall(days: Sequence[tuple[date, dict[str, int], list[str]]]) -> list[Mark]:
    top = max(sum(sums.values()) for _, sums, _ in days)
    marks = []
    for row, (on, sums, labels) in enumerate(days):
        y = row * ROW + 8
        x, bars = 1.0, []
        for status, cents in sums.items():
            if cents > 0:
                width = max(3.0, cents / top * (TALL_WIDTH - 4))
                bars.append(Bar(status, _at(x), _at(y + 17), _at(width), _at(13)))
                x += width
        marks.append(
            Mark(
                _at(TALL_WIDTH),
                _at(y),
                formats.day(on),
                formats.euros(sum(sums.values())),
                _title(on, sums, labels),
                tuple(bars),
            )
        )
    return marks


def _title(on: date, sums: dict[str, int], labels: list[str]) -> str:
    parts = [f"{words.STATUTS[status]} {formats.euros(cents)}" for status, cents in sums.items() if cents]
    return f"{formats.day(on)} : {', '.join(parts)} ({formats.join(list(dict.fromkeys(labels)))})"


def _thousands(cents: int) -> str:
    """« 72,5 k€ »: enough for the top of a bar."""
    return f"{formats.number(Decimal(cents) / 100_000, 1).removesuffix(',0')}\N{NO-BREAK SPACE}k€"


def _description(payments: Sequence[Payment], days: Sequence[tuple[date, dict[str, int], list[str]]]) -> str:
    return (
        f"{formats.plural(len(days), 'date')} de versement, du {formats.long_day(days[0][0])} au "
        f"{formats.long_day(days[-1][0])}. Le tableau des versements, plus bas, donne le détail."
    )
