"""Outlines of the CPTS and of the white zones as GeoJSON, ready to serve: dissolved from those of the communes."""

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from maillage.opendata.warehouse import shapes
from maillage.opendata.warehouse.dissolving import HalfEdges
from maillage.results.couverture import stages
from maillage.results.couverture.amounts import sized
from maillage.results.couverture.ground import Ground, Rows

if TYPE_CHECKING:
    from maillage.results.couverture.coverage import Coverage

FRANCE_TOLERANCE = 0.01
"""Degrees: what a map of the whole country may lose."""


def coverage_map(coverage: "Coverage", *, region: str | None = None, departement: str | None = None) -> bytes:
    """Features of two kinds (`nature`): each « cpts » (id, nom, stade, population, taille) and each « zone » (id, nom, population).

    Of the CPTS that have a commune in the place and of its white zones; of the whole country, simplified, without place.
    """
    wanted = _wanted(coverage, region, departement)
    drawn, told = _cpts(coverage, wanted)
    more, said = _zones(coverage, region, departement)
    if region is None and departement is None:
        drawn, more = _simple(drawn), _simple(more)
    return shapes.feature_collection(drawn | more, told | said)


def outline(coverage: "Coverage", name: str) -> bytes:
    """One CPTS."""
    number = coverage.packed.number[name]
    return shapes.feature_collection(*_cpts(coverage, np.array([number])))


def cpts_shapes(coverage: "Coverage") -> dict[str, Any]:
    """Geometry of every CPTS, whole even where perimeters overlap; one without outline is absent."""
    return _cpts(coverage, np.arange(len(coverage.packed.ids)))[0]


def zone_shapes(coverage: "Coverage") -> dict[str, Any]:
    """Geometry of every white zone."""
    return _zones(coverage, None, None)[0]


def half_edges(land: Ground) -> tuple[Rows, HalfEdges]:
    """Unit of each row, -1 when it is not drawn; arrondissements stand for their city. Made once for each warehouse."""
    return _edges(land.warehouse.manifest.stamp, land)


def _wanted(coverage: "Coverage", region: str | None, departement: str | None) -> Rows:
    packed, land = coverage.packed, coverage.land
    for level, code in (("region", region), ("departement", departement)):
        if code is not None:
            inside = land.number_in(level)[packed.rows] == land.columns.levels[level].number.get(code, -2)
            return np.unique(packed.owner[inside])
    return np.arange(len(packed.ids))


def _cpts(coverage: "Coverage", wanted: Rows) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    packed = coverage.packed
    group = np.full(len(packed.ids), -1)
    group[wanted] = np.arange(len(wanted))
    kept = group[packed.owner] >= 0
    drawn = _dissolved(coverage.land, packed.rows[kept], group[packed.owner[kept]], len(wanted))
    size = sized(packed.population[wanted], coverage.today)
    told = {
        packed.ids[k]: {
            "nature": "cpts",
            "id": packed.ids[k],
            "nom": packed.names[k],
            "stade": stages.NAMES[packed.stage[k]],
            "pop": size[i].population,
            "taille": size[i].taille,
            "fictif": coverage.fictitious,
        }
        for i, k in enumerate(wanted.tolist())
    }
    return {packed.ids[k]: drawn[i] for i, k in enumerate(wanted.tolist()) if drawn[i] is not None}, told


def _zones(
    coverage: "Coverage", region: str | None, departement: str | None
) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    zones = coverage.white_zones(region=region, departement=departement)
    row_of = coverage.land.columns.row_of
    rows = np.array([row_of[code] for zone in zones for code in zone.codes], np.int64)
    group = np.repeat(np.arange(len(zones)), [len(zone.codes) for zone in zones])
    drawn = _dissolved(coverage.land, rows, group, len(zones))
    told = {
        zone.id: {"nature": "zone", "id": zone.id, "nom": zone.name, "pop": zone.population, "fictif": coverage.fictitious}
        for zone in zones
    }
    return {zone.id: shape for zone, shape in zip(zones, drawn, strict=True) if shape is not None}, told


def _simple(drawn: dict[str, Any]) -> dict[str, Any]:
    """Without the small parts that a map of France cannot show, but never without any."""
    simple = shapely.simplify(np.array(list(drawn.values()), object), FRANCE_TOLERANCE)
    return {name: shape for name, shape in zip(drawn, simple, strict=True) if not shape.is_empty}


def _dissolved(land: Ground, rows: Rows, group: Rows, count: int) -> list[Any]:
    """One shape or None for each group of rows."""
    place, edges = half_edges(land)
    unit = place[rows]
    kept = unit >= 0
    return edges.dissolve(unit[kept], group[kept], count) if count else []


@lru_cache(maxsize=2)
def _edges(stamp: str, land: Ground) -> tuple[Rows, HalfEdges]:
    drawn = land.warehouse.shapes.level("commune") | land.warehouse.shapes.level("arrondissement")
    units = [code for code in drawn if land.is_unit[land.columns.row_of[code]]]
    place = np.full(land.size, -1)
    place[[land.columns.row_of[code] for code in units]] = np.arange(len(units))
    return place, HalfEdges.of([drawn[code] for code in units])
