"""Visible sheets of a workbook, merged cells filled, read in a process of its own.

Two cells far apart make the reader ask for more memory than there is, and it stops its whole process then. This module is also
the program of that process: it imports nothing of ours.
"""

import io
import json
import subprocess
import sys
import zipfile
from datetime import date
from typing import IO, Any
from xml.etree import ElementTree

Rows = list[list[Any]]
"""Cells as numbers, booleans and texts; days as ISO; nothing is an empty text."""
Span = tuple[int, int, int]
"""First and last row, and column, of a cell merged downwards."""
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_LEAST_MEMORY, _BY_BYTE = 512 << 20, 100
"""Bytes of memory that reading may take, and more for each byte of the file."""
_LEAST_CELLS = 1_000_000
"""Cells of a sheet, empty ones between two included; one more for each byte of the file."""
_LEAST_SECONDS, _BY_SECOND = 20, 500_000
"""Time that reading may take, and how many bytes give one second more."""


class UnableToOpen(ValueError):
    """The workbook is damaged, protected, or would fill the machine."""


def names(content: bytes) -> list[str]:
    """The visible sheets, in order."""
    return list(_read(content, what="names"))


def sheets(content: bytes, *, only: str | None = None, skip_empty_area: bool = True) -> dict[str, Rows]:
    """The rows of each visible sheet, or of one; a cell merged over several rows says the same in each."""
    found: dict[str, Rows] = _read(content, what="rows", only=only, skip_empty_area=skip_empty_area)
    return found


def _read(content: bytes, **asked: Any) -> Any:
    size = len(content)
    told = json.dumps({**asked, "memory": _LEAST_MEMORY + _BY_BYTE * size, "cells": _LEAST_CELLS + size})
    command, seconds = [sys.executable, "-I", __file__, told], _LEAST_SECONDS + size // _BY_SECOND
    try:
        done = subprocess.run(command, input=content, capture_output=True, check=True, timeout=seconds)  # noqa: S603 (our own program)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        raise UnableToOpen from None
    return json.loads(done.stdout)


def _cell(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()[:10]
    return value if isinstance(value, int | float | str) else str(value)


def _main() -> None:
    asked = json.loads(sys.argv[1])
    _limit(asked["memory"])
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    content = sys.stdin.buffer.read()
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    found: Any = [sheet.name for sheet in book.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
    if asked["what"] == "rows":
        wanted = found if asked["only"] is None else [asked["only"]]
        spans = _spans(content, asked["cells"])
        found = {
            name: _rows(book.get_sheet_by_name(name), asked["skip_empty_area"], asked["cells"], spans.get(name, []))
            for name in wanted
        }
    json.dump(found, sys.stdout)


def _rows(sheet: Any, skip_empty_area: bool, most: int, spans: list[Span]) -> Rows:
    if sheet.total_height * sheet.total_width > most:
        sys.exit("cells too far apart")
    rows = [[_cell(cell) for cell in row] for row in sheet.to_python(skip_empty_area=skip_empty_area)]
    top, left = (sheet.start or (0, 0)) if skip_empty_area else (0, 0)
    for first, last, column in [(a[0], b[0], a[1]) for a, b in sheet.merged_cell_ranges or ()] + spans:
        if 0 <= first - top < len(rows) and 0 <= column - left < len(rows[first - top]):
            said = rows[first - top][column - left]
            for row in rows[first - top + 1 : last - top + 1]:
                row[column - left] = row[column - left] or said
    return rows


def _spans(content: bytes, most: int) -> dict[str, list[Span]]:
    """Cells of an ODS that go down over several rows, which the reader of workbooks does not tell."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if "content.xml" not in archive.namelist():
            return {}
        with archive.open("content.xml") as document:
            return _spans_of(document, most)


def _spans_of(document: IO[bytes], most: int) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = {}
    name, row, column, repeated = "", 0, 0, 1
    for event, element in ElementTree.iterparse(document, events=("start", "end")):  # noqa: S314 (time and memory are limited)
        tag = element.tag.removeprefix(_TABLE)
        if event == "end":
            row += repeated if tag == "table-row" else 0
            element.clear()
        elif tag == "table":
            name, row = str(element.get(f"{_TABLE}name")), 0
        elif tag == "table-row":
            column, repeated = 0, int(element.get(f"{_TABLE}number-rows-repeated", 1))
        elif tag in ("table-cell", "covered-table-cell"):
            down = int(element.get(f"{_TABLE}number-rows-spanned", 1))
            if 1 < down <= most:
                found.setdefault(name, []).append((row, row + down - 1, column))
            column += int(element.get(f"{_TABLE}number-columns-repeated", 1))
    return found


def _limit(memory: int) -> None:
    """Nothing where the system has no such limits: the time alone is counted there."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _main()
