"""Schemas of the tables that an instance adds to the embedded France: written by the sources, read by measures and results."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import polars as pl

PROFESSIONNELS, ETABLISSEMENTS, INDICATEURS = "professionnels", "etablissements", "indicateurs"
ZONAGE, PERIMETRES = "zonage", "perimetres"
FICTIF = "fictif"
"""True on every row made by a generator or read from a sample; pages then say « fictif »."""

PROFESSIONS = (
    "medecin_generaliste",
    "medecin_specialiste",
    "infirmier",
    "kinesitherapeute",
    "chirurgien_dentiste",
    "sage_femme",
    "pharmacien",
    "orthophoniste",
    "orthoptiste",
    "pedicure_podologue",
    "psychologue",
    "ipa",
    "autre",
)
MODES = ("liberal", "salarie", "mixte", "autre")
FAMILLES = (
    "cpts",
    "msp",
    "centre_de_sante",
    "ehpad",
    "ssiad",
    "hopital",
    "urgences",
    "maternite",
    "had",
    "pharmacie",
    "laboratoire",
    "autre",
)
NIVEAUX = ("commune", "departement", "region", "france")
STADES = ("lettre_intention", "projet_valide", "aci_signe")

SCHEMAS: dict[str, dict[str, Any]] = {
    # `nombre`: persons, a professional of n sites counting 1/n in each. `commune` may be an arrondissement.
    PROFESSIONNELS: {
        "commune": pl.String,
        "profession": pl.String,
        "savoir_faire": pl.String,
        "mode": pl.String,
        "secteur": pl.String,
        "nombre": pl.Float64,
        FICTIF: pl.Boolean,
    },
    # `lon`, `lat`: WGS84 degrees; null when the source gives no point.
    ETABLISSEMENTS: {
        "finess": pl.String,
        "finess_ej": pl.String,
        "nom": pl.String,
        "categorie": pl.String,
        "libelle": pl.String,
        "famille": pl.String,
        "commune": pl.String,
        "lon": pl.Float64,
        "lat": pl.Float64,
        "siret": pl.String,
        "ouvert_le": pl.Date,
        FICTIF: pl.Boolean,
    },
    # `secret`: the publisher hides the value (`valeur` and `numerateur` are then null, never 0).
    INDICATEURS: {
        "source": pl.String,
        "indicateur": pl.String,
        "modalite": pl.String,
        "niveau": pl.String,
        "code": pl.String,
        "annee": pl.Int32,
        "numerateur": pl.Float64,
        "denominateur": pl.Float64,
        "valeur": pl.Float64,
        "unite": pl.String,
        "secret": pl.Boolean,
        FICTIF: pl.Boolean,
    },
    ZONAGE: {
        "commune": pl.String,
        "profession": pl.String,
        "zone": pl.String,
        "libelle": pl.String,
        FICTIF: pl.Boolean,
    },
    # `stade` and `depuis` are null when the file does not say them.
    PERIMETRES: {
        "cpts": pl.String,
        "nom": pl.String,
        "commune": pl.String,
        "stade": pl.String,
        "depuis": pl.Date,
        FICTIF: pl.Boolean,
    },
}
EXTRA = tuple(SCHEMAS)
REPLACED_BY: dict[str, tuple[str, ...]] = {
    PROFESSIONNELS: (),
    ETABLISSEMENTS: ("famille",),
    INDICATEURS: ("source",),
    ZONAGE: ("profession",),
    PERIMETRES: (),
}
"""Real rows push out the fictitious rows of the same table that have the same value in these columns; () is the whole table."""
_PRESET = {FICTIF: False, "secret": False}


def empty(name: str) -> pl.DataFrame:
    return pl.DataFrame(schema=SCHEMAS[name])


def shaped(name: str, rows: pl.DataFrame | Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    """The columns of the table in their order and types; absent columns are null (`fictif` and `secret`: false)."""
    schema = SCHEMAS[name]
    frame = rows if isinstance(rows, pl.DataFrame) else pl.DataFrame(list(rows), infer_schema_length=None)
    if frame.is_empty() and not frame.columns:
        return empty(name)
    unknown = set(frame.columns) - set(schema)
    if unknown:
        raise ValueError(f"{name} has no column {', '.join(sorted(unknown))}")
    absent = {column: pl.lit(_PRESET.get(column)) for column in schema if column not in frame.columns}
    return frame.with_columns(**absent).select(pl.col(column).cast(kind) for column, kind in schema.items())


def read(folder: Path, name: str) -> pl.DataFrame:
    """A table of a folder, in the columns of today: a folder written by an older version may lack some."""
    return shaped(name, pl.read_parquet(folder / f"{name}.parquet"))
