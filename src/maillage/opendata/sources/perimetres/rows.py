"""The lines of a list of perimeters as they were written: nothing translated, nothing mended."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from maillage.kernel.folding import folded
from maillage.opendata.sources import reading
from maillage.opendata.sources.perimetres import schema
from maillage.opendata.sources.source import UnableToRead

_TABLEUR = (".xlsx", ".xlsm", ".ods")


@dataclass(frozen=True, slots=True)
class Row:
    """One line: a commune claimed by a CPTS. Empty texts are kept empty; `depuis` is None when it is no date."""

    line: int
    code: str
    cpts: str
    stade: str
    depuis: date | None
    depuis_text: str


def read_rows(path: Path) -> tuple[Row, ...]:
    """From a CSV or a workbook. UnableToRead when no line says its columns."""
    frame = _workbook(path) if path.suffix.lower() in _TABLEUR else reading.csv_lines(path, wanted=schema.WANTED)
    named = reading.columns(frame, schema.COLUMNS, optional=schema.OPTIONAL)
    told = named.with_columns(reading.day("depuis").alias("day"))
    return tuple(_rows(told.iter_rows(named=True)))


def _workbook(path: Path) -> pl.DataFrame:
    """The first sheet that has the columns."""
    for name in reading.sheet_names(path):
        try:
            return reading.sheet(path, name, wanted=schema.WANTED)
        except UnableToRead:
            continue
    raise UnableToRead(f"Aucune feuille de « {path.name} » n'a les colonnes « code_commune » et « cpts ».")


def _rows(lines: Iterable[dict[str, Any]]) -> Iterator[Row]:
    for line in lines:
        code, name, stade, depuis = (line[key] or "" for key in ("code", "cpts", "stade", "depuis"))
        if code or name:
            yield Row(line[reading.LINE], code, " ".join(name.split()), stade, line["day"], depuis)


def identifiers(names: Iterable[str]) -> dict[str, str]:
    """A stable id for each name; two spellings that give the same id are told apart (« -2 »), never merged."""
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for name in dict.fromkeys(names):
        base = folded(name, saints=True).replace(" ", "-") or "sans-nom"
        number, found = 1, base
        while found in taken:
            number += 1
            found = f"{base}-{number}"
        taken.add(found)
        ids[name] = found
    return ids
