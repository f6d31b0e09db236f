"""A list of commune codes, pasted or in a file (CSV, XLSX, ODS): the good lines kept, the bad ones told one by one."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from maillage.kernel.codes import commune
from maillage.results.lists.column import Names, agrees, code_column, is_titled, name_columns
from maillage.results.lists.rows import CODE, Row, UnableToRead, read_tables
from maillage.results.lists.signs import judged, left_of
from maillage.results.territoires.codes import is_known, present_codes, refusal_of
from maillage.results.territoires.naming import communes_named, labels
from maillage.results.territoires.words import shown, typed

__all__ = ["ListReading", "RejectedRow", "UnableToRead", "read_codes"]

_CHOICES = 8
MAX_CODES = 40_000
_INSIDE = re.compile(r"(?<![\w.,])(?:\d{5}|2[AB]\d{3})(?![\w]|[.,]\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """One line that gave no code. `line` counts from 1, as a spreadsheet does."""

    line: int
    value: str
    reason: str
    choices: tuple[tuple[str, str], ...] = ()
    """Codes and labels of the communes that bear the name, when there are several: one is to be chosen."""


@dataclass(frozen=True, slots=True)
class ListReading:
    """Codes as they were written, in order, ready for `territoires.resolve`; and what was not understood."""

    codes: tuple[str, ...]
    rejected: tuple[RejectedRow, ...]


def read_codes(filename: str, content: bytes) -> ListReading:
    """UnableToRead with a sentence when the whole file must be refused."""
    tables = read_tables(filename, content)
    found = {sheet: _read_table(rows) for sheet, rows in tables.items()}
    if not any(reading.codes for reading in found.values()):
        return next(iter(found.values()))
    codes = tuple(code for reading in found.values() for code in reading.codes)
    rejected = [row for sheet, reading in found.items() for row in _told(sheet if len(tables) > 1 else "", reading)]
    _check_count(len(codes))
    return ListReading(codes, tuple(rejected))


def _told(sheet: str, reading: ListReading) -> tuple[RejectedRow, ...]:
    """The lines left out, with the sheet when there are several; a sheet without any commune is one line."""
    if not sheet:
        return reading.rejected
    if not reading.codes:
        return (RejectedRow(1, shown(sheet), typed("Feuille laissée : aucune commune n'y est lue.")),)
    return tuple(replace(row, value=shown(f"{sheet} : {row.value}")) for row in reading.rejected)


def _read_table(rows: list[Row]) -> ListReading:
    column, first = code_column(rows)
    codes: list[str] = []
    rejected: list[RejectedRow] = []
    by_name = name_columns(rows)
    if by_name and not _has_codes(rows, column, by_name[0]):
        _read_names(rows[by_name[1] :], by_name[0], codes, rejected)
        return ListReading(tuple(codes), tuple(rejected))
    beside = _Beside(None, is_sure=True)
    if by_name and column is not None:
        beside = _Beside(by_name[0].name, is_sure=agrees(rows, column, by_name[0]))
    for row in rows[first:]:
        if any(row.cells):
            cells = row.cells if column is None else row.cells[column : column + 1]
            _read(row, cells, beside, codes, rejected)
            _check_count(len(codes) + len(rejected))  # at once: a workbook of a few kB may hold half a million
    return ListReading(tuple(codes), tuple(rejected))


def _check_count(count: int) -> None:
    if count > MAX_CODES:
        raise UnableToRead(typed("Cette liste contient plus de codes que la France n'a de communes : gardez les vôtres."))


@dataclass(frozen=True, slots=True)
class _Beside:
    """Where the name of the commune is: in a column, else in the cell of the code. `is_sure`: see `signs.judged`."""

    column: int | None
    is_sure: bool
    reasons: dict[str, str] = field(default_factory=dict)
    """Code -> why it is refused, empty when it is not: each is asked once."""

    def reason(self, code: str, present: Collection[str]) -> str:
        if code not in self.reasons:
            self.reasons[code] = "" if code in present else refusal_of(code)
        return self.reasons[code]

    def name(self, row: Row, cells: tuple[str, ...], code: str) -> str:
        if self.column is not None:
            return _at(row, self.column)
        return left_of(cells[0], code) if len(cells) == 1 else ""


def _has_codes(rows: list[Row], column: int | None, names: Names) -> bool:
    """A column of codes serves when its title says so, or when its codes are those of the names beside them."""
    if column is None or column >= len(rows[0].cells):
        return len(rows[0].cells) < 2 and any(_codes(cell) for row in rows for cell in row.cells)
    return is_titled(rows, column) or (column != names.name and agrees(rows, column, names))


def _read_names(rows: list[Row], names: Names, codes: list[str], rejected: list[RejectedRow]) -> None:
    for row in rows:
        cell = _at(row, names.name)
        if not any(row.cells):
            continue
        found = communes_named(cell, _at(row, names.departement) or None, _at(row, names.postal)) if cell else ()
        if len(found) == 1:
            codes.append(found[0])
        else:
            value = shown(cell or " ".join(filter(None, row.cells)))
            rejected.append(RejectedRow(row.line, value, _why_not_one(cell, found), _choices(found)))


def _at(row: Row, column: int | None) -> str:
    return row.cells[column] if column is not None and column < len(row.cells) else ""


def _choices(found: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    kept = found[:_CHOICES]
    return tuple(zip(kept, labels(kept), strict=True))


def _why_not_one(name: str, found: tuple[str, ...]) -> str:
    if not found:
        return typed(
            "Aucune commune ne porte ce nom : corrigez-le, ou donnez son code." if name else "Pas de nom sur cette ligne."
        )
    told = " ; ".join(labels(found[:_CHOICES]))
    more = f" et {len(found) - _CHOICES} autres" if len(found) > _CHOICES else ""
    return typed(
        f"{len(found)} communes portent ce nom : {told}{more}. Donnez le code, ou ajoutez une colonne « département »."
    )


def _read(row: Row, cells: tuple[str, ...], beside: _Beside, codes: list[str], rejected: list[RejectedRow]) -> None:
    found = [code for cell in cells for code in _codes(cell)]
    if not found:
        _read_word(row, " ".join(filter(None, cells)), beside, codes, rejected)
    present = present_codes()
    for code in found:
        name = beside.name(row, cells, code) if len(found) == 1 else ""
        kept, reason = judged(code, name, is_sure=beside.is_sure)
        if reason := reason or beside.reason(kept, present):
            rejected.append(RejectedRow(row.line, shown(code), reason))
        else:
            codes.append(kept)


def _read_word(row: Row, value: str, beside: _Beside, codes: list[str], rejected: list[RejectedRow]) -> None:
    """A line without a code: the name of one commune is that commune, the name of several is a choice."""
    name = value if beside.column is None else _at(row, beside.column)
    named = communes_named(name) if name else ()
    if len(named) == 1:
        codes.append(named[0])
        return
    reason = typed("Pas de code sur cette ligne : la colonne des codes y est vide.")
    if named:
        reason = _why_not_one(name, named)
    elif value:
        reason = _why(value)
    rejected.append(RejectedRow(row.line, shown(value or " ".join(filter(None, row.cells))), reason, _choices(named)))


def _why(value: str) -> str:
    return refusal_of(value) or typed("Cette ligne ne contient pas de code de commune (cinq caractères, par exemple 84007).")


def _codes(cell: str) -> list[str]:
    """The cell itself, several codes apart by spaces, or those written among words (« Avignon (84007) »)."""
    compact = commune.compact(cell)
    if CODE.fullmatch(compact):
        return [compact]
    words = cell.split()
    if words and all(CODE.fullmatch(word) for word in words):
        return words
    found = _INSIDE.findall(cell)
    known = [code for code in found if is_known(code.upper())]
    return known or found
