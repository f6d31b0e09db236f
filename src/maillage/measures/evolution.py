"""Change of a figure between two vintages, on the communes known at both."""

from dataclasses import dataclass, replace
from decimal import Decimal
from statistics import linear_regression

from maillage.measures.columns import Column, Rows
from maillage.measures.model import Measured
from maillage.measures.ratios import HALF, ratio
from maillage.measures.sphere import Floats

STABLE = Decimal("0.01")
"""Relative change over the period under which a series is said stable."""


def change(
    first: Column,
    last: Column,
    rows: Rows,
    *,
    per: Decimal = Decimal(1),
    population: Floats | None = None,
    minimal: Decimal = HALF,
) -> Measured:
    """(last - first) / first, × `per`: a commune that split, merged or lacks a vintage counts on neither side."""
    difference = last.with_values(last.values - first.values)
    found = ratio(difference, first, rows, per=per, population=population, minimal=minimal)
    return replace(found, vintage=f"{first.vintage}-{last.vintage}")


@dataclass(frozen=True, slots=True)
class Trend:
    """Where a series of yearly values goes. `direction` is « hausse », « baisse », « stable » or « inconnue »."""

    direction: str
    first: int | None
    last: int | None
    relative: Decimal | None
    """Change from the first to the last year, relative to the first."""
    yearly: Decimal | None
    """Slope of the least squares line, by year, in the unit of the series."""


def trend(series: dict[int, Decimal | None]) -> Trend:
    """Trend of the known years; at least two are needed."""
    known = {year: value for year, value in sorted(series.items()) if value is not None}
    if len(known) < 2:
        return Trend("inconnue", None, None, None, None)
    first, last = min(known), max(known)
    slope = linear_regression(list(known), [float(value) for value in known.values()]).slope
    relative = (known[last] - known[first]) / known[first] if known[first] else None
    if known[first] == known[last] or (relative is not None and abs(relative) < STABLE):
        direction = "stable"
    else:
        direction = "hausse" if known[last] > known[first] else "baisse"
    return Trend(direction, first, last, relative, Decimal(repr(round(slope, 9))))
