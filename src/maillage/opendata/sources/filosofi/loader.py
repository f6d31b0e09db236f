"""Standard of living and poverty by commune; an empty cell is a statistical secret, never a zero."""

from pathlib import Path

import polars as pl

from maillage.opendata.sources import indicators
from maillage.opendata.sources.filosofi import schema
from maillage.opendata.sources.filosofi.layouts import places_and_measures
from maillage.opendata.sources.places import Places
from maillage.opendata.sources.reading import LINE
from maillage.opendata.sources.source import Loaded, Progress, Rejections, Source, UnableToRead, loaded, silent
from maillage.opendata.warehouse.extra import INDICATEURS

SOURCE = Source(
    "filosofi",
    "Filosofi : revenus et pauvreté des ménages",
    "Insee (DGFiP, Cnaf, Cnav, CCMSA)",
    "Licence Ouverte 2.0",
    "https://www.insee.fr/fr/statistiques/8984752",
    (INDICATEURS,),
    gives="Niveau de vie médian et taux de pauvreté par commune",
    downloads=("https://www.insee.fr/fr/statistiques/fichier/8984752/FILOSOFI_CC_csv.zip",),
    several_periods=True,
)
MERGED = "communes réunies depuis : leurs médianes ne s'additionnent pas"
_UNKNOWN = {
    "commune": indicators.UNKNOWN_COMMUNE,
    "departement": indicators.UNKNOWN_DEPARTEMENT,
    "region": indicators.UNKNOWN_REGION,
}
_KEYS = ["niveau", "code", "annee"]
_POVERTY = "taux_pauvrete"
_PUBLISHED = [name for name in schema.MEASURES if name != _POVERTY]


def period_of(path: Path) -> str | None:
    frame = places_and_measures(path, Rejections(), silent).frame
    return None if frame.is_empty() else str(frame["annee"].max())


def load(path: Path, places: Places, *, period: str, progress: Progress = silent) -> Loaded:
    rejections = Rejections()
    given, lines = places_and_measures(path, rejections, progress)
    translate = {"commune": places.to_present, "departement": places.departement, "region": places.region}
    parts = [
        indicators.located(given.filter(pl.col("niveau") == level), translate[level], rejections, _UNKNOWN[level])
        for level in given["niveau"].unique(maintain_order=True)
    ]
    found = indicators.without_whole_cities(pl.concat(parts), places) if parts else given
    if found.is_empty():
        raise UnableToRead(f"« {path.name} » ne donne aucune commune connue : vérifiez que c'est le fichier des communes.")
    poverty, remarks = _poverty(found, places)
    rows = pl.concat([_published(found, rejections), poverty], how="diagonal")
    return loaded(
        indicators.table(SOURCE.name, rows),
        rejections,
        read=lines,
        remarks=remarks,
        villes_entières_écartées_au_profit_de_leurs_arrondissements=sum(map(len, parts)) - len(found),
        valeurs_secrètes=rows.filter("secret").height,
    )


def _published(rows: pl.DataFrame, rejections: Rejections) -> pl.DataFrame:
    """Medians, deciles and their ratio as they are; none where several former communes are one today."""
    alone = pl.len().over(_KEYS) == 1
    for line, code in rows.filter(~alone & pl.col(_PUBLISHED[0]).is_not_null()).select(LINE, "code").iter_rows():
        rejections.add(line, code, MERGED)
    long = rows.filter(alone).unpivot(_PUBLISHED, index=_KEYS, variable_name="indicateur", value_name="valeur")
    given = pl.col("valeur").is_not_null().any().over("indicateur")
    return long.filter(given).with_columns(
        secret=pl.col("valeur").is_null(), unite=pl.col("indicateur").replace_strict(schema.UNITS)
    )


def _poverty(rows: pl.DataFrame, places: Places) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """As poor persons over persons, so that communes add up; by the municipal population when the file counts no person."""
    counted = rows[schema.PERSONS].null_count() < len(rows)
    persons = pl.col(schema.PERSONS) if counted else _population(rows, places)
    each = rows.select(
        *_KEYS,
        pl.when(pl.col(_POVERTY).is_not_null()).then(persons).alias("denominateur"),
        (persons * pl.col(_POVERTY) / 100).alias("numerateur"),
        pl.col(_POVERTY),
    ).with_columns(secret=pl.col(_POVERTY).is_null())
    first = each.group_by(_KEYS, maintain_order=True).agg(pl.col(_POVERTY).first(), pl.len().alias("n"))
    summed = indicators.summed(each, _KEYS).join(first, on=_KEYS, maintain_order="left")
    rate = pl.when(pl.col("n") == 1).then(pl.col(_POVERTY)).otherwise(100 * pl.col("numerateur") / pl.col("denominateur"))
    table = summed.with_columns(
        indicateur=pl.lit(_POVERTY), valeur=rate, unite=pl.lit(schema.UNITS[_POVERTY]), secret=rate.is_null()
    ).drop("n", _POVERTY)
    said = "Le fichier ne compte pas les personnes : le taux de pauvreté est pondéré par la population municipale."
    return table, () if counted else (said,)


def _population(rows: pl.DataFrame, places: Places) -> pl.Expr:
    """Of communes only: the other levels have their published rate."""
    columns = places.warehouse.columns
    codes = [code for code in rows["code"].unique() if code in columns.row_of]
    found = [float(columns.newest[columns.row_of[code]]) for code in codes]
    known = pl.col("code").replace_strict(codes, found, default=None, return_dtype=pl.Float64)
    return pl.when(pl.col("niveau") == "commune").then(known)
