"""Tell a file that counts people several times: its reference population is a multiple of the inhabitants of the département."""

import polars as pl

from maillage.opendata.sources.cnam_pathologies import schema
from maillage.opendata.sources.places import Places
from maillage.opendata.sources.reading import LINE
from maillage.opendata.sources.source import Rejections

DOUBLE = "population comptée plusieurs fois (sexes et sous-niveaux additionnés) : prévalence fausse"
WOMEN = "femmes seules : sans le sexe, la population de référence n'est pas celle des habitants"
_TWICE = (1.6, 2.4)
_ONCE = 1.4
"""Times the inhabitants: insured people are a little more or fewer than inhabitants, never half as many again."""


def without_doubles(rows: pl.DataFrame, places: Places, rejections: Rejections) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """Lines counted once stay; where sexes were added to their total, halves; all others are rejected.

    A file without the column of sexes may be a sum of men, women and both: exactly twice the total. Halving gives it back.
    """
    if rows.is_empty():
        return rows, ()
    sexless = rows["sexe"].null_count() == len(rows)
    women = pl.col("modalite").is_in(list(schema.WOMEN_ONLY)) & pl.lit(sexless)
    sized = rows.with_columns((pl.col("denominateur") / _inhabitants(rows, places)).alias("times"))
    twice = pl.lit(sexless) & pl.col("times").is_between(*_TWICE)
    once = pl.col("times").is_null() | (pl.col("times") < _ONCE)
    _reject(sized.filter(women), rejections, WOMEN)
    _reject(sized.filter(~women & ~once & ~twice), rejections, DOUBLE)
    halved = sized.filter(~women & twice).with_columns(pl.col("numerateur", "denominateur") / 2)
    remarks = (
        (f"Lignes où hommes, femmes et total étaient additionnés, ramenées à la moitié : {len(halved)}.",)
        if len(halved)
        else ()
    )
    return pl.concat([sized.filter(~women & once), halved]).sort(LINE).drop("times"), remarks


def _reject(rows: pl.DataFrame, rejections: Rejections, reason: str) -> None:
    for line, code, label, population in rows.select(LINE, "code", "pathologie", "denominateur").iter_rows():
        rejections.add(line, f"{code} {label} : {population:.0f}", reason)


def _inhabitants(rows: pl.DataFrame, places: Places) -> pl.Expr:
    level = places.warehouse.columns.levels["departement"]
    codes = rows["code"].unique().to_list()
    return pl.col("code").replace_strict(
        codes, [level.population[level.number[code]] for code in codes], return_dtype=pl.Float64
    )
