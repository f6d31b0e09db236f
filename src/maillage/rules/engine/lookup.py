"""Finds the value of a parameter on a day, fast: a run reads hundreds, a server runs thousands."""

from bisect import bisect_right
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from maillage.law.corpus import Law
from maillage.law.model import Value, Version

Dated = tuple[list[int], list[Version]]


class Lookup:
    """Versions of the law known on a date. `find` answers what `Law.at` answers, from a table by day."""

    def __init__(self, law: Law, known_on: date | None) -> None:
        self.law, self.known_on = law, known_on
        self._rows: dict[str, Dated] = {}
        self._cells: dict[tuple[Any, ...], tuple[Version, Value]] = {}

    def position(self, path: str, on: int) -> int:
        """Which version is in force on an ordinal day: a small number that serves as a key, -1 for none."""
        rows = self._rows.get(path)
        if rows is None:
            rows = self._rows[path] = self._dated(path)
        return bisect_right(rows[0], on) - 1

    def cell(self, path: str, on: int, dimensions: dict[str, Any]) -> tuple[Version, Value]:
        """Version and value in force; LawError with its sentence where the law is silent."""
        place = self.position(path, on)
        key = (path, place, *dimensions.values())
        found = self._cells.get(key)
        if found is None:
            if place < 0 or self._rows[path][1][place].closes:
                self.law.at(path, date.fromordinal(on), self.known_on)
            version = self._rows[path][1][place]
            found = self._cells[key] = (version, version.value(**dimensions))
        return found

    def _dated(self, path: str) -> Dated:
        parameter = self.law.parameter(path)
        rows = [row for row in parameter.rows if self.known_on is None or row.published <= self.known_on]
        ends = [row.since for row in rows[1:]]
        dated = [replace(row, until=end) for row, end in zip(rows, [*ends, None], strict=True)] if rows else []
        return [row.since.toordinal() for row in dated], dated


@lru_cache(maxsize=64)
def lookup(law: Law, known_on: date | None) -> Lookup:
    """The table of a law as known on a date, made once."""
    return Lookup(law, known_on)
