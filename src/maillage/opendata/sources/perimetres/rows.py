"""The lines of a list of perimeters as they were written, from a CSV or from every sheet of a workbook that lists."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from maillage.kernel.folding import folded
from maillage.opendata.sources import reading
from maillage.opendata.sources.perimetres import schema
from maillage.opendata.sources.perimetres.placing import placed
from maillage.opendata.sources.perimetres.row import Row
from maillage.opendata.sources.places import Places
from maillage.opendata.sources.source import UnableToRead

_TABLEUR = (".xlsx", ".xlsm", ".ods")


@dataclass(frozen=True, slots=True)
class Listed:
    rows: tuple[Row, ...]
    left: tuple[str, ...] = ()
    """Sheets that do not list communes."""


def read_list(path: Path, places: Places) -> Listed:
    """From a CSV or a workbook. UnableToRead when no line says its columns."""
    if path.suffix.lower() in _TABLEUR:
        frames, left = _sheets(path)
    else:
        frames, left = {"": reading.csv_lines(path, wanted=schema.WANTED)}, ()
    rows = [row for sheet, frame in frames.items() for row in _rows(frame, sheet if len(frames) > 1 else "")]
    return Listed(placed(rows, places), left)


def _sheets(path: Path) -> tuple[dict[str, pl.DataFrame], tuple[str, ...]]:
    """Every visible sheet that has the columns, and the names of the others."""
    found, left = {}, []
    for name in reading.sheet_names(path):
        try:
            found[name] = reading.sheet(path, name, wanted=schema.WANTED)
        except UnableToRead:
            left.append(name)
    if not found:
        raise UnableToRead(f"Aucune feuille visible de « {path.name} » n'a les colonnes « code_commune » et « cpts ».")
    return found, tuple(left)


def _rows(frame: pl.DataFrame, sheet: str) -> Iterator[Row]:
    named = reading.columns(frame, schema.COLUMNS, optional=schema.OPTIONAL)
    told = named.with_columns(reading.day("depuis").alias("day"))
    for line in told.iter_rows(named=True):
        row = _row(line, sheet)
        if row.code or row.cpts or row.place:
            yield row


def _row(line: dict[str, Any], sheet: str) -> Row:
    """A column that serves for the code and for the name is told by what each line writes in it."""
    code, place, departement, name, stade, depuis = (
        str(line[key] or "") for key in ("code", "place", "departement", "cpts", "stade", "depuis")
    )
    return Row(
        line[reading.LINE],
        code,
        " ".join(name.split()),
        stade,
        line["day"],
        depuis,
        place="" if place == code else place,
        departement=departement,
        sheet=sheet,
    )


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
