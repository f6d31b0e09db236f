"""Perimeters drawn as polygons (GeoJSON): the communes that each covers, with what it covers only in part."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry import shape

from maillage.opendata.sources import opening, reading
from maillage.opendata.sources.perimetres import schema
from maillage.opendata.sources.perimetres.rows import Row
from maillage.opendata.sources.places import Places
from maillage.opendata.sources.source import Rejections, UnableToRead

IN, WHOLE, NEGLIGIBLE = 0.5, 0.95, 0.05
"""Shares of a commune's land: kept from the first on, told as partial under the second, ignored under the third."""


def read_polygons(path: Path, places: Places, rejections: Rejections) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    """Rows as a list would have them, and one remark for each commune kept though partly outside."""
    features = _features(path)
    communes = places.warehouse.shapes.level("commune")
    codes, outlines = list(communes), np.array(list(communes.values()))
    tree = shapely.STRtree(outlines)
    rows: list[Row] = []
    remarks: list[str] = []
    for number, (properties, polygon) in enumerate(features, 1):
        name, stade, depuis = _told(properties, number)
        shapely.prepare(polygon)
        near = tree.query(polygon, predicate="intersects")
        shares = shapely.area(shapely.intersection(outlines[near], polygon)) / shapely.area(outlines[near])
        for index, share in sorted(zip(near.tolist(), shares.tolist(), strict=True)):
            code = codes[index]
            said = f"{places.name_of(code)} ({code}) est couverte à {round(share * 100)} % par « {name} »"
            if share >= IN:
                rows.append(Row(number, code, name, stade, None, depuis))
                remarks += [f"{said} : elle est prise entière."] if share < WHOLE else []
            elif share >= NEGLIGIBLE:
                rejections.add(number, f"{code} {name}", f"commune couverte à moins de {round(IN * 100)} % par le polygone")
    return tuple(rows), tuple(remarks)


def _features(path: Path) -> list[tuple[Mapping[str, Any], shapely.Geometry]]:
    try:
        data = json.loads(opening.read_bytes(path))
        found = list(_polygons(data))
    except (ValueError, KeyError, TypeError, AttributeError, shapely.errors.ShapelyError) as error:
        raise UnableToRead(f"« {path.name} » n'est pas un GeoJSON de polygones lisible ({error}).") from None
    if not found:
        raise UnableToRead(f"« {path.name} » ne contient aucun polygone.")
    west, south, east, north = shapely.total_bounds(np.array([polygon for _, polygon in found]))
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise UnableToRead(
            f"Les coordonnées de « {path.name} » ne sont pas des longitudes et latitudes : exportez-le en WGS 84."
        )
    return found


def _polygons(data: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], shapely.Geometry]]:
    for feature in data["features"]:
        geometry = feature.get("geometry") or {}
        if geometry.get("type") in ("Polygon", "MultiPolygon"):
            yield feature.get("properties") or {}, shapely.make_valid(shape(geometry))


def _told(properties: Mapping[str, Any], number: int) -> tuple[str, str, str]:
    """Name, stage and date of a polygon; without name, its number."""
    found = reading.named_columns(list(properties), schema.PROPERTIES, optional=tuple(schema.PROPERTIES))
    texts = [str(properties.get(found[key] or "", "") or "") for key in ("cpts", "stade", "depuis")]
    return " ".join(texts[0].split()) or f"Polygone {number}", texts[1], texts[2]
