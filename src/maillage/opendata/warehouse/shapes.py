"""Outlines: read as WKB, filtered by level and département, dissolved, written as GeoJSON."""

import json
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import shapely

from maillage.opendata.warehouse.schema import OUTLINES

_SPECK = 5e-5
"""Degrees: holes narrower than half the grid (area over perimeter) are left by the rounding; they are not land."""


class Shapes:
    """The table of outlines, decoded on demand."""

    def __init__(self, folder: Path) -> None:
        self._table = pl.read_parquet(folder / f"{OUTLINES}.parquet")

    def level(self, level: str, departement: str | None = None) -> dict[str, shapely.Geometry]:
        """Code -> outline of one level, of one département or of all."""
        rows = self._table.filter(pl.col("level") == level)
        if departement is not None:
            rows = rows.filter(pl.col("departement") == departement)
        return dict(zip(rows["code"], shapely.from_wkb(rows["wkb"].to_list()), strict=True))

    @cached_property
    def _units(self) -> dict[str, bytes]:
        rows = self._table.filter(pl.col("level").is_in(["commune", "arrondissement"]))
        return dict(zip(rows["code"], rows["wkb"], strict=True))

    def of(self, codes: Iterable[str]) -> list[shapely.Geometry]:
        """Outlines of communes and arrondissements; those without outline are left out."""
        known = [self._units[code] for code in codes if code in self._units]
        return list(shapely.from_wkb(known))


def dissolve(shapes: list[shapely.Geometry]) -> shapely.Geometry:
    """One outline, without the specks of the grid."""
    whole = shapely.get_parts(shapely.union_all(np.array(shapes)))
    return shapely.multipolygons([without_specks(part) for part in whole])


def without_specks(part: shapely.Geometry) -> shapely.Geometry:
    """A polygon whose holes are land, or none."""
    rings = shapely.get_rings(part)
    kept = [ring for ring in rings[1:] if shapely.polygons(ring).area > _SPECK * ring.length]
    return shapely.polygons(rings[0], kept or None)


def feature_collection(shapes: Mapping[str, shapely.Geometry], properties: Mapping[str, Mapping[str, Any]]) -> bytes:
    """Compact GeoJSON: four decimals, the `id` is the code."""
    features = ",".join(
        f'{{"type":"Feature","id":"{code}","properties":{_json(properties[code])},"geometry":{_json(geojson(shape))}}}'
        for code, shape in shapes.items()
    )
    return f'{{"type":"FeatureCollection","features":[{features}]}}'.encode()


def geojson(shape: shapely.Geometry) -> dict[str, Any]:
    """GeoJSON geometry of a polygon or a multipolygon."""
    polygons = [[_points(ring) for ring in shapely.get_rings(part)] for part in shapely.get_parts(shape)]
    if len(polygons) == 1:
        return {"type": "Polygon", "coordinates": polygons[0]}
    return {"type": "MultiPolygon", "coordinates": polygons}


def _points(ring: shapely.Geometry) -> list[list[float]]:
    points: list[list[float]] = np.round(shapely.get_coordinates(ring), 4).tolist()
    return points


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
