"""Standardised mortality rates by département, sex and cause, taken as they are published: a rate is never added to another."""

from pathlib import Path

import polars as pl

from maillage.kernel.folding import folded
from maillage.opendata.sources import indicators
from maillage.opendata.sources.cepidc import schema
from maillage.opendata.sources.places import Places
from maillage.opendata.sources.reading import LINE
from maillage.opendata.sources.rows import rows_of
from maillage.opendata.sources.source import Loaded, Progress, Rejections, Source, UnableToRead, loaded, silent
from maillage.opendata.warehouse.extra import INDICATEURS

SOURCE = Source(
    "cepidc",
    "Causes médicales de décès : taux standardisés par département",
    "Inserm (CépiDc), DREES",
    "Licence Ouverte 2.0, à confirmer sur la fiche du jeu",
    "https://opendata-cepidc.inserm.fr/",
    (INDICATEURS,),
    gives="Mortalité standardisée par cause, sexe et département",
    several_periods=True,
)
UNKNOWN_SEX = "sexe inconnu"


def period_of(path: Path) -> str | None:
    return indicators.last_year(path, schema.COLUMNS["annee"])


def part_of(path: Path) -> str | None:
    """The file of all causes and that of the chapters serve side by side."""
    causes = rows_of(path, {"cause": schema.COLUMNS["cause"]}).frame["cause"].unique().drop_nulls()
    return schema.ALL_CAUSES if {schema.cause_of(text) for text in causes} == {schema.ALL_CAUSES} else "causes"


def load(path: Path, places: Places, *, period: str, progress: Progress = silent) -> Loaded:
    rejections = Rejections()
    rows, lines = rows_of(path, schema.COLUMNS, optional=schema.OPTIONAL, progress=progress)
    _check_standardised(rows, path)
    rows = indicators.located(indicators.dated(rows, period, path.name), places.departement, rejections, _UNKNOWN)
    rows = indicators.once(rows, ["annee", "code", "sexe", "cause"], rejections)
    rows = _named(indicators.readable(rows, ["valeur"], rejections), rejections)
    table = rows.select(LINE, "annee", "code", "indicateur", "modalite", "valeur").with_columns(
        niveau=pl.lit("departement"), unite=pl.lit("décès pour 100 000 habitants"), secret=pl.col("valeur").is_null()
    )
    if table.is_empty():
        raise UnableToRead(f"« {path.name} » n'a aucun taux de département : vérifiez que c'est le bon fichier.")
    zeros = table.filter(pl.col("valeur") == 0).height
    return loaded(indicators.table(SOURCE.name, table), rejections, read=lines, taux_nuls=zeros)


_UNKNOWN = indicators.UNKNOWN_DEPARTEMENT


def _check_standardised(rows: pl.DataFrame, path: Path) -> None:
    """Crude rates have the same columns; comparing them would mislead."""
    kinds = rows["mesure"].unique().drop_nulls().to_list()
    if any(schema.STANDARDISED not in folded(text) for text in kinds):
        raise UnableToRead(
            f"« {path.name} » contient autre chose que des taux standardisés ({', '.join(sorted(kinds))[:200]})."
        )


def _named(rows: pl.DataFrame, rejections: Rejections) -> pl.DataFrame:
    sexes = {text: schema.INDICATORS.get(folded(text)) for text in rows["sexe"].unique().drop_nulls()}
    causes = {text: schema.cause_of(text) for text in rows["cause"].unique().drop_nulls()}
    named = rows.with_columns(_mapped("sexe", sexes).alias("indicateur"), _mapped("cause", causes).alias("modalite"))
    for line, sex in named.filter(pl.col("indicateur").is_null()).select(LINE, "sexe").iter_rows():
        rejections.add(line, sex or "", UNKNOWN_SEX)
    return named.filter(pl.col("indicateur").is_not_null() & pl.col("modalite").is_not_null())


def _mapped(name: str, words: dict[str, str | None] | dict[str, str]) -> pl.Expr:
    found = pl.Series(list(words.values()), dtype=pl.String)
    return pl.col(name).replace_strict(list(words), found, return_dtype=pl.String, default=None)
