"""Names of the tables of a warehouse, how they are written, and the manifest that goes with them."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from maillage.opendata.warehouse.start import START, Start

if TYPE_CHECKING:
    import polars as pl

COMMUNES, PLACES, PASSAGE, GAPS = "communes", "places", "passage", "gaps"
ADJACENCY, OUTLINES = "adjacency", "outlines"
NAMES = "names"
TABLES = (COMMUNES, PLACES, PASSAGE, GAPS, ADJACENCY, OUTLINES)
"""Without them a folder is no warehouse; `names` came later, and an instance built before does without."""
LIMITS = {COMMUNES: 2_000_000, OUTLINES: 6_000_000}
"""Bytes."""
MANIFEST = "manifest.json"
EMBEDDED = Path(__file__).parents[1] / "base" / "data"
"""The warehouse shipped with the code: read-only, always there."""
YEARS = (2016, 2017, 2019, 2020, 2021, 2022, 2023)
"""Vintages of the municipal population in the table of communes."""
NEWEST = YEARS[-1]
AGES = ("under_20", "from_20_to_64", "over_65")


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """One source of the tables, as the page « Sources » lists it."""

    publisher: str
    licence: str
    vintage: str
    gives: str
    package: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class FileInfo:
    """One table of the folder."""

    name: str
    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class SnapshotInfo:
    """One file of a publisher that gave rows to the tables of an instance."""

    source: str
    period: str
    part: str
    published: str
    file: str
    sha256: str
    rows: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a warehouse folder says of itself. `stamp` changes whenever a table does."""

    stamp: str
    built_by: str
    sources: tuple[SourceInfo, ...]
    files: tuple[FileInfo, ...]
    snapshots: tuple[SnapshotInfo, ...] = ()
    fictitious: tuple[str, ...] = ()
    """Tables that hold generated rows."""
    base: str = ""
    """Stamp of the embedded data that an instance's warehouse was built on."""

    def as_text(self) -> str:
        told = {key: value for key, value in asdict(self).items() if value or key in ("stamp", "built_by", "sources", "files")}
        return json.dumps(told, ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def from_text(cls, text: str) -> "Manifest":
        """ValueError, KeyError or TypeError when the text is not a manifest."""
        data = json.loads(text)
        sources = tuple(SourceInfo(**row) for row in data["sources"])
        files = tuple(FileInfo(**row) for row in data["files"])
        snapshots = tuple(SnapshotInfo(**row) for row in data.get("snapshots", ()))
        fictitious = tuple(str(name) for name in data.get("fictitious", ()))
        return cls(str(data["stamp"]), str(data["built_by"]), sources, files, snapshots, fictitious, str(data.get("base", "")))


def write_table(table: "pl.DataFrame", folder: Path, name: str, *, level: int = 19) -> Path:
    """Small and the same bytes each time; geometry barely repeats, so the dictionary is left to Polars."""
    path = folder / f"{name}.parquet"
    table.write_parquet(path, compression="zstd", compression_level=level, statistics=False)
    return path


def describe_files(folder: Path) -> tuple[FileInfo, ...]:
    """Rows, size and digest of every table found."""
    paths = sorted([*folder.glob("*.parquet"), folder / START])
    return tuple(FileInfo(p.name, _rows(p), p.stat().st_size, digest_of(p)) for p in paths)


def _rows(path: Path) -> int:
    if path.name == START:
        return len(Start(path.parent).texts("communes/code"))
    import polars as pl

    return int(pl.scan_parquet(path).select(pl.len()).collect().item())


def digest_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def stamp_of(files: tuple[FileInfo, ...]) -> str:
    """Identifies the content of all tables."""
    text = "\n".join(f"{file.name} {file.sha256}" for file in files)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
