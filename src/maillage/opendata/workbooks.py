"""Sheets of a workbook, read in a process of its own: two cells far apart make the reader ask for more memory than there is,
and it stops its whole process then. This module is also the program of that process: it imports nothing of ours.
"""

import io
import json
import subprocess
import sys
from datetime import date
from typing import Any

Rows = list[list[Any]]
"""Cells as numbers, booleans and texts; days as ISO; nothing is an empty text."""
_LEAST_MEMORY, _BY_BYTE = 512 << 20, 100
"""Bytes of memory that reading may take, and more for each byte of the file."""
_LEAST_CELLS = 1_000_000
"""Cells of a sheet, empty ones between two included; one more for each byte of the file."""
_LEAST_SECONDS, _BY_SECOND = 20, 500_000
"""Time that reading may take, and how many bytes give one second more."""


class UnableToOpen(ValueError):
    """The workbook is damaged, protected, or would fill the machine."""


def names(content: bytes) -> list[str]:
    """The sheets, in order."""
    return list(_read(content, what="names"))


def sheets(content: bytes, *, only: str | None = None, skip_empty_area: bool = True) -> dict[str, Rows]:
    """The rows of each sheet, or of one."""
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
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
    found: Any = book.sheet_names
    if asked["what"] == "rows":
        wanted = found if asked["only"] is None else [asked["only"]]
        found = {name: _rows(book.get_sheet_by_name(name), asked["skip_empty_area"], asked["cells"]) for name in wanted}
    json.dump(found, sys.stdout)


def _rows(sheet: Any, skip_empty_area: bool, most: int) -> Rows:
    if sheet.total_height * sheet.total_width > most:
        sys.exit("cells too far apart")
    return [[_cell(cell) for cell in row] for row in sheet.to_python(skip_empty_area=skip_empty_area)]


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
