"""Tables that a snapshot gave, kept beside it so that building the warehouse need not read the publisher's file again."""

import csv
import os
import shutil
import tempfile
from pathlib import Path

import polars as pl

from maillage.opendata.snapshots.store import Snapshot, is_intact, path_of
from maillage.opendata.sources import registry
from maillage.opendata.sources.places import Places
from maillage.opendata.sources.source import Loaded, Progress, Rejected, UnableToRead, silent
from maillage.opendata.warehouse.extra import EXTRA, read
from maillage.opendata.warehouse.schema import write_table

FOLDER = "tables"
_LEVEL = 3


def folder_of(home: Path, snapshot: Snapshot, places: Places) -> Path:
    """Its name changes with the loader and with the communes: an old reading is never taken for a new one."""
    key = f"{registry.code_digest(snapshot.source)}-{places.warehouse.manifest.stamp}"
    return home / FOLDER / snapshot.source / snapshot.stem / key


def store(home: Path, snapshot: Snapshot, loaded: Loaded, places: Places) -> None:
    target = folder_of(home, snapshot, places)
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".partiel-", dir=target.parent))
    for name, table in loaded.tables.items():
        write_table(table, aside, name, level=_LEVEL)
    write_report(loaded.rejected, aside / "rejets.csv")
    for old in target.parent.iterdir():
        if old != aside:
            shutil.rmtree(old, ignore_errors=True)
    os.rename(aside, target)  # noqa: PTH104 (both are folders of the same parent)


def write_report(rejected: tuple[Rejected, ...], path: Path) -> None:
    """The rejected lines as a CSV that a spreadsheet opens."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(("ligne", "valeur", "raison"))
        writer.writerows((row.line, row.value, row.reason) for row in rejected)


def tables_of(home: Path, snapshot: Snapshot, places: Places, progress: Progress = silent) -> dict[str, pl.DataFrame]:
    """As kept, else read again from the snapshot. UnableToRead when the snapshot is damaged."""
    folder = folder_of(home, snapshot, places)
    if not folder.is_dir():
        _reload(home, snapshot, places, progress)
    return {name: read(folder, name) for name in EXTRA if (folder / f"{name}.parquet").exists()}


def _reload(home: Path, snapshot: Snapshot, places: Places, progress: Progress) -> None:
    if not is_intact(home, snapshot):
        raise UnableToRead(
            f"L'instantané {snapshot.source}/{snapshot.file} manque ou n'a plus son empreinte : importez-le de nouveau."
        )
    loaded = registry.load(snapshot.source, path_of(home, snapshot), places, period=snapshot.period, progress=progress)
    store(home, snapshot, loaded, places)
