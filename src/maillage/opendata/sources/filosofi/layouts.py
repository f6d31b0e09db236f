"""Both layouts of Filosofi as one frame: a line per place and year, a column per measure, null where the value is secret."""

import re
from pathlib import Path

import polars as pl

from maillage.opendata.sources import indicators, opening, reading
from maillage.opendata.sources.filosofi import schema
from maillage.opendata.sources.reading import LINE
from maillage.opendata.sources.rows import Read, rows_of
from maillage.opendata.sources.source import Progress, Rejections, UnableToRead

_COLUMNS = [*schema.MEASURES, schema.PERSONS]
_ASIDE = ("meta", "varmod", "dictionnaire", "iris")


def inside_of(path: Path) -> str:
    """The file of the data in an archive, beside its dictionary: that of the communes when there is one per level."""
    names = opening.members(path)
    data = [name for name in names if name.lower().endswith(".csv") and not any(word in name.lower() for word in _ASIDE)]
    if len(names) == 1 or not data:
        return ""
    communes = [name for name in data if re.search(r"_com\b", name, re.IGNORECASE)]
    return f"^{re.escape((communes or data)[0])}$"


def places_and_measures(path: Path, rejections: Rejections, progress: Progress) -> Read:
    """Columns: ligne, niveau, code as published, annee, then every measure and the number of persons as numbers."""
    if path.suffix.lower() in (".xlsx", ".xls", ".xlsm", ".ods"):
        return _workbook(path, rejections)
    inside = inside_of(path)
    if "FILOSOFI_MEASURE" in opening.head_of(path, inside).upper():
        return _long(path, inside, rejections, progress)
    frame = reading.csv_lines(path, wanted=("CODGEO",), inside=inside)
    return Read(_wide(frame, "commune", path, rejections), len(frame))


def _workbook(path: Path, rejections: Rejections) -> Read:
    names = {name.strip().upper(): name for name in reading.sheet_names(path)}
    sheets = [name for name in schema.SHEETS if name in names]
    if not sheets:
        raise UnableToRead(
            f"« {path.name} » n'a aucune des feuilles {', '.join(schema.SHEETS)} : ouvrez le fichier des communes."
        )
    frames, lines = [], 0
    for sheet in sheets:
        frame = reading.sheet(path, names[sheet], wanted=("CODGEO",))
        frames.append(_wide(frame, schema.SHEETS[sheet], path, rejections))
        lines += len(frame)
    return Read(pl.concat(frames), lines)


def _wide(frame: pl.DataFrame, level: str, path: Path, rejections: Rejections) -> pl.DataFrame:
    """The year is that of the name of the median: MED15 is 2015."""
    years = [match[1] for name in frame.columns if (match := schema.MEDIAN_TITLE.fullmatch(name))]
    if not years:
        raise UnableToRead(
            f"« {path.name} » n'a pas de colonne de médiane (MED suivi de l'année) : choisissez le fichier « COM »."
        )
    titles = {ours: f"{title}{years[-1]}" for ours, title in schema.WIDE.items()}
    known = {name.upper(): name for name in frame.columns}
    cells = [
        (pl.col(known[title]) if title in known else pl.lit(None, pl.String)).alias(ours) for ours, title in titles.items()
    ]
    named = frame.select(LINE, pl.lit(level).alias("niveau"), pl.col("CODGEO").alias("code"), *cells)
    numbers = indicators.readable(indicators.once(named, ["code"], rejections), _COLUMNS, rejections)
    return numbers.select(LINE, "niveau", "code", pl.lit(2000 + int(years[-1]), pl.Int32).alias("annee"), *_COLUMNS)


def _long(path: Path, inside: str, rejections: Rejections, progress: Progress) -> Read:
    kept, lines = rows_of(path, schema.LONG, keep=_wanted, inside=inside, progress=progress)
    kept = indicators.readable(kept, ["valeur"], rejections).with_columns(indicators.year("annee"))
    objects, measures = list(schema.SHEETS), list(schema.LONG_MEASURES)
    named = kept.with_columns(
        pl.col("objet").replace_strict(objects, [schema.SHEETS[name] for name in objects]).alias("niveau"),
        pl.col("mesure").replace_strict(measures, [schema.LONG_MEASURES[name] for name in measures]),
    )
    table = named.pivot("mesure", index=["niveau", "code", "annee"], values="valeur", aggregate_function="first")
    first = named.group_by("niveau", "code", "annee").agg(pl.col(LINE).min())
    table = table.with_columns(pl.lit(None, pl.Float64).alias(name) for name in _COLUMNS if name not in table.columns)
    return Read(table.join(first, on=["niveau", "code", "annee"]).select(LINE, "niveau", "code", "annee", *_COLUMNS), lines)


def _wanted(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.filter(pl.col("objet").is_in(list(schema.SHEETS)) & pl.col("mesure").is_in(list(schema.LONG_MEASURES)))
