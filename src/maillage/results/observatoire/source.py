"""Which coverage answers: that of the warehouse, today or on a day that an address asks."""

from datetime import date
from functools import lru_cache
from threading import RLock

from maillage.results import couverture
from maillage.results.couverture import Coverage
from maillage.results.territoires.words import typed

FIRST = date(2016, 1, 1)
"""CPTS come from the law of 26 January 2016: there is nothing to show before."""


WARMING = RLock()
"""Held while the first pages are computed ahead: who comes meanwhile waits for the end instead of computing it all again."""


class Unreadable(ValueError):
    """A day that the observatory cannot show; the message is a French sentence."""


class NotLoaded(LookupError):
    """The instance has no perimeters; the message says how to load them."""


def loaded(today: date) -> Coverage:
    """The latest stage of each CPTS; the law is that of `today`."""
    with WARMING:
        return couverture.load(today=today)


def at(today: date, day: date | None = None) -> Coverage:
    """Perimeters and law of a past day; `Unreadable` when it is to come, or before the first CPTS."""
    if day is None:
        return loaded(today)
    if not FIRST <= day <= today:
        raise Unreadable(
            typed(f"Le {day:%d/%m/%Y} ne peut pas être montré : choisissez un jour du {FIRST:%d/%m/%Y} à aujourd'hui.")
        )
    return _at(loaded(today), day)


@lru_cache(maxsize=16)
def _at(coverage: Coverage, day: date) -> Coverage:
    """Kept, so that what is computed of it is computed once."""
    return coverage.at(day)
