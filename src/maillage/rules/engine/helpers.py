"""The only arithmetic that formulas use; each helper works on one number and on int64 columns alike.

Days are proleptic ordinals (`date.toordinal`), amounts are cents, shares are millionths.
"""

from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any

from maillage.kernel import periods
from maillage.kernel.money import share_of
from maillage.law.corpus import Law, known_rows
from maillage.law.model import Scalar

MILLION = 1_000_000
"""Shares (75 %, a rate) are exact whole millionths, so that columns stay integers."""

__all__ = [
    "MILLION",
    "add_months",
    "anniversary",
    "dimension_names",
    "exact",
    "first_days",
    "first_known",
    "highest",
    "lowest",
    "months_started",
    "part",
    "share_of",
    "truth",
]


def exact(value: Scalar | None) -> Any:
    """A value of the law as formulas count it: a share in whole millionths, the rest as it is."""
    if not isinstance(value, Fraction):
        return value
    millionths = value * MILLION
    if millionths.denominator != 1:
        raise ValueError(f"la part {value} ne s'écrit pas en millionièmes")
    return int(millionths)


@lru_cache(maxsize=64)
def dimension_names(law: Law, path: str) -> tuple[str, ...]:
    """Every name a one-dimension parameter has had, in the order of its newest version."""
    versions = law.parameter(path).versions
    return tuple(dict.fromkeys(name for version in reversed(versions) for name in version.values))


@lru_cache(maxsize=64)
def first_known(law: Law, path: str, name: str) -> int:
    """The first day on which a one-dimension parameter has this name, as an ordinal."""
    return min(version.since for version in law.parameter(path).versions if name in version.values).toordinal()


@lru_cache(maxsize=64)
def first_days(law: Law, path: str, known_on: date | None) -> tuple[int, ...]:
    """The days on which a parameter changed, after its first version, of those published by `known_on`; ordinals."""
    return tuple(row.since.toordinal() for row in known_rows(law.parameter(path), known_on)[1:])


def truth(condition: Any) -> Any:
    """1 where the condition holds, 0 elsewhere."""
    return condition * 1


def highest(first: Any, second: Any) -> Any:
    """The larger of two numbers, element by element on columns."""
    if isinstance(first, int) and isinstance(second, int):
        return max(first, second)
    import numpy as np

    return np.maximum(first, second)


def lowest(first: Any, second: Any) -> Any:
    """The smaller of two numbers, element by element on columns."""
    if isinstance(first, int) and isinstance(second, int):
        return min(first, second)
    import numpy as np

    return np.minimum(first, second)


def part(amount: Any, millionths: Any) -> Any:
    """A share of an amount, rounded once."""
    return share_of(amount, millionths, MILLION)


def add_months(day: Any, months: Any) -> Any:
    """The same day some months later, or the last day of a shorter month (CPC, art. 641)."""
    if isinstance(day, int):
        return periods.add_months(date.fromordinal(day), months).toordinal()
    return _columns_add_months(day, months)


def anniversary(day: Any, number: int) -> Any:
    """The `number`-th anniversary of a day; 29 February falls on the 28th in a common year."""
    return add_months(day, 12 * number)


def months_started(start: Any, end: Any) -> Any:
    """Months begun from `start` to `end` excluded: 1 March to 1 June is 3, to 2 June is 4."""
    if isinstance(start, int) and isinstance(end, int):
        return _scalar_months_started(date.fromordinal(start), date.fromordinal(end))
    return _columns_months_started(start, end)


def _scalar_months_started(start: date, end: date) -> int:
    whole = (end.year - start.year) * 12 + end.month - start.month
    return max(0, whole + (end.day > start.day))


_EPOCH = date(1970, 1, 1).toordinal()


def _columns_add_months(days: Any, months: Any) -> Any:
    import numpy as np

    month, day_in_month = _split(days)
    target = month + months
    first = target.astype("datetime64[D]").astype(np.int64)
    length = (target + 1).astype("datetime64[D]").astype(np.int64) - first
    return first + np.minimum(day_in_month, length - 1) + _EPOCH


def _columns_months_started(start: Any, end: Any) -> Any:
    import numpy as np

    (month_a, day_a), (month_b, day_b) = _split(start), _split(end)
    return np.maximum(0, (month_b - month_a).astype(np.int64) + (day_b > day_a))


def _split(days: Any) -> tuple[Any, Any]:
    """Month and days since its first, of ordinals."""
    import numpy as np

    stamps = (np.asarray(days, np.int64) - _EPOCH).astype("datetime64[D]")
    months = stamps.astype("datetime64[M]")
    return months, (stamps - months.astype("datetime64[D]")).astype(np.int64)
