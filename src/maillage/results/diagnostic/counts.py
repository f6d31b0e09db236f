"""What the tables of professionals, establishments, zoning and perimeters say of each commune, as columns."""

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from maillage.measures.columns import Column
from maillage.measures.model import Term
from maillage.measures.sphere import Floats
from maillage.opendata.warehouse.extra import ETABLISSEMENTS, FICTIF, PERIMETRES, PROFESSIONNELS, STADES, ZONAGE
from maillage.results.diagnostic.atlas import Atlas
from maillage.results.diagnostic.provenance import Origin, origin
from maillage.results.etablissements import REGISTER, SOURCES, everywhere

SOURCE_OF = {PROFESSIONNELS: "rpps", ZONAGE: "cartosante", PERIMETRES: "perimetres"}
"""Of the tables that one source gives; establishments have theirs by family."""
_KEPT = {
    PROFESSIONNELS: ("profession", "savoir_faire", "mode", "secteur", "nombre"),
    ETABLISSEMENTS: ("famille", "categorie", "lon", "lat", "source"),
    ZONAGE: ("profession", "zone"),
    PERIMETRES: ("cpts", "nom", "stade", "depuis"),
}


def rows_of(atlas: Atlas, table: str) -> pl.DataFrame:
    """The rows of known communes, with the number of their row; words as categories."""
    return atlas.once(("table", table), lambda: _read(atlas, table))


def _read(atlas: Atlas, table: str) -> pl.DataFrame:
    if not atlas.warehouse.has(table):
        return pl.DataFrame(schema={"row": pl.Int32, **dict.fromkeys((*_KEPT[table], FICTIF), pl.String)})
    path = atlas.warehouse.folder / f"{table}.parquet"
    rows = everywhere(atlas.warehouse).lazy() if table == ETABLISSEMENTS else pl.scan_parquet(path)
    frame = rows.select("commune", *_KEPT[table], FICTIF).collect()
    numbers = pl.DataFrame({"commune": atlas.columns.codes, "row": np.arange(atlas.size, dtype=np.int32)})
    found = frame.join(numbers, on="commune", how="inner").drop("commune")
    return found.with_columns(pl.col(pl.String).cast(pl.Categorical))


def count(atlas: Atlas, term: Term) -> Column | None:
    """The column of a term of one of these tables; None when the table is not there."""
    frame = rows_of(atlas, term.table)
    if frame.is_empty():
        return None
    if term.table == ZONAGE:
        return _zoned(atlas, frame, term)
    if term.table == PERIMETRES:
        return _covered(atlas, frame, term)
    source, told = of_source(atlas, frame, term) if term.table == ETABLISSEMENTS else (SOURCE_OF[term.table], frame)
    if told.is_empty():
        return None
    kept = filtered(told, term.where)
    weights = kept["nombre"].to_numpy() if term.table == PROFESSIONNELS else None
    counted = with_cities(atlas, np.bincount(kept["row"].to_numpy(), weights, atlas.size).astype(np.float64))
    return _column(atlas, source, told, np.where(_described(atlas, told, "departement"), counted, np.nan))


def of_source(atlas: Atlas, frame: pl.DataFrame, term: Term) -> tuple[str, pl.DataFrame]:
    """The source that gives these families, and its rows: it alone says where there is none.

    Invented rows serve only the families that no real one replaces, so they never stand beside real ones here.
    """
    families = term.where.get("famille", ())
    wanted = filtered(frame, {"famille": families} if families else {})
    declared = {SOURCES.get(family, REGISTER) for family in families}
    source = declared.pop() if len(declared) == 1 else REGISTER
    if wanted[FICTIF].any():
        return source, wanted.filter(pl.col(FICTIF))
    if not any(info.source == source for info in atlas.warehouse.manifest.snapshots):
        source = next(iter(wanted["source"].cast(pl.String)), "")  # the register, when it has the authorised care
    return source, frame.filter(~pl.col(FICTIF) & (pl.col("source").cast(pl.String) == source))


def filtered(frame: pl.DataFrame, where: Mapping[str, Sequence[str]]) -> pl.DataFrame:
    for name, values in where.items():
        frame = frame.filter(pl.col(name).cast(pl.String).is_in(list(values)))
    return frame


def _column(atlas: Atlas, source: str, frame: pl.DataFrame, values: Floats) -> Column:
    found: Origin = origin(atlas, source, fictitious=bool(frame[FICTIF].any()))
    return Column(values, found.title, found.vintage, found.fictitious)


def _described(atlas: Atlas, frame: pl.DataFrame, kind: str) -> NDArray[np.bool_]:
    """Communes of the départements (or régions) of which the table says something: elsewhere nothing is known, not zero.

    What is invented is invented for the whole country.
    """
    if frame[FICTIF].all():
        return np.ones(atlas.size, dtype=bool)
    group = atlas.group(kind)
    return np.isin(group, np.unique(group[frame["row"].to_numpy()]))


def with_cities(atlas: Atlas, counted: Floats) -> Floats:
    """A city also has what its arrondissements have; they are unknown when only the city is given."""
    for city, inside in atlas.cities.items():
        if counted[city] > 0 and not counted[inside].any():
            counted[inside] = np.nan
        else:
            counted[city] += counted[inside].sum()
    return counted


def _zoned(atlas: Atlas, frame: pl.DataFrame, term: Term) -> Column | None:
    """Inhabitants of the communes of these zones; unknown where the profession has no zone."""
    zoned = filtered(frame, {"profession": term.where["profession"]})
    if zoned.is_empty():
        return None
    values = np.full(atlas.size, np.nan)
    values[zoned["row"].to_numpy()] = 0.0
    rows = filtered(zoned, {"zone": term.where["zone"]})["row"].to_numpy() if "zone" in term.where else zoned["row"].to_numpy()
    values[rows] = atlas.population[rows]
    for city, inside in atlas.cities.items():
        if np.isnan(values[city]) and not np.isnan(values[inside]).any():
            values[city] = values[inside].sum()
    return _column(atlas, SOURCE_OF[ZONAGE], zoned, values)


def _covered(atlas: Atlas, frame: pl.DataFrame, term: Term) -> Column:
    """Inhabitants of the communes of a CPTS at one of these stages; every stage also counts those that are not said."""
    held = claims(frame)
    wanted = term.where.get("stade", STADES)
    kept = held if set(wanted) >= set(STADES) else filtered(held, {"stade": wanted})
    inside = np.zeros(atlas.size, dtype=bool)
    inside[kept["row"].to_numpy()] = True
    for city, rows in atlas.cities.items():
        inside[rows] |= inside[city]
    values = np.where(inside, atlas.population, 0.0)
    for city, rows in atlas.cities.items():
        values[city] = atlas.population[city] if inside[city] else values[rows].sum()
    return _column(atlas, SOURCE_OF[PERIMETRES], frame, np.where(_described(atlas, frame, "region"), values, np.nan))


def claims(frame: pl.DataFrame) -> pl.DataFrame:
    """The latest stage of each CPTS on each commune; a stage without day counts before those that have one."""
    rank = pl.col("stade").cast(pl.String).replace_strict(list(STADES), [1, 2, 3], default=0, return_dtype=pl.Int8)
    ordered = frame.with_columns(rank.alias("rang")).sort("depuis", "rang", nulls_last=False)
    return ordered.unique(["cpts", "row"], keep="last", maintain_order=True)
