"""The point of each establishment in WGS84: as given, or projected back; a point far from its commune is not kept."""

from typing import Any

import numpy as np
import polars as pl

from maillage.opendata.sources import projections
from maillage.opendata.sources.places import Places

_FAR = 40.0
"""Kilometres from the interior point of its commune; the largest communes of Guyane are wider, and are spared."""
_SPARED = "973"
_KILOMETRES = 111.2


def located(frame: pl.DataFrame, places: Places) -> tuple[pl.DataFrame, int]:
    """With `lon` and `lat`, and how many points were too far to be right. `frame` has commune, lon, lat, x, y, crs."""
    lon, lat = _degrees(frame, "lon"), _degrees(frame, "lat")
    projected = _projected(frame, places)
    lon, lat = np.where(np.isnan(lon), projected[0], lon), np.where(np.isnan(lat), projected[1], lat)
    wrong = _far(frame["commune"].to_list(), lon, lat, places)
    lon[wrong], lat[wrong] = np.nan, np.nan
    columns = [pl.Series(name, values).round(6).fill_nan(None) for name, values in (("lon", lon), ("lat", lat))]
    return frame.drop("lon", "lat").with_columns(columns), int(wrong.sum())


def _degrees(frame: pl.DataFrame, name: str) -> projections.Numbers:
    values = frame[name].cast(pl.String).str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
    return np.array(values.fill_null(float("nan")).to_numpy(), dtype=float)


def _projected(frame: pl.DataFrame, places: Places) -> tuple[projections.Numbers, projections.Numbers]:
    """By the projection that the line names, else by that of its département."""
    x, y = _degrees(frame, "x"), _degrees(frame, "y")
    zones = [_zone(crs, commune, places) for crs, commune in frame.select("crs", "commune").iter_rows()]
    lon, lat = np.full(len(x), np.nan), np.full(len(x), np.nan)
    for zone in set(zones):
        rows = np.array([one == zone for one in zones]) & ~np.isnan(x) & ~np.isnan(y) & (x != 0)
        east, north = _ordered(x[rows], y[rows], zone)
        lon[rows], lat[rows] = (
            projections.from_lambert93(east, north) if zone is None else projections.from_utm(east, north, zone)
        )
    return lon, lat


def _ordered(x: projections.Numbers, y: projections.Numbers, zone: projections.Utm | None) -> tuple[Any, Any]:
    """East, then north: the feed of 2026 gives them the other way round."""
    if zone is not None:
        return x, y
    swapped = (x > 5_000_000) & (y < 5_000_000)
    return np.where(swapped, y, x), np.where(swapped, x, y)


def _zone(crs: Any, commune: str | None, places: Places) -> projections.Utm | None:
    """None is Lambert-93."""
    name = str(crs or "").replace("\\", ",").split(",")[-1].lower().replace("_", "").replace("epsg:", "").strip()
    if name in projections.UTM:
        return projections.UTM[name]
    return projections.BY_DEPARTEMENT.get(places.departement_of(commune)) if commune else None


def _far(communes: list[str | None], lon: projections.Numbers, lat: projections.Numbers, places: Places) -> Any:
    columns = places.warehouse.columns
    inside = np.array([columns.points[columns.row_of[code]] if code else (np.nan, np.nan) for code in communes]).reshape(-1, 2)
    east = (lon - inside[:, 0]) * np.cos(np.radians(inside[:, 1]))
    spared = np.array([bool(code) and places.departement_of(code or "") == _SPARED for code in communes], dtype=bool)
    distance = np.hypot(east, lat - inside[:, 1]) * _KILOMETRES
    return (distance > _FAR) & ~spared
