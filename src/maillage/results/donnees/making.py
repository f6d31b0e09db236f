"""Makes the warehouse of the instance: by a command, after an import, or because the code came with newer communes."""

import shutil
from pathlib import Path

from maillage.opendata import assembly
from maillage.opendata.snapshots.store import Busy, alone
from maillage.opendata.sources.places import Places
from maillage.opendata.sources.source import Progress, UnableToRead, silent
from maillage.opendata.warehouse.folder import CorruptWarehouse
from maillage.results.territoires.source import folder
from maillage.results.territoires.words import typed

BUILT_BY = "maillage donnees construire"


class UnableToBuild(RuntimeError):
    """The warehouse could not be made; the one in place, if any, is untouched."""


def home() -> Path:
    """MAILLAGE_DIR."""
    return folder().parent


def build(*, without_fictitious: bool = False, progress: Progress = silent) -> tuple[Path, str]:
    """The warehouse out of the embedded data and the snapshots, swapped in place; its folder and stamp.

    `without_fictitious` first forgets the generated tables, for good.
    """
    try:
        with alone(home()):
            if without_fictitious:
                shutil.rmtree(home() / assembly.GENERATED, ignore_errors=True)
            return folder(), rebuilt(progress=progress)
    except Busy as error:
        raise UnableToBuild(typed(str(error))) from None
    except OSError as error:
        raise UnableToBuild(typed(f"L'entrepôt n'a pas été construit, rien n'a changé : {error}")) from None


def rebuilt(places: Places | None = None, progress: Progress = silent) -> str:
    """The stamp of the new warehouse. The caller holds the lock."""
    try:
        return assembly.assemble(home(), built_by=BUILT_BY, known=places, progress=progress).stamp
    except (CorruptWarehouse, UnableToRead, OSError) as error:
        raise UnableToBuild(typed(f"L'entrepôt n'a pas été construit, rien n'a changé : {error}")) from None


def refresh() -> bool:
    """Builds again when the instance's warehouse stands on older embedded data than this version's; True when it did."""
    if assembly.is_current(home()):
        return False
    build()
    return True
