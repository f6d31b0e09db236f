"""The observatory of the network: one territory at a time, its coverage, its maps, its history, its money, and open tables of all.

`at` gives the coverage of the instance; `territory` names a place; the rest is asked of both.
"""

from maillage.results.couverture.history import steps
from maillage.results.observatoire.amounts import Expected, Post, expected
from maillage.results.observatoire.history import HistoryRow, history
from maillage.results.observatoire.maps import Map, Shape, cpts_map, territory_map, zone_map
from maillage.results.observatoire.places import Found, communes_of, cpts_named, find, zone_of, zones_beside
from maillage.results.observatoire.signals import fragility_of, quality_of, raised
from maillage.results.observatoire.source import NotLoaded, Unreadable, at, loaded
from maillage.results.observatoire.territory import Territory, UnknownTerritory, territory
from maillage.results.observatoire.view import CHILD, Listed, SizeClass, View, all_cpts, all_zones, view
from maillage.results.observatoire.warming import warm

__all__ = [
    "CHILD",
    "Expected",
    "Found",
    "HistoryRow",
    "Listed",
    "Map",
    "NotLoaded",
    "Post",
    "Shape",
    "SizeClass",
    "Territory",
    "UnknownTerritory",
    "Unreadable",
    "View",
    "all_cpts",
    "all_zones",
    "at",
    "communes_of",
    "cpts_map",
    "cpts_named",
    "expected",
    "find",
    "fragility_of",
    "history",
    "loaded",
    "quality_of",
    "raised",
    "steps",
    "territory",
    "territory_map",
    "view",
    "warm",
    "zone_map",
    "zone_of",
    "zones_beside",
]
