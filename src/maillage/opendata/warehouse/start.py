"""The small tables again, as plain text and little-endian integers in one zip: read in milliseconds, without any library.

Importing Polars costs more than a whole description of a territory; a command must answer in a second, so what it
needs comes from here. The Parquet tables remain the reference; the build writes both and a test compares them.
"""

import sys
import zipfile
from array import array
from collections.abc import Iterable, Sequence
from pathlib import Path

START = "start.zip"
ABSENT = -1
"""Stands for a missing count; never summed."""
_NO_DATE = (1980, 1, 1, 0, 0, 0)


class Start:
    """Columns by name, such as « communes/name »."""

    def __init__(self, folder: Path) -> None:
        self._archive = zipfile.ZipFile(folder / START)

    def texts(self, name: str) -> list[str]:
        """A column of texts; none holds a line break. A column younger than the folder is empty."""
        if f"{name}.txt" not in self._archive.namelist():
            return []
        content = self._archive.read(f"{name}.txt").decode()
        return content.split("\n") if content else []

    def numbers(self, name: str) -> Sequence[int]:
        """A column of 32-bit integers."""
        column = array("i", self._archive.read(f"{name}.i32"))
        if sys.byteorder == "big":
            column.byteswap()
        return column


class StartWriter:
    """Writes the same bytes from the same columns."""

    def __init__(self, folder: Path) -> None:
        self._archive = zipfile.ZipFile(folder / START, "w", zipfile.ZIP_DEFLATED, compresslevel=9)

    def texts(self, name: str, values: Iterable[str]) -> None:
        self._add(f"{name}.txt", "\n".join(values).encode())

    def numbers(self, name: str, values: Iterable[int | None]) -> None:
        column = array("i", (ABSENT if value is None else value for value in values))
        if sys.byteorder == "big":
            column.byteswap()
        self._add(f"{name}.i32", column.tobytes())

    def _add(self, name: str, content: bytes) -> None:
        self._archive.writestr(zipfile.ZipInfo(name, _NO_DATE), content, zipfile.ZIP_DEFLATED, 9)

    def close(self) -> None:
        self._archive.close()
