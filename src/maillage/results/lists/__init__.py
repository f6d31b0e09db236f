"""A list of commune codes, pasted or in a file (CSV, XLSX, ODS): the good lines kept, the bad ones told one by one."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from maillage.kernel.codes import commune
from maillage.results.lists.column import Names, agrees, code_column, is_titled, name_columns
from maillage.results.lists.rows import CODE, Row, UnableToRead, read_rows
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


@dataclass(frozen=True, slots=True)
class ListReading:
    """Codes as they were written, in order, ready for `territoires.resolve`; and what was not understood."""

    codes: tuple[str, ...]
    rejected: tuple[RejectedRow, ...]


def read_codes(filename: str, content: bytes) -> ListReading:
    """UnableToRead with a sentence when the whole file must be refused."""
    rows = read_rows(filename, content)
    column, first = code_column(rows)
    codes: list[str] = []
    rejected: list[RejectedRow] = []
    present = present_codes()
    by_name = name_columns(rows)
    if by_name and not _has_codes(rows, column, by_name[0]):
        _read_names(rows[by_name[1] :], by_name[0], codes, rejected)
        return ListReading(tuple(codes), tuple(rejected))
    for row in rows[first:]:
        cells = row.cells if column is None else row.cells[column : column + 1]
        if not any(row.cells):
            continue
        _read(row, cells, present, codes, rejected)
    if len(codes) > MAX_CODES:
        raise UnableToRead(typed("Cette liste contient plus de codes que la France n'a de communes : gardez les vôtres."))
    return ListReading(tuple(codes), tuple(rejected))


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
            rejected.append(RejectedRow(row.line, shown(cell or " ".join(filter(None, row.cells))), _choices(cell, found)))


def _at(row: Row, column: int | None) -> str:
    return row.cells[column] if column is not None and column < len(row.cells) else ""


def _choices(name: str, found: tuple[str, ...]) -> str:
    if not found:
        return typed(
            "Aucune commune ne porte ce nom : corrigez-le, ou donnez son code." if name else "Pas de nom sur cette ligne."
        )
    told = " ; ".join(labels(found[:_CHOICES]))
    more = f" et {len(found) - _CHOICES} autres" if len(found) > _CHOICES else ""
    return typed(
        f"{len(found)} communes portent ce nom : {told}{more}. Donnez le code, ou ajoutez une colonne « département »."
    )


def _read(row: Row, cells: tuple[str, ...], present: Collection[str], codes: list[str], rejected: list[RejectedRow]) -> None:
    found = [code for cell in cells for code in _codes(cell)]
    if not found:
        value = " ".join(filter(None, cells))
        reason = _why(value) if value else typed("Pas de code sur cette ligne : la colonne des codes y est vide.")
        rejected.append(RejectedRow(row.line, shown(value or " ".join(filter(None, row.cells))), reason))
    for code in found:
        if reason := "" if code in present else refusal_of(code):
            rejected.append(RejectedRow(row.line, shown(code), reason))
        else:
            codes.append(code)


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
