"""Perimeters drawn as polygons (GeoJSON): the communes that each covers, with what it covers only in part."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from time import monotonic
from typing import Any

import numpy as np
import shapely
from shapely.geometry import shape

from maillage.opendata import mending
from maillage.opendata.sources import opening, reading
from maillage.opendata.sources.perimetres import schema
from maillage.opendata.sources.perimetres.row import Row
from maillage.opendata.sources.places import Places
from maillage.opendata.sources.source import Rejections, UnableToRead

Drawn = tuple[int, Mapping[str, Any], shapely.Geometry | None]
"""Number, properties and shape of an object."""
IN, WHOLE, NEGLIGIBLE = 0.5, 0.95, 0.05
"""Shares of a commune's land: kept from the first on, told as partial under the second, ignored under the third."""


_AT_ONCE = 100
_LEAST_SECONDS, _BY_SECOND = 15, 400_000
"""Time that crossing the communes may take, and how many bytes of the file give one second more."""
PARTLY_IN = f"commune couverte en partie, entre {IN:.0%} et {WHOLE:.0%}, prise entière".replace("%", " %")
PARTLY_OUT = f"commune couverte à moins de {IN:.0%} par le polygone, laissée".replace("%", " %")
NO_POLYGON = "objet sans polygone, laissé"


def read_polygons(path: Path, places: Places, rejections: Rejections) -> tuple[Row, ...]:
    """Rows as a list would have them; communes that a polygon covers only in part are noted, in or out."""
    features = _features(path)
    communes = places.warehouse.shapes.level("commune")
    codes, outlines = list(communes), np.array(list(communes.values()))
    tree, rows = shapely.STRtree(outlines), list[Row]()
    limit = monotonic() + _LEAST_SECONDS + path.stat().st_size / _BY_SECOND
    for number, properties, polygon in features:
        if polygon is None:
            rejections.add(number, str(dict(properties)), NO_POLYGON)
            continue
        name, stade, depuis = _told(properties, number)
        shapely.prepare(polygon)
        near = np.sort(tree.query(polygon))
        shares: list[tuple[int, float]] = []
        for start in range(0, len(near), _AT_ONCE):
            if monotonic() > limit:
                raise UnableToRead(
                    f"Les polygones de « {path.name} » sont trop découpés pour être lus : simplifiez leurs contours, "
                    "ou donnez la liste des communes."
                )
            some = near[start : start + _AT_ONCE]
            met = some[shapely.intersects(polygon, outlines[some])]
            covered = shapely.area(shapely.intersection(outlines[met], polygon)) / shapely.area(outlines[met])
            shares += zip(met.tolist(), covered.tolist(), strict=True)
        for index, share in shares:
            code = codes[index]
            if share >= IN:
                rows.append(Row(number, code, name, stade, None, depuis))
            if NEGLIGIBLE <= share < WHOLE:
                said = f"{code} {places.name_of(code)}, {round(share * 100)} % : {name}"
                rejections.note(number, said, PARTLY_IN if share >= IN else PARTLY_OUT)
    return tuple(rows)


def _features(path: Path) -> list[Drawn]:
    try:
        data = json.loads(opening.read_bytes(path))
        found = _whole(list(_polygons(data)))
    except mending.UnableToMend:
        raise UnableToRead(
            f"Un polygone de « {path.name} » se recoupe trop pour délimiter un territoire : exportez-le à nouveau."
        ) from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, shapely.errors.ShapelyError):
        raise UnableToRead(
            f"« {path.name} » n'est pas un GeoJSON de polygones lisible : exportez-le à nouveau, entier."
        ) from None
    drawn = [polygon for _, _, polygon in found if polygon is not None]
    if not drawn:
        raise UnableToRead(f"« {path.name} » ne contient aucun polygone.")
    west, south, east, north = shapely.total_bounds(np.array(drawn))
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise UnableToRead(
            f"Les coordonnées de « {path.name} » ne sont pas des longitudes et latitudes : exportez-le en WGS 84."
        )
    return found


def _whole(found: list[Drawn]) -> list[Drawn]:
    valid = iter(mending.mended([polygon for _, _, polygon in found if polygon is not None]))
    return [(number, told, None if polygon is None else next(valid)) for number, told, polygon in found]


def _polygons(data: Mapping[str, Any]) -> Iterator[Drawn]:
    """Number, properties and shape of each object; no shape when it is not a polygon."""
    for number, feature in enumerate(data["features"], 1):
        geometry = feature.get("geometry") or {}
        drawn = geometry.get("type") in ("Polygon", "MultiPolygon")
        yield number, feature.get("properties") or {}, shape(geometry) if drawn else None


def _told(properties: Mapping[str, Any], number: int) -> tuple[str, str, str]:
    """Name, stage and date of a polygon; without name, its number."""
    found = reading.named_columns(list(properties), schema.PROPERTIES, optional=tuple(schema.PROPERTIES))
    texts = [str(properties.get(found[key] or "", "") or "") for key in ("cpts", "stade", "depuis")]
    return " ".join(texts[0].split()) or f"Polygone {number}", texts[1], texts[2]
