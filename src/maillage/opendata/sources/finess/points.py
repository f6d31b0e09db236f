"""The point of each establishment in WGS84, read by its values; a point far from its commune is not kept.

A publisher may write degrees under a key of metres, metres under a key of degrees, and north before east: each pair of
numbers is read in every way that its size allows, degrees first, and the first way that falls in its commune is the right one.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import polars as pl

from maillage.opendata.sources import projections
from maillage.opendata.sources.places import Places

_FAR = 40.0
"""Kilometres from the interior point of its commune."""
_KILOMETRES = 111.2
_PAIRS = (("lon", "lat"), ("x", "y"))
_WIDE = "973"
_NOWHERE = np.nan
Points = tuple[projections.Numbers, projections.Numbers]
"""Longitudes and latitudes."""


def located(frame: pl.DataFrame, places: Places) -> tuple[pl.DataFrame, int]:
    """With `lon` and `lat`, and how many points were too far to be right. `frame` has commune, lon, lat, x, y, crs."""
    homes, reach = _homes(frame["commune"].to_list(), places)
    zones = [_zone(crs, commune, places) for crs, commune in frame.select("crs", "commune").iter_rows()]
    best, near = (np.full(len(frame), _NOWHERE), np.full(len(frame), _NOWHERE)), np.full(len(frame), np.inf)
    for found in _readings([(_numbers(frame, first), _numbers(frame, second)) for first, second in _PAIRS], zones):
        distance = _distance(found, homes)
        better = (distance < near) & (near > reach)
        near[better] = distance[better]
        for kept, new in zip(best, found, strict=True):
            kept[better] = new[better]
    wrong = (near > reach) & np.isfinite(near)
    for kept in best:
        kept[wrong] = _NOWHERE
    columns = [pl.Series(name, values).round(6).fill_nan(None) for name, values in zip(("lon", "lat"), best, strict=True)]
    return frame.drop("lon", "lat").with_columns(columns), int(wrong.sum())


def _numbers(frame: pl.DataFrame, name: str) -> projections.Numbers:
    values = frame[name].cast(pl.String).str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
    return np.array(values.fill_null(_NOWHERE).to_numpy(), dtype=float)


def _readings(pairs: list[Points], zones: list[projections.Utm | None]) -> Iterator[Points]:
    """Every way to read the pairs: degrees then metres, east first then north first. What a way cannot read is not a number."""
    ways = [*pairs, *((second, first) for first, second in pairs)]
    for east, north in ways:
        degrees = (np.abs(east) <= 180) & (np.abs(north) <= 90) & ((east != 0) | (north != 0))
        yield np.where(degrees, east, _NOWHERE), np.where(degrees, north, _NOWHERE)
    for east, north in ways:
        metres = (np.abs(east) > 1_000) & (np.abs(north) > 1_000)
        yield _projected(np.where(metres, east, _NOWHERE), np.where(metres, north, _NOWHERE), zones)


def _projected(east: projections.Numbers, north: projections.Numbers, zones: list[projections.Utm | None]) -> Points:
    """By the projection that the line names, else by that of its département."""
    lon, lat = np.full(len(east), _NOWHERE), np.full(len(east), _NOWHERE)
    for zone in set(zones):
        rows = np.array([one == zone for one in zones]) & ~np.isnan(east) & ~np.isnan(north)
        lon[rows], lat[rows] = (
            projections.from_lambert93(east[rows], north[rows])
            if zone is None
            else projections.from_utm(east[rows], north[rows], zone)
        )
    return lon, lat


def _homes(communes: list[str | None], places: Places) -> tuple[Points, projections.Numbers]:
    """Interior point of each commune, and how far from it a point may be: the largest communes, of Guyane, are wider than _FAR."""
    columns = places.warehouse.columns
    inside = np.array([columns.points[columns.row_of[code]] if code else (_NOWHERE, _NOWHERE) for code in communes])
    inside = inside.reshape(-1, 2)
    wide = _wide(places) if any((code or "").startswith(_WIDE) for code in communes) else {}
    return (inside[:, 0], inside[:, 1]), np.array([wide.get(code or "", _FAR) for code in communes], dtype=float)


def _wide(places: Places) -> dict[str, float]:
    """Kilometres to the furthest corner of the box around each commune of Guyane; elsewhere _FAR is wider than any."""
    columns, found = places.warehouse.columns, {}
    for code, outline in places.warehouse.shapes.level("commune", _WIDE).items():
        west, south, east, north = outline.bounds
        lon, lat = columns.points[columns.row_of[code]]
        corners = (np.array([west, west, east, east]), np.array([south, north, south, north]))
        found[code] = max(_FAR, float(_distance(corners, (np.full(4, lon), np.full(4, lat))).max()))
    return found


def _distance(points: Points, homes: Points) -> projections.Numbers:
    """In kilometres; infinite when a point, or its commune, is not known."""
    east = (points[0] - homes[0]) * np.cos(np.radians(homes[1]))
    return np.nan_to_num(np.hypot(east, points[1] - homes[1]) * _KILOMETRES, nan=np.inf)


def _zone(crs: Any, commune: str | None, places: Places) -> projections.Utm | None:
    """None is Lambert-93."""
    name = str(crs or "").replace("\\", ",").split(",")[-1].lower().replace("_", "").replace("epsg:", "").strip()
    if name in projections.UTM:
        return projections.UTM[name]
    return projections.BY_DEPARTEMENT.get(places.departement_of(commune)) if commune else None
