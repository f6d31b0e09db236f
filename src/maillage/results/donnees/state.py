"""State of the data that answer, for the commands `maillage donnees etat` and `maillage verifier`."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from maillage.opendata.warehouse.schema import EMBEDDED, FileInfo, SourceInfo, digest_of
from maillage.results.territoires.source import current
from maillage.results.territoires.words import typed


@dataclass(frozen=True, slots=True)
class FileState:
    """One file of the folder that answers."""

    name: str
    rows: int
    bytes: int
    sha256: str
    intact: bool


@dataclass(frozen=True, slots=True)
class State:
    """`problem` says why the embedded data answer instead of the instance's warehouse, or what is damaged."""

    folder: str
    is_embedded: bool
    stamp: str
    built_by: str
    placed_on: str
    files: tuple[FileState, ...]
    sources: tuple[SourceInfo, ...]
    problem: str
    fictitious: tuple[str, ...]
    """Tables that hold generated rows."""

    @property
    def is_sound(self) -> bool:
        return not self.problem and all(file.intact for file in self.files)

    def as_json(self) -> dict[str, Any]:
        told = asdict(self)
        names = {"folder": "dossier", "is_embedded": "embarque", "stamp": "empreinte", "built_by": "construit_par"}
        names |= {"placed_on": "en_place_depuis", "files": "fichiers", "sources": "sources", "problem": "probleme"}
        names |= {"fictitious": "tables_fictives"}
        return {names[key]: value for key, value in told.items()}


def state() -> State:
    """Reads every file again to check its digest; also checks the instance's warehouse when it does not answer."""
    warehouse = current()
    manifest = warehouse.manifest
    placed = datetime.fromtimestamp(warehouse.folder.stat().st_mtime, UTC).date().isoformat()
    return State(
        folder=str(warehouse.folder),
        is_embedded=warehouse.folder == EMBEDDED,
        stamp=manifest.stamp,
        built_by=manifest.built_by,
        placed_on=placed,
        files=tuple(_file(warehouse.folder, file) for file in manifest.files),
        sources=manifest.sources,
        problem=typed(warehouse.fallback),
        fictitious=manifest.fictitious,
    )


def _file(home: Path, file: FileInfo) -> FileState:
    path = home / file.name
    intact = path.exists() and digest_of(path) == file.sha256
    return FileState(file.name, file.rows, file.bytes, file.sha256, intact)
