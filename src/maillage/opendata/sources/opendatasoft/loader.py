"""Exports of Opendatasoft portals (CSV, JSON, Parquet, or an archive of several), ranged by the descriptions of `jeux.yaml`."""

import re
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from maillage.opendata.sources import indicators, opening, reading
from maillage.opendata.sources.opendatasoft import schema
from maillage.opendata.sources.opendatasoft.schema import Matched
from maillage.opendata.sources.places import Places
from maillage.opendata.sources.reading import LINE
from maillage.opendata.sources.rows import header_of, rows_of
from maillage.opendata.sources.source import Loaded, Progress, Rejections, Source, UnableToRead, loaded, silent
from maillage.opendata.warehouse.extra import INDICATEURS, NIVEAUX

_ODISSE = "https://odisse.santepubliquefrance.fr/api/explore/v2.1/catalog/datasets"
SOURCE = Source(
    "opendatasoft",
    "Vaccination et dépistage (Odissé), et tout export Opendatasoft décrit",
    "Santé publique France",
    "Licence Ouverte 2.0",
    "https://odisse.santepubliquefrance.fr/",
    (INDICATEURS,),
    gives="Couvertures vaccinales et participation aux dépistages organisés",
    downloads=(
        f"{_ODISSE}/couvertures-vaccinales-des-adolescent-et-adultes-departement/exports/csv?delimiter=%3B",
        f"{_ODISSE}/cancer-participation-au-depistage-organise-du-cancer-du-sein_dep/exports/csv?delimiter=%3B",
        f"{_ODISSE}/cancer-participation-au-depistage-organise-du-cancer-du-colon-rectum-departement-copie/exports/csv?delimiter=%3B",
    ),
    several_periods=True,
)
REPEATED = "plusieurs lignes pour le même lieu et la même année : la source détaille autre chose"
UNKNOWN_LEVEL = "niveau inconnu (commune, departement, region ou france)"
_KEYS = ["indicateur", "modalite", "niveau", "code", "annee"]


def period_of(path: Path) -> str | None:
    """The newest year of any of its data sets."""
    found = []
    for member, inside in _members(path):
        header = header_of(path, inside)
        year = schema.EXCHANGE["annee"] if schema.is_exchange(header) else (schema.recognised(member, header).places["annee"],)
        found.append(indicators.last_year(path, year, inside=inside))
    return max((year for year in found if year), default=None)


def part_of(path: Path) -> str | None:
    """The data set; that of an archive of several is all of them."""
    names = {_name(path, member, inside) for member, inside in _members(path)}
    return names.pop() if len(names) == 1 else "plusieurs"


def _name(path: Path, member: str, inside: str) -> str:
    header = header_of(path, inside)
    return schema.EXCHANGE_NAME if schema.is_exchange(header) else schema.recognised(member, header).dataset.name


def load(path: Path, places: Places, *, period: str, progress: Progress = silent) -> Loaded:
    rejections = Rejections()
    tables, lines, remarks = [], 0, []
    for member, inside in _members(path):
        header = header_of(path, inside)
        matched = None if schema.is_exchange(header) else schema.recognised(member, header)
        rows, read = _exchange(path, inside, progress) if matched is None else _described(path, inside, matched, progress)
        placed = _placed(indicators.dated(rows, period, member), places, rejections)
        tables.append(_numbers(placed if matched is None else _long(placed, matched), rejections))
        lines += read
        remarks += [] if matched is None else [_said(matched)]
    table = indicators.once(pl.concat(tables, how="diagonal"), _KEYS, rejections, REPEATED)
    if table.is_empty():
        raise UnableToRead(f"« {path.name} » ne donne aucune valeur d'un lieu connu.")
    return loaded(indicators.table(SOURCE.name, table), rejections, read=lines, remarks=tuple(remarks), valeurs=len(table))


def _members(path: Path) -> list[tuple[str, str]]:
    """Names of the files, with the pattern that finds each inside the archive."""
    names = opening.members(path)
    return [(path.name, "")] if names == [path.name] else [(name, f"^{re.escape(name)}$") for name in names]


def _said(matched: Matched) -> str:
    columns = ", ".join(f"{key} ← {name}" for key, name in matched.measures.items())
    return f"{matched.dataset.title} : {columns}."


def _described(path: Path, inside: str, matched: Matched, progress: Progress) -> tuple[pl.DataFrame, int]:
    """One line a place and year; the finest place that it names is its level."""
    wanted = {ours: (name,) for ours, name in {**matched.places, **matched.measures}.items()}
    wanted |= {f"total {number}": (name,) for number, name in enumerate(matched.totals)}
    rows, lines = rows_of(path, wanted, inside=inside, progress=progress)
    for number, values in enumerate(matched.totals.values()):
        rows = rows.filter(_is_total(pl.col(f"total {number}"), values))
    nothing = pl.lit(None, pl.String)
    columns = {name: pl.col(name) if name in matched.places else nothing for name in schema.PLACES}
    near = pl.when(columns["departement"].is_not_null()).then(pl.lit("departement"))
    level = near.when(columns["region"].is_not_null()).then(pl.lit("region")).otherwise(pl.lit("france"))
    code = pl.coalesce(columns["departement"], columns["region"], pl.lit(indicators.FRANCE))
    return rows.with_columns(level.alias("niveau"), code.alias("code")), lines


def _long(rows: pl.DataFrame, matched: Matched) -> pl.DataFrame:
    """One line a figure; what the publisher leaves empty is not there."""
    index = [LINE, "niveau", "code", "annee"]
    long = rows.unpivot(list(matched.measures), index=index, variable_name="modalite", value_name="valeur")
    described = long.with_columns(indicateur=pl.lit(matched.dataset.indicator), unite=pl.lit(matched.dataset.unit))
    return described.filter(pl.col("valeur").is_not_null())


def _is_total(column: pl.Expr, values: Sequence[str]) -> pl.Expr:
    return column.is_null() | reading.plain(column).is_in(values)


def _exchange(path: Path, inside: str, progress: Progress) -> tuple[pl.DataFrame, int]:
    return rows_of(path, schema.EXCHANGE, optional=schema.EXCHANGE_OPTIONAL, inside=inside, progress=progress)


def _placed(rows: pl.DataFrame, places: Places, rejections: Rejections) -> pl.DataFrame:
    """In present codes."""
    for line, level in rows.filter(~pl.col("niveau").is_in(NIVEAUX)).select(LINE, "niveau").iter_rows():
        rejections.add(line, level or "", UNKNOWN_LEVEL)
    translations = {
        "commune": (places.to_present, indicators.UNKNOWN_COMMUNE),
        "departement": (places.departement, indicators.UNKNOWN_DEPARTEMENT),
        "region": (places.region, indicators.UNKNOWN_REGION),
        "france": (lambda code: indicators.FRANCE, ""),
    }
    parts = [
        indicators.located(rows.filter(pl.col("niveau") == level), translate, rejections, reason)
        for level, (translate, reason) in translations.items()
    ]
    return pl.concat(parts)


def _numbers(rows: pl.DataFrame, rejections: Rejections) -> pl.DataFrame:
    """An empty value of the exchange layout is a secret of its publisher."""
    names = [name for name in ("valeur", "numerateur", "denominateur") if name in rows.columns]
    return indicators.readable(rows, names, rejections).with_columns(secret=pl.col("valeur").is_null())
