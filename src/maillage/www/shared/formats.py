"""Values as French people read them, for presenters: `kernel.french` under the name that pages know."""

from maillage.kernel.french import (
    MINUS,
    MONTHS,
    NBSP,
    THIN,
    day,
    euros,
    euros_short,
    join,
    long_day,
    number,
    octets,
    percent,
    plural,
    signed,
    signed_percent,
    typed,
)

__all__ = [
    "MINUS",
    "MONTHS",
    "NBSP",
    "THIN",
    "day",
    "euros",
    "euros_short",
    "join",
    "long_day",
    "number",
    "octets",
    "percent",
    "plural",
    "signed",
    "signed_percent",
    "typed",
]
