"""Builds the warehouse of an instance: the embedded France, the tables of its snapshots, and generated rows where none is real."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from maillage.opendata.snapshots import store, tables
from maillage.opendata.snapshots.store import Snapshot
from maillage.opendata.sources import registry
from maillage.opendata.sources.places import Places
from maillage.opendata.sources.source import Progress, silent
from maillage.opendata.warehouse.extra import EXTRA, FICTIF, INDICATEURS, REPLACED_BY, read
from maillage.opendata.warehouse.folder import swap_in, verify
from maillage.opendata.warehouse.opened import open_warehouse
from maillage.opendata.warehouse.schema import EMBEDDED, Manifest, SnapshotInfo, SourceInfo, write_table

WAREHOUSE, GENERATED = "entrepot", "fictif"
"""Folders of an instance: its warehouse, and one Parquet file per generated table (a demonstration writes them)."""
_LEVEL = 3


@dataclass
class _Parts:
    """What was gathered for one build."""

    real: dict[str, list[pl.DataFrame]] = field(default_factory=dict)
    snapshots: list[SnapshotInfo] = field(default_factory=list)
    sources: list[SourceInfo] = field(default_factory=list)


def places() -> Places:
    """Of the embedded communes: every loader translates towards them."""
    return Places(open_warehouse())


def assemble(home: Path, *, built_by: str, known: Places | None = None, progress: Progress = silent) -> Manifest:
    """A new folder, swapped in place of `home/entrepot` in one rename; nothing changes when a part cannot be read."""
    embedded = verify(EMBEDDED)
    parts = _gather(home, known or places(), progress)
    generated = _generated(home, parts.real)
    whole = {
        name: _once(name, pl.concat([*parts.real.get(name, ()), *generated.get(name, ())]))
        for name in EXTRA
        if name in parts.real | generated
    }
    fictitious = tuple(name for name, table in whole.items() if table[FICTIF].any())

    def fill(aside: Path) -> None:
        for file in embedded.files:
            shutil.copyfile(EMBEDDED / file.name, aside / file.name)
        for name, table in whole.items():
            write_table(table, aside, name, level=_LEVEL)

    sources = (*embedded.sources, *parts.sources, *([_INVENTED] if fictitious else ()))
    like = Manifest("", built_by, (), (), tuple(parts.snapshots), fictitious, embedded.stamp)
    return swap_in(home / WAREHOUSE, fill, built_by=built_by, sources=sources, linked=True, like=like)


def _once(name: str, table: pl.DataFrame) -> pl.DataFrame:
    """Files of several years overlap: of two figures of the same place and year, that of the newest file stays."""
    if name != INDICATEURS:
        return table
    return table.unique(["source", "indicateur", "modalite", "niveau", "code", "annee"], keep="last", maintain_order=True)


def _gather(home: Path, known: Places, progress: Progress) -> _Parts:
    parts = _Parts()
    for source in registry.all_sources():
        for snapshot in store.serving(store.listed(home, source.name), several_periods=source.several_periods):
            rows = 0
            for name, table in tables.tables_of(home, snapshot, known, progress).items():
                marked = table.with_columns(pl.lit(value=True).alias(FICTIF)) if snapshot.fictitious else table
                parts.real.setdefault(name, []).append(marked)
                rows += len(table)
            parts.snapshots.append(_told(snapshot, rows))
            parts.sources.append(
                SourceInfo(
                    source.publisher,
                    source.licence,
                    snapshot.period,
                    source.gives or source.title,
                    f"instantané:{source.name}",
                    snapshot.published,
                    snapshot.sha256,
                )
            )
    return parts


def _told(snapshot: Snapshot, rows: int) -> SnapshotInfo:
    return SnapshotInfo(
        snapshot.source, snapshot.period, snapshot.part, snapshot.published, snapshot.file, snapshot.sha256, rows
    )


_INVENTED = SourceInfo(
    "Maillage",
    "Licence Ouverte 2.0",
    "fictif",
    "Données de démonstration, inventées : professionnels, établissements, indicateurs, périmètres",
    "maillage:fictif",
    "",
    "",
)


def _generated(home: Path, real: dict[str, list[pl.DataFrame]]) -> dict[str, list[pl.DataFrame]]:
    """Generated rows that no real row pushes out."""
    found = {}
    for name in EXTRA:
        if (home / GENERATED / f"{name}.parquet").exists():
            kept = _not_replaced(read(home / GENERATED, name), real.get(name, ()), REPLACED_BY[name])
            if not kept.is_empty():
                found[name] = [kept]
    return found


def _not_replaced(generated: pl.DataFrame, real: Iterable[pl.DataFrame], columns: tuple[str, ...]) -> pl.DataFrame:
    """`real` empty tables push nothing out: a table that says nothing replaces nothing."""
    given = [table for table in real if not table.is_empty()]
    if not given:
        return generated
    if not columns:
        return generated.clear()
    return generated.join(pl.concat(given).select(columns).unique(), on=list(columns), how="anti", maintain_order="left")


def is_current(home: Path) -> bool:
    """Whether the instance's warehouse, if any, was built on the data embedded in this version."""
    folder = home / WAREHOUSE
    return not folder.exists() or open_warehouse(folder).manifest.base == verify(EMBEDDED, deep=False).stamp
