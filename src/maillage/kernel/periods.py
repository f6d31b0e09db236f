"""Periods with an exclusive end, anniversaries, months: the calendar of a contract.

>>> anniversary(date(2024, 2, 29), 1), anniversary(date(2024, 2, 29), 4)
(datetime.date(2025, 2, 28), datetime.date(2028, 2, 29))
>>> add_months(date(2025, 8, 31), 6)
datetime.date(2026, 2, 28)
>>> contract_year(date(2025, 3, 1), 1)
Period(start=datetime.date(2025, 3, 1), end=datetime.date(2026, 3, 1))
"""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Days from `start` included to `end` excluded; an empty period is allowed."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"la période finit ({self.end}) avant de commencer ({self.start})")

    @property
    def days(self) -> int:
        return (self.end - self.start).days

    @property
    def last_day(self) -> date:
        """The last day included, as « du … au … » says it in French."""
        return self.end - timedelta(days=1)

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end


def add_months(day: date, months: int) -> date:
    """Same day of the month, or the last day of a shorter month (CPC, art. 641)."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, calendar.monthrange(years, month + 1)[1]))


def anniversary(signed_on: date, number: int) -> date:
    """The `number`-th anniversary; 29 February falls on the 28th in a common year (CPC, art. 641)."""
    return add_months(signed_on, 12 * number)


def contract_year(signed_on: date, number: int) -> Period:
    """Contract year `number` (1 = from signature to the first anniversary, which it excludes)."""
    return Period(anniversary(signed_on, number - 1), anniversary(signed_on, number))
