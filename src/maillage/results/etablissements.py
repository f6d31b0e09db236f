"""Health structures of a selection, for the lists of « Acteurs » and the points of their map."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import polars as pl

from maillage.kernel.weighed import weighed
from maillage.opendata.warehouse.extra import ETABLISSEMENTS, FAMILLES, FICTIF
from maillage.opendata.warehouse.opened import Warehouse
from maillage.results.donnees import command_for, not_loaded
from maillage.results.territoires import resolve
from maillage.results.territoires.source import current

SOURCES: Mapping[str, str] = {"urgences": "bpe", "maternite": "bpe"}
"""Source of the families that the categories of the register do not tell; the BPE has no register number."""
REGISTER = "finess"
_OTHER = "autre"


@dataclass(frozen=True, slots=True)
class Structure:
    """One establishment, open at the vintage of its source."""

    finess: str
    name: str
    famille: str
    """Slug: cpts, msp, centre_de_sante, ehpad, ssiad, hopital, urgences, maternite, had, pharmacie, laboratoire, autre."""
    label: str
    """Category in words."""
    code: str
    """Commune."""
    commune: str
    point: tuple[float, float] | None
    """Longitude, latitude."""
    opened_on: date | None
    fictitious: bool


@dataclass(frozen=True, slots=True)
class Structures:
    """Those of a selection, by family then commune then name."""

    items: tuple[Structure, ...]
    source: str
    vintage: str
    missing: str = ""
    """« Source non chargée : … » when no table gives them."""
    command: str = ""

    @property
    def fictitious(self) -> bool:
        return any(item.fictitious for item in self.items)

    @property
    def by_family(self) -> dict[str, tuple[Structure, ...]]:
        """Families that have some, in the order of the warehouse."""
        return {name: found for name in FAMILLES if (found := tuple(i for i in self.items if i.famille == name))}

    def as_geojson(self) -> dict[str, Any]:
        """Points of those that have one, with their names and « fictif »."""
        return {"type": "FeatureCollection", "features": [_feature(item) for item in self.items if item.point]}


def structures(codes: Iterable[str], *, families: Sequence[str] | None = None) -> Structures:
    """Of codes as typed by people; `families` keeps some, otherwise all but « autre »."""
    kept = tuple(families) if families is not None else tuple(name for name in FAMILLES if name != _OTHER)
    return _structures(current().manifest.stamp, resolve(codes).codes, kept)


@weighed(lambda stamp, codes, families: max(len(codes), 500), most=8_000)
def _structures(stamp: str, codes: tuple[str, ...], families: tuple[str, ...]) -> Structures:
    warehouse = current()
    if not warehouse.has(ETABLISSEMENTS):
        return Structures((), "", "", not_loaded(REGISTER), command_for(REGISTER))
    names = {code: warehouse.columns.names[row] for code, row in _inside(codes).items()}
    rows = everywhere(warehouse).filter(pl.col("commune").is_in(list(names)) & pl.col("famille").is_in(families))
    items = sorted((_structure(row, names[row["commune"]]) for row in rows.iter_rows(named=True)), key=_order)
    source, vintage = _provenance(rows)
    return Structures(tuple(items), source, vintage)


@lru_cache(maxsize=1)
def everywhere(warehouse: Warehouse) -> pl.DataFrame:
    """Every row and its `source`, read once per content of the data; what the BPE tells, the register does not tell again."""
    rows = pl.read_parquet(warehouse.folder / f"{ETABLISSEMENTS}.parquet").drop("finess_ej", "siret")
    is_equipment = pl.col("famille").is_in(list(SOURCES)) & (pl.col("finess").fill_null("") == "")
    told = rows.with_columns(pl.when(is_equipment).then(pl.lit("bpe")).otherwise(pl.lit(REGISTER)).alias("source"))
    equipment = told.filter(pl.col("source") != REGISTER)["famille"].unique().to_list()
    return told.filter((pl.col("source") != REGISTER) | ~pl.col("famille").is_in(equipment))


def _inside(codes: Iterable[str]) -> dict[str, int]:
    """Code -> row of the communes, and of the arrondissements of those that are cities."""
    columns = current().columns
    found = {code: columns.row_of[code] for code in codes}
    for row in list(found.values()):
        found |= {columns.codes[inside]: inside for inside in columns.arrondissements.get(row, ())}
    return found


def _structure(row: Mapping[str, Any], commune: str) -> Structure:
    point = None if row["lon"] is None or row["lat"] is None else (row["lon"], row["lat"])
    label, fictitious = row["libelle"] or "", bool(row[FICTIF])
    return Structure(
        row["finess"] or "",
        row["nom"] or label,
        row["famille"],
        label,
        row["commune"],
        commune,
        point,
        row["ouvert_le"],
        fictitious,
    )


def _order(item: Structure) -> tuple[int, str, str]:
    return FAMILLES.index(item.famille), item.commune, item.name


def _provenance(rows: pl.DataFrame) -> tuple[str, str]:
    """Sources and periods of the real rows; « fictif » when all are invented."""
    if rows.is_empty() or rows[FICTIF].all():
        return ("", "") if rows.is_empty() else ("Données fictives de démonstration", "fictif")
    given = set(rows.filter(~pl.col(FICTIF))["source"].unique())
    infos = [info for info in current().manifest.snapshots if info.source in given]
    return ", ".join(sorted({info.source.upper() for info in infos})), ", ".join(sorted({info.period for info in infos}))


def _feature(item: Structure) -> dict[str, Any]:
    told = {"finess": item.finess, "nom": item.name, "famille": item.famille, "categorie": item.label, "commune": item.code}
    properties = told | {"fictif": item.fictitious}
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Point", "coordinates": list(item.point or ())}}
