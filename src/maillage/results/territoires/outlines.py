"""Outlines for the maps, ready to serve, and the communes inside a drawing."""

import json
from collections.abc import Iterable
from functools import lru_cache
from math import isfinite
from typing import Any

from maillage.kernel.weighed import weighed
from maillage.opendata.warehouse.columns import Columns
from maillage.results.territoires.places import members
from maillage.results.territoires.source import current, stamp
from maillage.results.territoires.words import typed


def outlines(departement: str) -> bytes:
    """GeoJSON of the communes of a département (code, nom, pop, epci), then the arrondissements of its great city.

    An arrondissement has a `parent`; the city it is in has `arrondissements: true`. UnknownPlace otherwise.
    """
    members("departement", departement)
    return _communes(stamp(), departement.strip().upper())


def outlines_france() -> bytes:
    """GeoJSON of the 101 départements, simplified for a map of France (code, nom, pop, communes)."""
    return _france(stamp())


def boundaries_epci(departement: str) -> bytes:
    """GeoJSON of the EPCI of a département, dissolved from its communes and cut at its limit (code, nom)."""
    members("departement", departement)
    return _epcis(stamp(), departement.strip().upper())


def selection_outline(codes: Iterable[str]) -> dict[str, Any] | None:
    """GeoJSON geometry of the whole selection; None when none of its communes has an outline."""
    text = _outline(stamp(), tuple(sorted(codes)))
    return None if text is None else json.loads(text)


def within(polygon_lonlat: list[tuple[float, float]]) -> tuple[str, ...]:
    """Communes whose interior point lies in the drawn polygon (closed or not)."""
    import shapely

    if len(polygon_lonlat) < 3 or not all(isfinite(number) for point in polygon_lonlat for number in point):
        raise ValueError(typed("Le dessin doit avoir au moins trois points : recommencez le tracé."))
    drawn = shapely.make_valid(shapely.polygons(polygon_lonlat))
    shapely.prepare(drawn)
    columns = current().columns
    inside = shapely.contains_xy(drawn, columns.points).nonzero()[0].tolist()
    return tuple(columns.codes[row] for row in inside if row not in columns.parent_of)


@lru_cache(maxsize=24)
def _communes(stamp: str, departement: str) -> bytes:
    from maillage.opendata.warehouse import shapes

    warehouse = current()
    drawn = warehouse.shapes.level("commune", departement) | warehouse.shapes.level("arrondissement", departement)
    return shapes.feature_collection(drawn, {code: _properties(warehouse.columns, code) for code in drawn})


def _properties(columns: Columns, code: str) -> dict[str, Any]:
    row = columns.row_of[code]
    told = {"code": code, "nom": columns.names[row], "pop": columns.newest[row], "epci": columns.epcis[row]}
    if row in columns.parent_of:
        told["parent"] = columns.codes[columns.parent_of[row]]
    if row in columns.arrondissements:
        told["arrondissements"] = True
    return told


@lru_cache(maxsize=2)
def _france(stamp: str) -> bytes:
    from maillage.opendata.warehouse import shapes

    warehouse = current()
    level = warehouse.columns.levels["departement"]
    told = {
        code: {"code": code, "nom": name, "pop": level.population[n], "communes": level.communes[n]}
        for n, (code, name) in enumerate(zip(level.codes, level.names, strict=True))
    }
    return shapes.feature_collection(warehouse.shapes.level("departement_france"), told)


@lru_cache(maxsize=24)
def _epcis(stamp: str, departement: str) -> bytes:
    from maillage.opendata.warehouse import shapes

    warehouse = current()
    columns = warehouse.columns
    groups: dict[str, list[Any]] = {}
    for code, shape in warehouse.shapes.level("commune", departement).items():
        if epci := columns.epcis[columns.row_of[code]]:
            groups.setdefault(epci, []).append(shape)
    level = columns.levels["epci"]
    told = {code: {"code": code, "nom": level.names[level.number[code]]} for code in groups}
    return shapes.feature_collection({code: shapes.dissolve(group) for code, group in sorted(groups.items())}, told)


@weighed(lambda stamp, codes: max(len(codes), 200), most=8_000)
def _outline(stamp: str, codes: tuple[str, ...]) -> str | None:
    from maillage.opendata.warehouse import shapes

    drawn = current().shapes.of(codes)
    return json.dumps(shapes.geojson(shapes.dissolve(drawn))) if drawn else None
