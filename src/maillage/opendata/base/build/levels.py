"""Outlines of every level, reduced to the grid that is shipped (1e-4 degree, about 11 m)."""

import numpy as np
import polars as pl
import shapely

GRID = 1e-4
TOLERANCES = {"departement": 0.003, "region": 0.004, "epci": 0.006, "departement_france": 0.02}
"""Degrees (Visvalingam): upper levels are for maps seen from afar; near, they are dissolved from the communes."""


def table(units: pl.DataFrame, geometries: dict[str, shapely.Geometry]) -> pl.DataFrame:
    """Rows (level, code, departement, wkb); `units` says which département, région and EPCI a commune is in."""
    drawn = units.filter(pl.col("code").is_in(list(geometries)))
    communes = drawn.filter(pl.col("kind") == "commune")
    rows = _rows("commune", _own(communes, geometries), communes)
    arrondissements = drawn.filter(pl.col("kind") == "arrondissement")
    rows += _rows("arrondissement", _own(arrondissements, geometries), arrondissements)
    for level, tolerance in TOLERANCES.items():
        column = level.removesuffix("_france")
        dissolved = _dissolve(communes.filter(pl.col(column) != ""), column, geometries)
        rows += _rows(level, _simplified(dissolved, tolerance))
    return pl.DataFrame(rows, schema=["level", "code", "departement", "wkb"], orient="row")


def _own(rows: pl.DataFrame, geometries: dict[str, shapely.Geometry]) -> dict[str, shapely.Geometry]:
    return {code: geometries[code] for code in rows["code"]}


def _dissolve(rows: pl.DataFrame, column: str, geometries: dict[str, shapely.Geometry]) -> dict[str, shapely.Geometry]:
    """Union of the original outlines: reducing first would open small voids."""
    groups = rows.group_by(column).agg(pl.col("code").sort()).sort(column)
    return {key: shapely.coverage_union_all(np.array([geometries[c] for c in codes])) for key, codes in groups.iter_rows()}


def _simplified(shapes: dict[str, shapely.Geometry], tolerance: float) -> dict[str, shapely.Geometry]:
    """Neighbours keep their common border."""
    return dict(zip(shapes, shapely.coverage_simplify(np.array(list(shapes.values())), tolerance), strict=True))


def _rows(
    level: str, shapes: dict[str, shapely.Geometry], units: pl.DataFrame | None = None
) -> list[tuple[str, str, str, bytes]]:
    homes = dict(units.select("code", "departement").iter_rows()) if units is not None else {}
    reduced = [_flat(shape) for shape in shapely.set_precision(np.array(list(shapes.values())), GRID)]
    return [
        (level, code, homes.get(code, ""), wkb) for code, wkb in zip(shapes, shapely.to_wkb(np.array(reduced)), strict=True)
    ]


def _flat(shape: shapely.Geometry) -> shapely.Geometry:
    """A multipolygon of one part as a polygon."""
    return shape.geoms[0] if shape.geom_type == "MultiPolygon" and len(shape.geoms) == 1 else shape
