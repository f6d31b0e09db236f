"""Accessibility as published, with its weights: territories then add consultations and standardised inhabitants, never means."""

from pathlib import Path

import polars as pl

from maillage.opendata.sources import indicators
from maillage.opendata.sources.apl import schema
from maillage.opendata.sources.apl.sheets import Sheet, sheets_of
from maillage.opendata.sources.places import Places
from maillage.opendata.sources.reading import LINE
from maillage.opendata.sources.source import Loaded, Progress, Rejections, Source, UnableToRead, loaded, silent
from maillage.opendata.warehouse.extra import INDICATEURS

_SET = "https://data.drees.solidarites-sante.gouv.fr/api/explore/v2.1/catalog/datasets/530_l-accessibilite-potentielle-localisee-apl"
SOURCE = Source(
    "apl",
    "Accessibilité potentielle localisée (APL)",
    "Drees (Cnam, Insee)",
    "Licence Ouverte 2.0",
    "https://data.drees.solidarites-sante.gouv.fr/explore/dataset/530_l-accessibilite-potentielle-localisee-apl/",
    (INDICATEURS,),
    gives="Accessibilité potentielle localisée par commune et profession",
    downloads=tuple(
        f"{_SET}/attachments/indicateur_d_apl_aux_{name}_xlsx"
        for name in ("medecins_generalistes", "infirmiers", "kinesitherapeutes", "chirurgiens_dentistes", "sages_femmes")
    ),
    several_periods=True,
)
_KEYS = ["code", "annee"]
COMMENTED_AGE = 65


def period_of(path: Path) -> str | None:
    years = [sheet.year for sheet in sheets_of(path)]
    return str(max(years)) if years else None


def part_of(path: Path) -> str | None:
    """A profession; nothing for an archive of several."""
    found = {sheet.profession for sheet in sheets_of(path, "2000")}
    return found.pop() if len(found) == 1 else None


def load(path: Path, places: Places, *, period: str, progress: Progress = silent) -> Loaded:
    rejections = Rejections()
    sheets = list(sheets_of(path, period))
    if not sheets:
        raise UnableToRead(
            f"« {path.name} » n'a aucune feuille « APL » suivie d'une année : vérifiez que c'est le bon classeur."
        )
    tables, newest = [], max(sheet.year for sheet in sheets)
    for number, sheet in enumerate(sheets):
        tables += _sheet_tables(sheet, places, rejections, ages=_ages(sheet, newest))
        progress(number + 1, len(sheets))
    return loaded(
        indicators.table(SOURCE.name, pl.concat(tables, how="diagonal")),
        rejections,
        read=sum(len(sheet.frame) for sheet in sheets),
        remarks=_remarks(sheets),
        feuilles=len(sheets),
    )


def _ages(sheet: Sheet, newest: int) -> list[int]:
    """Every age for the newest year; for the others, only that of the series that the publisher comments on."""
    return [age for age in sheet.values if age is not None and (sheet.year == newest or age == COMMENTED_AGE)]


def _sheet_tables(sheet: Sheet, places: Places, rejections: Rejections, *, ages: list[int]) -> list[pl.DataFrame]:
    rows = _numbers(sheet, places, rejections)
    tables = [_indicator(rows, "apl", pl.col("valeur"), sheet)] if None in sheet.values else []
    for age in ages:
        tables.append(_indicator(rows, f"apl_{age}_ans_et_moins", pl.col(f"valeur_{age}"), sheet))
        if None in sheet.values:
            tables.append(_older(rows, age, sheet))
    return tables


def _numbers(sheet: Sheet, places: Places, rejections: Rejections) -> pl.DataFrame:
    """Without the row of units under the header; an empty cell is unknown."""
    names = {f"valeur_{age}" if age else "valeur": title for age, title in sheet.values.items()}
    weight = pl.lit(None, pl.String) if sheet.weight is None else pl.col(sheet.weight)
    code = next(name for name in sheet.frame.columns if name.strip().lower() == schema.CODE.lower())
    rows = sheet.frame.select(
        LINE, pl.col(code).alias("code"), *[pl.col(title).alias(ours) for ours, title in names.items()], weight.alias("poids")
    ).filter(pl.col("code").is_not_null())
    rows = indicators.once(rows, ["code"], rejections)
    rows = indicators.located(rows, places.to_present, rejections, indicators.UNKNOWN_COMMUNE)
    rows = indicators.readable(rows, [*names, "poids"], rejections).with_columns(pl.lit(sheet.year, pl.Int32).alias("annee"))
    return indicators.without_whole_cities(rows, places)


def _indicator(rows: pl.DataFrame, indicator: str, value: pl.Expr, sheet: Sheet) -> pl.DataFrame:
    """Former communes that are one today are averaged by their standardised inhabitants."""
    weight = pl.when(value.is_not_null()).then(pl.col("poids"))
    each = rows.select(
        *_KEYS, value.alias("valeur"), (value * weight).alias("numerateur"), weight.alias("denominateur")
    ).with_columns(secret=pl.lit(value=False))
    first = each.group_by(_KEYS, maintain_order=True).agg(pl.col("valeur").first())
    merged = indicators.summed(each, _KEYS).join(first, on=_KEYS, maintain_order="left")
    mean = pl.col("numerateur") / pl.col("denominateur")
    return _named(
        merged.with_columns(pl.when(pl.col("reunies") == 1).then(pl.col("valeur")).otherwise(mean).alias("valeur")).drop(
            "reunies"
        ),
        indicator,
        sheet,
        schema.UNITS[sheet.profession],
    )


def _older(rows: pl.DataFrame, age: int, sheet: Sheet) -> pl.DataFrame:
    """Consultations given by the doctors above an age, over all."""
    known = pl.col("valeur").is_not_null() & pl.col(f"valeur_{age}").is_not_null()
    whole, younger = pl.col("valeur") * pl.col("poids"), pl.col(f"valeur_{age}") * pl.col("poids")
    each = rows.select(
        *_KEYS,
        pl.when(known).then(whole - younger).alias("numerateur"),
        pl.when(known).then(whole).alias("denominateur"),
    ).with_columns(secret=pl.lit(value=False))
    share = pl.when(pl.col("denominateur") > 0).then(100 * pl.col("numerateur") / pl.col("denominateur"))
    return _named(
        indicators.summed(each, _KEYS).with_columns(share.alias("valeur")).drop("reunies"), f"apl_plus_de_{age}", sheet, "%"
    )


def _named(rows: pl.DataFrame, indicator: str, sheet: Sheet, unit: str) -> pl.DataFrame:
    return rows.filter(pl.col("valeur").is_not_null()).with_columns(
        indicateur=pl.lit(indicator), modalite=pl.lit(sheet.profession), niveau=pl.lit("commune"), unite=pl.lit(unit)
    )


def _remarks(sheets: list[Sheet]) -> tuple[str, ...]:
    bare = sorted({sheet.profession for sheet in sheets if sheet.weight is None})
    said = "Sans population standardisée, l'APL ne s'agrège pas à un territoire"
    return (f"{said} : {', '.join(bare)}.",) if bare else ()
