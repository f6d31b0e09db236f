"""Files into the data of the instance: given by a person or asked of the publishers, then the warehouse is built again."""

import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from maillage.opendata import assembly
from maillage.opendata.snapshots import intake, tables
from maillage.opendata.snapshots.intake import Given, Refused, Taken
from maillage.opendata.snapshots.store import Busy, alone
from maillage.opendata.snapshots.update import NEW, Outcome, ProgressOf
from maillage.opendata.snapshots.update import update as ask_publishers
from maillage.opendata.sources import registry
from maillage.opendata.sources.registry import UnknownSource
from maillage.opendata.sources.source import Progress, Rejected, UnableToRead, silent
from maillage.results.donnees.making import home, rebuilt
from maillage.results.territoires.words import typed

__all__ = ["Busy", "ImportReport", "Outcome", "Refused", "UnableToRead", "UnknownSource", "import_files", "updatable", "update"]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import gave. `stamp` is that of the new warehouse, empty when nothing was built."""

    source: str
    title: str
    period: str
    part: str
    published: str
    file: str
    sha256: str
    kept: bool
    rows: dict[str, int]
    counts: dict[str, int]
    remarks: tuple[str, ...]
    rejected: tuple[Rejected, ...]
    stamp: str

    def as_json(self) -> dict[str, Any]:
        names = {"source": "source", "title": "titre", "period": "periode", "part": "lot", "published": "publie_le"}
        names |= {"file": "fichier", "sha256": "sha256", "kept": "conserve", "rows": "tables", "counts": "comptes"}
        names |= {"remarks": "remarques", "stamp": "empreinte"}
        told = {names[key]: value for key, value in asdict(self).items() if key in names}
        told["rejets"] = [{"ligne": row.line, "valeur": row.value, "raison": row.reason} for row in self.rejected]
        return told

    def write_rejected(self, path: Path) -> None:
        tables.write_report(self.rejected, path)


def import_files(
    source: str,
    files: Sequence[Path],
    *,
    day: date,
    period: str = "",
    part: str = "",
    published: date | None = None,
    fictitious: bool = False,
    trial: bool = False,
    force: bool = False,
    progress: Progress = silent,
) -> ImportReport:
    """Several files make one snapshot. Refused, UnableToRead, UnknownSource and Busy leave everything as it was."""
    registry.source_of(source)
    with tempfile.TemporaryDirectory(prefix="maillage-import-") as folder, alone(home()):
        path = files[0] if len(files) == 1 else _bundled(files, Path(folder))
        given = Given(source, path, day, period, part, published, fictitious=fictitious)
        places = assembly.places()
        taken = _taken(given, places, trial, force, progress)
        return _report(taken, rebuilt(places) if taken.kept else "")


def _bundled(files: Sequence[Path], folder: Path) -> Path:
    for path in files:
        if not path.is_file():
            raise Refused(typed(f"Le fichier « {path} » n'existe pas."))
    if len({path.name for path in files}) < len(files):
        raise Refused("Deux des fichiers donnés portent le même nom : renommez-en un.")
    return intake.bundle(files, folder / f"{files[0].stem}.zip")


def _taken(given: Given, places: assembly.Places, trial: bool, force: bool, progress: Progress) -> Taken:
    """With French typography in what is refused."""
    try:
        return intake.take(home(), given, places, trial=trial, force=force, progress=progress)
    except Refused as error:
        raise Refused(typed(str(error))) from None
    except UnableToRead as error:
        raise UnableToRead(typed(str(error))) from None


def _report(taken: Taken, stamp: str) -> ImportReport:
    snapshot, loaded = taken.snapshot, taken.loaded
    return ImportReport(
        snapshot.source,
        registry.source_of(snapshot.source).title,
        snapshot.period,
        snapshot.part,
        snapshot.published,
        snapshot.file,
        snapshot.sha256,
        taken.kept,
        {name: len(table) for name, table in loaded.tables.items()},
        loaded.counts,
        tuple(typed(text) for text in (*loaded.remarks, taken.remark) if text),
        loaded.rejected,
        stamp,
    )


def updatable() -> tuple[str, ...]:
    """Names of the sources that a program may fetch."""
    return tuple(source.name for source in registry.all_sources() if source.downloads)


def update(
    names: Sequence[str], *, day: date, addresses: tuple[str, ...] = (), progress_of: ProgressOf = lambda label: silent
) -> tuple[list[Outcome], str]:
    """What became of each source, and the stamp of the new warehouse (empty when nothing is new)."""
    for name in names:
        registry.source_of(name)
    with alone(home()):
        places = assembly.places()
        outcomes = ask_publishers(home(), names, places, day=day, addresses=addresses, progress_of=progress_of)
        is_new = any(outcome.state == NEW for outcome in outcomes)
        stamp = rebuilt(places) if is_new else ""
    return [Outcome(o.source, o.state, typed(o.sentence), o.taken) for o in outcomes], stamp
