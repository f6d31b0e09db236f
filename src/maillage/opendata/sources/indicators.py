"""What the loaders of indicators share: codes to the present ones with their rejections, sums over merged communes, years."""

from collections.abc import Callable, Sequence
from pathlib import Path

import polars as pl

from maillage.kernel.folding import folded
from maillage.opendata.sources.places import Places
from maillage.opendata.sources.reading import LINE, year_in
from maillage.opendata.sources.rows import rows_of
from maillage.opendata.sources.source import Rejections, UnableToRead
from maillage.opendata.warehouse.extra import INDICATEURS, shaped

FRANCE = "FR"
"""Code of the whole country in the table of indicators."""
UNKNOWN_COMMUNE = "code de commune inconnu, même parmi les anciens"
UNKNOWN_DEPARTEMENT = "code de département inconnu"
UNKNOWN_REGION = "code de région inconnu"
UNREADABLE = "valeur illisible"
TWICE = "ligne en double, comptée une fois"
APART = "plusieurs lignes différentes pour le même lieu et la même année : aucune n'est gardée"
_QUICK = 64 << 20
_YEAR = r"(?:19|20)\d{2}"


def slug(text: str) -> str:
    """Words of a title as a key.

    >>> slug("Maladies de l’appareil digestif")
    'maladies_de_l_appareil_digestif'
    """
    return folded(text).replace(" ", "_")


def located(
    frame: pl.DataFrame, translate: Callable[[str | None], str | None], rejections: Rejections, reason: str
) -> pl.DataFrame:
    """The column `code` in present codes; lines whose code has none are rejected."""
    found = {code: translate(code) for code in frame["code"].unique().to_list()}
    old, new = list(found), pl.Series(list(found.values()), dtype=pl.String)
    placed = frame.with_columns(pl.col("code").replace_strict(old, new, return_dtype=pl.String).alias("_present"))
    lost = placed.filter(pl.col("_present").is_null()).group_by("code").agg(pl.len(), pl.col(LINE).min()).sort(LINE)
    for code, times, line in lost.iter_rows():
        rejections.add(line, code or "", reason, times=times)
    return placed.filter(pl.col("_present").is_not_null()).with_columns(code="_present").drop("_present")


def year(name: str) -> pl.Expr:
    """The last year that a cell names (« 2024 », « 2022-2023 », « 2024-01-01 »)."""
    return pl.col(name).str.extract_all(_YEAR).list.last().cast(pl.Int32).alias(name)


def dated(frame: pl.DataFrame, period: str, file: str) -> pl.DataFrame:
    """`annee` as a number; where the file does not say it, the year of `period`."""
    known = year_in(period)
    dates = frame.with_columns(year("annee").fill_null(pl.lit(known, pl.Int32)))
    if dates["annee"].null_count():
        raise UnableToRead(f"« {file} » ne dit pas son année : donnez-la avec la période (par exemple 2024).")
    return dates


def readable(frame: pl.DataFrame, names: Sequence[str], rejections: Rejections) -> pl.DataFrame:
    """Columns of text as numbers; a line with a text that is neither a number nor a mark for nothing is rejected."""
    plain = [pl.col(name).str.replace_all(r"[\s\u00a0\u202f%]", "").str.replace(",", ".", literal=True) for name in names]
    parsed = frame.with_columns(
        [text.cast(pl.Float64, strict=False).alias(f"_{name}") for text, name in zip(plain, names, strict=True)]
    )
    wrong = pl.any_horizontal(pl.col(name).is_not_null() & pl.col(f"_{name}").is_null() for name in names)
    for row in parsed.filter(wrong).iter_rows(named=True):
        rejections.add(row[LINE], " ; ".join(row[name] or "" for name in names), UNREADABLE)
    return parsed.filter(~wrong).drop(names).rename({f"_{name}": name for name in names})


def once(rows: pl.DataFrame, keys: Sequence[str], rejections: Rejections, reason: str = APART) -> pl.DataFrame:
    """One line a key: a line told twice counts once; of lines that differ nobody knows the true one, and none stays."""
    first = pl.struct(pl.exclude(LINE)).is_first_distinct()
    for line, code in rows.filter(~first).select(LINE, "code").iter_rows():
        rejections.add(line, code or "", TWICE)
    distinct = rows.filter(first)
    alone = pl.len().over(keys) == 1
    for line, code in distinct.filter(~alone).select(LINE, "code").iter_rows():
        rejections.add(line, code or "", reason)
    return distinct.filter(alone)


def without_whole_cities(frame: pl.DataFrame, places: Places) -> pl.DataFrame:
    """Paris, Lyon and Marseille go where the same file gives their arrondissements: nobody counts twice."""
    codes = [code for code in frame["code"].unique() if code in places.known]
    cities = {places.city_of(code) for code in codes if places.city_of(code) != code}
    return frame.filter(~pl.col("code").is_in(list(cities)))


def summed(frame: pl.DataFrame, keys: Sequence[str]) -> pl.DataFrame:
    """One row per key, numerators and denominators added; one that is unknown or secret makes the sum unknown, never smaller."""

    def total(name: str) -> pl.Expr:
        return pl.when(pl.col(name).is_null().any()).then(None).otherwise(pl.col(name).sum()).alias(name)

    return frame.group_by(keys, maintain_order=True).agg(
        total("numerateur"), total("denominateur"), pl.col("secret").any(), pl.len().alias("reunies")
    )


def table(source: str, rows: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """The table of indicators of one source, without the columns of the reading."""
    kept = rows.drop(LINE, "reunies", strict=False).with_columns(source=pl.lit(source))
    return {INDICATEURS: shaped(INDICATEURS, kept)}


def last_year(path: Path, names: Sequence[str], *, inside: str = "") -> str | None:
    """The newest year of a column, asked of a file that is quick to read."""
    if path.stat().st_size > _QUICK:
        return None
    found = rows_of(path, {"annee": tuple(names)}, inside=inside).frame.select(year("annee").max()).item()
    return None if found is None else str(found)
