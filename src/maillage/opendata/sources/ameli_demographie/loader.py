"""Liberal professionals by département and profession; totals and groups of professions are never added to their parts."""

from pathlib import Path

import polars as pl

from maillage.kernel.folding import folded
from maillage.opendata.sources import indicators, reading
from maillage.opendata.sources.ameli_demographie import schema
from maillage.opendata.sources.places import Places
from maillage.opendata.sources.rows import rows_of
from maillage.opendata.sources.source import Loaded, Progress, Rejections, Source, UnableToRead, loaded, silent
from maillage.opendata.warehouse.extra import INDICATEURS

_SET = "https://data.ameli.fr/api/explore/v2.1/catalog/datasets/demographie-effectifs-et-les-densites/exports/csv"
SOURCE = Source(
    "ameli_demographie",
    "Professionnels de santé libéraux : effectifs et densités",
    "Assurance Maladie (Cnam), data.ameli.fr",
    "Licence ouverte ou ODbL selon le jeu : voir sa fiche sur data.ameli.fr",
    "https://data.ameli.fr/explore/dataset/demographie-effectifs-et-les-densites/",
    (INDICATEURS,),
    gives="Professionnels libéraux par département et profession",
    downloads=(f"{_SET}?delimiter=%3B&where=libelle_sexe%3D%22tout%20sexe%22",),
    several_periods=True,
)
_KEYS = ["annee", "code", "modalite"]


def period_of(path: Path) -> str | None:
    return indicators.last_year(path, schema.COLUMNS["annee"])


def load(path: Path, places: Places, *, period: str, progress: Progress = silent) -> Loaded:
    rejections = Rejections()
    kept, lines = rows_of(path, schema.COLUMNS, keep=_whole, optional=schema.OPTIONAL, progress=progress)
    if kept.is_empty():
        raise UnableToRead(f"« {path.name} » n'a aucune ligne de département tous sexes : vérifiez que c'est le bon jeu.")
    kept = indicators.dated(kept, period, path.name)
    kept = indicators.located(kept, places.departement, rejections, indicators.UNKNOWN_DEPARTEMENT)
    kept = indicators.once(kept, ["annee", "code", "profession", "age"], rejections)
    kept = indicators.readable(kept, ["effectif", "densite"], rejections)
    parts = _described(kept.filter(~_group()))
    whole = parts.filter(_all_ages())
    counted = _counted(whole, "effectif", pl.col("slug"))
    tables = [
        counted,
        _counted(whole, "effectif_specialite", pl.col("detail")),
        _counted(parts.filter(~_all_ages()), "effectif_age", pl.format("{}:{}", "slug", "age_slug")),
        _densities(kept.filter(_all_ages())),
    ]
    rows = pl.concat(tables, how="diagonal").with_columns(niveau=pl.lit("departement"))
    return loaded(
        indicators.table(SOURCE.name, rows),
        rejections,
        read=lines,
        remarks=_remarks(whole, kept, counted),
        totaux_et_ensembles_écartés=lines - len(parts) - rejections.total,
    )


def _whole(rows: pl.DataFrame) -> pl.DataFrame:
    """Lines of one département and of both sexes together."""
    sexes = pl.col("sexe").is_null() | reading.plain(pl.col("sexe")).is_in(schema.TOTAL_SEX)
    total = pl.col("code").is_null() | (pl.col("code") == schema.TOTAL_DEPARTEMENT) | (pl.col("region") == schema.TOTAL_REGION)
    return rows.filter(sexes & ~total.fill_null(value=False))


def _group() -> pl.Expr:
    return reading.plain(pl.col("profession")).str.starts_with(schema.GROUPS)


def _all_ages() -> pl.Expr:
    return pl.col("age").is_null() | reading.plain(pl.col("age")).is_in(schema.TOTAL_AGE)


def _described(rows: pl.DataFrame) -> pl.DataFrame:
    """With our profession, the published one and the age as keys."""
    labels = rows["profession"].unique().drop_nulls().to_list()
    ages = rows["age"].unique().drop_nulls().to_list()
    texts = pl.col("profession")
    return rows.with_columns(
        texts.replace_strict(labels, [schema.profession_of(text) for text in labels], return_dtype=pl.String).alias("slug"),
        texts.replace_strict(labels, [indicators.slug(text) for text in labels], return_dtype=pl.String).alias("detail"),
        pl.col("age").replace_strict(ages, [indicators.slug(text) for text in ages], return_dtype=pl.String).alias("age_slug"),
    )


def _counted(rows: pl.DataFrame, indicator: str, key: pl.Expr) -> pl.DataFrame:
    """A number that the publisher hides makes the sum hidden."""
    each = rows.select(
        "annee", "code", key.alias("modalite"), pl.col("effectif").alias("numerateur"), pl.lit(None, pl.Float64).alias("d")
    ).rename({"d": "denominateur"})
    each = each.with_columns(secret=pl.col("numerateur").is_null())
    return indicators.summed(each, _KEYS).with_columns(
        indicateur=pl.lit(indicator), valeur=pl.col("numerateur"), unite=pl.lit("professionnels")
    )


def _densities(rows: pl.DataFrame) -> pl.DataFrame:
    """As published: a density is not the sum of others."""
    labels = rows["profession"].unique().drop_nulls().to_list()
    slugs = [schema.DENSITIES.get(folded(text)) for text in labels]
    key = pl.col("profession").replace_strict(labels, pl.Series(slugs, dtype=pl.String), return_dtype=pl.String)
    return (
        rows.with_columns(key.alias("modalite"))
        .filter(pl.col("modalite").is_not_null() & pl.col("densite").is_not_null())
        .select("annee", "code", "modalite", pl.col("effectif").alias("numerateur"), pl.col("densite").alias("valeur"))
        .with_columns(indicateur=pl.lit("densite"), unite=pl.lit("pour 100 000 habitants"), secret=pl.lit(value=False))
    )


def _remarks(whole: pl.DataFrame, kept: pl.DataFrame, counted: pl.DataFrame) -> tuple[str, ...]:
    """What nobody knows as a profession, and groups that are not the sum of their parts."""
    found = []
    unknown = sorted(whole.filter(pl.col("slug") == "autre")["profession"].unique().to_list())
    if unknown:
        found.append(f"Professions inconnues, comptées en « autre » : {', '.join(unknown)}.")
    groups = _densities(kept.filter(_all_ages() & _group())).select(*_KEYS, pl.col("numerateur").alias("ensemble"))
    apart = groups.join(counted, on=_KEYS).filter((pl.col("ensemble") - pl.col("numerateur")).abs() > 0.5)
    if not apart.is_empty():
        found.append(f"Lignes « Ensemble… » qui diffèrent de la somme de leurs professions : {len(apart)}.")
    return tuple(found)
