"""Charts drawn by the server, in whole units: the growth of coverage, each with the table that says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from maillage.results.observatoire import HistoryRow
from maillage.www.observatoire.presenters.stages import label, percent
from maillage.www.shared import formats

WIDTH, HEIGHT = 720, 220
LEFT, TOP, RIGHT, BOTTOM = 46, 12, 12, 28
STACKED = ("aci_signe", "projet_valide", "lettre_intention", "stade_inconnu")


@dataclass(frozen=True, slots=True)
class Band:
    stage: str
    label: str
    points: str


@dataclass(frozen=True, slots=True)
class Tick:
    place: int
    label: str


@dataclass(frozen=True, slots=True)
class Growth:
    """Stacked shares of the population through time, and the same as rows of texts."""

    bands: tuple[Band, ...]
    years: tuple[Tick, ...]
    shares: tuple[Tick, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...], str], ...]
    sentence: str
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    bottom: int = HEIGHT - BOTTOM
    label_x: int = LEFT - 6
    label_y: int = HEIGHT - 8


def growth(rows: Sequence[HistoryRow], population: int) -> Growth | None:
    """None under two days, or without inhabitants."""
    if len(rows) < 2 or not population:
        return None
    used = tuple(stage for stage in STACKED if any(row.by_stage[stage] for row in rows))
    return Growth(
        tuple(_band(rows, used[:n], stage, population) for n, stage in enumerate(used)),
        _years(rows),
        tuple(Tick(_y(share / 100), f"{share}{formats.NBSP}%") for share in (0, 25, 50, 75, 100)),
        tuple(label(stage) for stage in used),
        tuple(_row(row, used, population) for row in reversed(rows)),
        _sentence(rows, population),
    )


def _band(rows: Sequence[HistoryRow], under: Sequence[str], stage: str, population: int) -> Band:
    low = [sum(row.by_stage[one] for one in under) for row in rows]
    high = [base + row.by_stage[stage] for base, row in zip(low, rows, strict=True)]
    xs = [_x(row.day, rows) for row in rows]
    there = [f"{x},{_y(value / population)}" for x, value in zip(xs, high, strict=True)]
    back = [f"{x},{_y(value / population)}" for x, value in zip(xs, low, strict=True)]
    return Band(stage, label(stage), " ".join([*there, *reversed(back)]))


def _x(day: date, rows: Sequence[HistoryRow]) -> int:
    first, last = rows[0].day, rows[-1].day
    return LEFT + round((WIDTH - LEFT - RIGHT) * (day - first).days / max(1, (last - first).days))


def _y(share: float) -> int:
    return TOP + round((HEIGHT - TOP - BOTTOM) * (1 - share))


def _years(rows: Sequence[HistoryRow]) -> tuple[Tick, ...]:
    starts = [date(year, 1, 1) for year in range(rows[0].day.year, rows[-1].day.year + 1)]
    shown = [day for day in starts if rows[0].day <= day <= rows[-1].day]
    step = 1 + len(shown) // 10
    return tuple(Tick(_x(day, rows), str(day.year)) for day in shown[::step])


def _row(row: HistoryRow, used: Sequence[str], population: int) -> tuple[str, tuple[str, ...], str]:
    counts = tuple(formats.number(row.by_stage[stage]) for stage in used)
    return formats.day(row.day), counts, percent(row.covered, population)


def _sentence(rows: Sequence[HistoryRow], population: int) -> str:
    first, last = rows[0], rows[-1]
    return (
        f"{percent(first.covered, population)} des habitants couverts le {formats.long_day(first.day)}, "
        f"{percent(last.covered, population)} le {formats.long_day(last.day)}."
    )
