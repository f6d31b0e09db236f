"""Open a warehouse folder, or the embedded France when there is none that can be trusted."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from maillage.opendata.warehouse.columns import Columns
from maillage.opendata.warehouse.folder import CorruptWarehouse, verify
from maillage.opendata.warehouse.former import FormerCodes
from maillage.opendata.warehouse.graph import Graph
from maillage.opendata.warehouse.names import NameIndex
from maillage.opendata.warehouse.schema import EMBEDDED, MANIFEST, Manifest
from maillage.opendata.warehouse.start import Start

if TYPE_CHECKING:
    import polars as pl

    from maillage.opendata.warehouse.shapes import Shapes


@dataclass(frozen=True)
class Warehouse:
    """One immutable folder; each part is read the first time it is asked."""

    folder: Path
    manifest: Manifest
    fallback: str = ""
    """Why the embedded France serves instead of the folder that was asked, in one sentence."""

    @cached_property
    def columns(self) -> Columns:
        return Columns(self._start)

    @cached_property
    def _start(self) -> Start:
        return Start(self.folder)

    @cached_property
    def former(self) -> FormerCodes:
        return FormerCodes(self._start)

    @cached_property
    def graph(self) -> Graph:
        return Graph.read(self._start)

    @cached_property
    def names(self) -> NameIndex:
        return NameIndex(self.columns, self.former)

    @cached_property
    def shapes(self) -> "Shapes":
        """Imported late: geometry is not needed to describe a territory."""
        from maillage.opendata.warehouse.shapes import Shapes

        return Shapes(self.folder)

    @cached_property
    def _tables(self) -> dict[str, "pl.DataFrame"]:
        return {}

    def has(self, table: str) -> bool:
        """Whether the instance holds this table of `warehouse.extra`, real or fictitious."""
        return any(file.name == f"{table}.parquet" for file in self.manifest.files)

    def table(self, name: str) -> "pl.DataFrame":
        """One table of `warehouse.extra`, read once; empty, with its columns, when nothing gave it."""
        if name not in self._tables:
            from maillage.opendata.warehouse.extra import empty, read

            self._tables[name] = read(self.folder, name) if self.has(name) else empty(name)
        return self._tables[name]

    def is_fictitious(self, table: str) -> bool:
        """Whether this table holds generated rows (the column `fictif` says which)."""
        return table in self.manifest.fictitious


_opened: dict[tuple[Path, str], Warehouse] = {}
_last: dict[Path, tuple[int, Warehouse]] = {}
"""Folder -> when its manifest was written, and what was opened then."""


def open_warehouse(folder: Path | None = None) -> Warehouse:
    """The warehouse of `folder`, read once per stamp; the embedded one without folder or when it is corrupt."""
    if folder is None or not folder.exists():
        return _open(EMBEDDED)
    try:
        return _open(folder.resolve())
    except CorruptWarehouse as error:
        return _instead(folder, f"{error} Les données embarquées sont utilisées à la place.")


def _open(folder: Path) -> Warehouse:
    """Sizes are checked here, once per manifest; digests by `maillage donnees etat`."""
    try:
        seen = (folder / MANIFEST).stat().st_mtime_ns
    except OSError:
        seen = 0
    last = _last.get(folder)
    if last is None or last[0] != seen:
        manifest = verify(folder, deep=False)
        _last[folder] = last = (seen, _remember((folder, manifest.stamp), Warehouse(folder, manifest)))
    return last[1]


def _instead(folder: Path, reason: str) -> Warehouse:
    return _remember((folder, reason), Warehouse(EMBEDDED, verify(EMBEDDED, deep=False), reason))


def _remember(key: tuple[Path, str], warehouse: Warehouse) -> Warehouse:
    """The warehouse already read under this key; others of the same folder are forgotten."""
    if key not in _opened:
        for old in [known for known in _opened if known[0] == key[0]]:
            del _opened[old]
        _opened[key] = warehouse
    return _opened[key]
