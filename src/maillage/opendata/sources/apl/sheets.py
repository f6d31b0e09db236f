"""Every sheet of every workbook of a file (one workbook, an archive of several, or one sheet saved as CSV) as one frame each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from maillage.opendata.sources import opening, reading
from maillage.opendata.sources.apl import schema
from maillage.opendata.sources.source import UnableToRead

_WORKBOOK = re.compile(r"[._](xlsx|xlsm|ods)$", re.IGNORECASE)
"""The portal names its files « …_xlsx »."""


@dataclass(frozen=True)
class Sheet:
    """One profession, one year. `values`: titles of the columns of accessibility by age (None: doctors of every age)."""

    profession: str
    year: int
    frame: pl.DataFrame
    values: dict[int | None, str]
    weight: str | None


def sheets_of(path: Path, period: str = "") -> Iterator[Sheet]:
    workbooks = [name for name in opening.members(path) if _WORKBOOK.search(name)]
    if not workbooks:
        yield _described(reading.csv_lines(path, wanted=(schema.CODE, schema.TITLE)), _year(path, period), path.name)
        return
    for name in workbooks:
        inside = f"^{re.escape(name)}$" if workbooks != [path.name] else ""
        for title in reading.sheet_names(path, inside):
            if year := schema.year_of(title):
                frame = reading.sheet(path, title, wanted=(schema.CODE, schema.TITLE), inside=inside)
                yield _described(frame, year, f"{name}, feuille {title}")


def _year(path: Path, period: str) -> int:
    found = reading.year_in(path.name) or reading.year_in(period)
    if found is None:
        raise UnableToRead(f"« {path.name} » ne dit pas son année : donnez-la avec la période (par exemple 2023).")
    return found


def _described(frame: pl.DataFrame, year: int, where: str) -> Sheet:
    titles = {name: slug for name in frame.columns if (slug := schema.profession_of(name))}
    if len(set(titles.values())) != 1:
        raise UnableToRead(f"« {where} » n'a pas de colonne « APL aux … » d'une profession connue.")
    values = {schema.age_of(name): name for name in titles}
    weight = next((name for name in frame.columns if schema.is_weight(name)), None)
    return Sheet(next(iter(titles.values())), year, frame, values, weight)
