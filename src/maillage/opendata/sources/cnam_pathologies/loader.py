"""Patients and reference population by département and group of conditions: one sex, one age, one level, and no sum twice."""

from pathlib import Path

import polars as pl

from maillage.opendata.sources import indicators, reading
from maillage.opendata.sources.cnam_pathologies import schema
from maillage.opendata.sources.cnam_pathologies.doubles import without_doubles
from maillage.opendata.sources.places import Places
from maillage.opendata.sources.rows import rows_of
from maillage.opendata.sources.source import Loaded, Progress, Rejections, Source, UnableToRead, loaded, silent
from maillage.opendata.warehouse.extra import INDICATEURS

_SET = "https://data.ameli.fr/api/explore/v2.1/catalog/datasets/effectifs/exports/csv"
SOURCE = Source(
    "cnam_pathologies",
    "Effectifs de patients par pathologie, sexe, classe d'âge et territoire",
    "Assurance Maladie (Cnam), data.ameli.fr",
    "Licence Ouverte 2.0",
    "https://data.ameli.fr/explore/dataset/effectifs/",
    (INDICATEURS,),
    gives="Prévalence des pathologies par département",
    downloads=(f"{_SET}?use_labels=true&delimiter=%3B&where=libelle_classe_age%3D%22tous%20%C3%A2ges%22",),
    several_periods=True,
)
_KEYS = ["annee", "code", "modalite"]
REPEATED = "plusieurs lignes pour la même pathologie : le fichier mêle des niveaux"


def period_of(path: Path) -> str | None:
    return indicators.last_year(path, schema.COLUMNS["annee"])


def load(path: Path, places: Places, *, period: str, progress: Progress = silent) -> Loaded:
    rejections = Rejections()
    kept, lines = rows_of(path, schema.COLUMNS, keep=_whole, optional=schema.OPTIONAL, progress=progress)
    if kept.is_empty():
        raise UnableToRead(
            f"« {path.name} » n'a aucune ligne de département, tous âges et tous sexes : exportez le jeu entier."
        )
    kept = indicators.dated(kept, period, path.name)
    kept = indicators.located(kept, places.departement, rejections, indicators.UNKNOWN_DEPARTEMENT)
    kept = indicators.readable(kept, ["numerateur", "denominateur"], rejections)
    single = indicators.once(_named(kept), _KEYS, rejections, REPEATED)
    true, remarks = without_doubles(single, places, rejections)
    return loaded(
        indicators.table(SOURCE.name, _measured(true)),
        rejections,
        read=lines,
        remarks=remarks,
        totaux_et_détails_écartés=lines - len(kept),
        valeurs_masquées_par_le_producteur=true.filter(pl.col("numerateur").is_null()).height,
    )


def _whole(rows: pl.DataFrame) -> pl.DataFrame:
    """One département, all ages, both sexes, first level. A column that the file does not have restricts nothing."""
    total = pl.col("code").is_null() | (pl.col("code") == schema.TOTAL_DEPARTEMENT) | (pl.col("region") == schema.TOTAL_REGION)
    ages = reading.plain(pl.col("age")) == schema.TOTAL_AGE
    sexes = pl.col("sexe").is_null() | reading.plain(pl.col("sexe")).is_in(schema.TOTAL_SEX)
    priority = pl.col("priorite").str.split(",").list.eval(pl.element().str.strip_chars()).list.contains(schema.FIRST_LEVEL)
    level = pl.when(pl.col("priorite").is_not_null()).then(priority).otherwise(pl.col("niveau_2").is_null())
    return rows.filter(ages & sexes & level & ~total.fill_null(value=False))


def _named(rows: pl.DataFrame) -> pl.DataFrame:
    labels = rows["pathologie"].unique().drop_nulls().to_list()
    keys = pl.Series([schema.group_of(text) for text in labels], dtype=pl.String)
    named = pl.col("pathologie").replace_strict(labels, keys, return_dtype=pl.String, default=None)
    return rows.with_columns(named.alias("modalite")).filter(pl.col("modalite").is_not_null())


def _measured(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(
        *_KEYS,
        "numerateur",
        "denominateur",
        (100 * pl.col("numerateur") / pl.col("denominateur")).alias("valeur"),
        pl.col("numerateur").is_null().alias("secret"),
        pl.lit("prevalence").alias("indicateur"),
        pl.lit("departement").alias("niveau"),
        pl.lit("%").alias("unite"),
    )
