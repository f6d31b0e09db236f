"""Ask the publishers for what is new, source by source; one that fails never stops the others nor changes its own data."""

import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from maillage.kernel.french import plural
from maillage.opendata.snapshots import intake, store
from maillage.opendata.snapshots.fetch import Fetched, UnableToFetch, fetch
from maillage.opendata.snapshots.intake import Given, Refused, Taken
from maillage.opendata.sources import registry
from maillage.opendata.sources.places import Places
from maillage.opendata.sources.source import Progress, Source, UnableToRead, silent

NEW, SAME, BY_HAND, FAILED = "nouveau", "inchangé", "à la main", "échec"
ProgressOf = Callable[[str], Progress]
"""The progress to show while a source is fetched, then read."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source, in a French sentence."""

    source: str
    state: str
    sentence: str
    taken: Taken | None = None


def update(
    home: Path,
    names: Iterable[str],
    places: Places,
    *,
    day: date,
    addresses: tuple[str, ...] = (),
    progress_of: ProgressOf = lambda label: silent,
) -> list[Outcome]:
    """`addresses` replace those of the publisher, for a mirror; they serve one source."""
    return [_one(home, registry.source_of(name), places, day, addresses, progress_of) for name in names]


def _one(home: Path, source: Source, places: Places, day: date, addresses: tuple[str, ...], progress_of: ProgressOf) -> Outcome:
    asked = addresses or source.downloads
    if not asked:
        where = f" : {source.address}" if source.address else ""
        return Outcome(
            source.name, BY_HAND, f"À télécharger vous-même{where}, puis « maillage donnees importer {source.name} FICHIER »."
        )
    (home / store.FOLDER).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".recu-", dir=home / store.FOLDER) as folder:
        try:
            given = _fetched(home, source, asked, Path(folder), day, progress_of)
            if given is None:
                return Outcome(source.name, SAME, "Rien de nouveau chez l'éditeur.")
            taken = intake.take(home, given, places, progress=progress_of(f"{source.name} : lecture"))
        except (UnableToFetch, UnableToRead, Refused) as error:
            return Outcome(source.name, FAILED, str(error))
    if not taken.kept:
        return Outcome(source.name, SAME, taken.remark, taken)
    return Outcome(source.name, NEW, f"Période {taken.snapshot.period}, {plural(taken.snapshot.rows, 'ligne')}.", taken)


def _fetched(
    home: Path, source: Source, asked: tuple[str, ...], folder: Path, day: date, progress_of: ProgressOf
) -> Given | None:
    """Everything again as soon as one of the files changed."""
    last = next((kept for kept in reversed(store.listed(home, source.name)) if kept.origin == " ".join(asked)), None)
    known = last.validators if last else {}
    progress = progress_of(f"{source.name} : téléchargement")
    found = [fetch(address, _place(folder, i), _of(known, i), progress) for i, address in enumerate(asked)]
    if all(file is None for file in found):
        return None
    files = [file or _again(asked[i], _place(folder, i)) for i, file in enumerate(found)]
    path = files[0].path if len(files) == 1 else intake.bundle([file.path for file in files], folder / f"{source.name}.zip")
    validators = {f"{i} {key}": value for i, file in enumerate(files) for key, value in file.validators.items()}
    name = files[0].name if len(files) == 1 else f"{Path(files[0].name).stem}.zip"
    return Given(source.name, path, day, name=name, origin=" ".join(asked), validators=validators)


def _place(folder: Path, number: int) -> Path:
    place = folder / str(number)
    place.mkdir(exist_ok=True)
    return place


def _of(validators: dict[str, str], number: int) -> dict[str, str]:
    return {key.split(" ", 1)[1]: value for key, value in validators.items() if key.startswith(f"{number} ")}


def _again(address: str, folder: Path) -> Fetched:
    fetched = fetch(address, folder, {})
    if fetched is None:
        raise UnableToFetch(f"« {address} » dit ne pas avoir changé sans donner le fichier.")
    return fetched
