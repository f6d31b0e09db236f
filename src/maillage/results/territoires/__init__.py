"""Territories, for every page, document and command: codes, places, outlines and the facts of a selection."""

from maillage.results.territoires.codes import Resolution, resolve
from maillage.results.territoires.description import describe
from maillage.results.territoires.outlines import (
    boundaries_epci,
    outlines,
    outlines_france,
    selection_outline,
    within,
)
from maillage.results.territoires.places import Hit, UnknownPlace, members, search
from maillage.results.territoires.source import sources, stamp

__all__ = [
    "Hit",
    "Resolution",
    "UnknownPlace",
    "boundaries_epci",
    "describe",
    "members",
    "outlines",
    "outlines_france",
    "resolve",
    "search",
    "selection_outline",
    "sources",
    "stamp",
    "within",
]
