"""The gate of the data: a file is read whole, judged beside the last good one, and only then kept."""

import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from maillage.kernel import french
from maillage.kernel.french import plural
from maillage.opendata.snapshots import store, tables
from maillage.opendata.snapshots.store import Snapshot
from maillage.opendata.sources import opening, reading, registry
from maillage.opendata.sources.places import Places
from maillage.opendata.sources.source import Loaded, Progress, Source, UnableToRead, silent

_SHRUNK = 0.7
"""A file that gives less than this share of the rows of the last one is taken for a broken download."""
_OFTEN = 300
_PERIOD = re.compile(r"(19|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_INVENTED = ("fictif", "fictive", "sample.csv")


class Refused(ValueError):
    """The file is not taken, nothing changed; the message is a French sentence."""


@dataclass(frozen=True, slots=True)
class Given:
    """A file as it arrives. What is empty is asked of the file, of its name, then of `day`."""

    source: str
    path: Path
    day: date
    period: str = ""
    part: str = ""
    published: date | None = None
    name: str = ""
    origin: str = ""
    validators: Mapping[str, str] = field(default_factory=dict)
    fictitious: bool = False

    @property
    def original(self) -> str:
        return self.name or self.path.name


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of it. `kept` is false for a trial and for a file that is already there."""

    snapshot: Snapshot
    loaded: Loaded
    kept: bool
    remark: str = ""


def take(
    home: Path, given: Given, places: Places, *, trial: bool = False, force: bool = False, progress: Progress = silent
) -> Taken:
    """Keeps the file and its tables. Refused or UnableToRead leave everything as it was."""
    source = registry.source_of(given.source)
    if not given.path.is_file():
        raise Refused(f"Le fichier « {given.path} » n'existe pas.")
    sha256 = _digest(given.path)
    period = _period(given, source)
    part = given.part or registry.part_of(given.source, given.path) or ""
    loaded = registry.load(given.source, given.path, places, period=period, progress=progress)
    known = store.listed(home, given.source)
    snapshot = _snapshot(given, loaded, sha256, period, part, max((old.number for old in known), default=0) + 1)
    served = store.serving(known, several_periods=source.several_periods)
    if any((old.sha256, old.period, old.part) == (sha256, period, part) for old in served):
        return Taken(snapshot, loaded, kept=False, remark="Ce fichier est déjà conservé : rien n'a changé.")
    doubt = doubt_of(source, loaded, [old for old in known if old.part == part])
    if doubt and not (force or trial):
        force_it = f"« maillage donnees importer {given.source} FICHIER --forcer »"
        raise Refused(f"{doubt} Rien n'a été remplacé. Si ce fichier est bon : {force_it}.")
    if not trial:
        store.keep(home, given.path, snapshot)
        tables.store(home, snapshot, loaded, places)
    return Taken(snapshot, loaded, kept=not trial, remark=doubt or _behind(snapshot, known, source) or _undated(given, loaded))


def _digest(path: Path) -> str:
    try:
        return store.digest_of(path)
    except OSError as error:
        raise opening.damaged(path, error) from None


def _period(given: Given, source: Source) -> str:
    if given.period and not _PERIOD.fullmatch(given.period):
        raise Refused(f"La période « {given.period} » n'est pas comprise : écrivez 2024, 2026-09 ou 2026-09-15.")
    found = given.period or registry.period_of(given.source, given.path) or reading.period_in(given.original)
    if found:
        return found
    if source.renewed_days < _OFTEN:
        return given.day.isoformat()
    raise Refused(
        f"Ni « {given.original} » ni son contenu ne disent leur période : donnez-la avec --periode, par exemple 2024."
    )


def _behind(snapshot: Snapshot, known: Sequence[Snapshot], source: Source) -> str:
    """An older file is kept, and does not take the place of the newer one."""
    serving = store.serving([*known, snapshot], several_periods=source.several_periods)
    if snapshot in serving:
        return ""
    newer = next(kept for kept in serving if kept.part == snapshot.part)
    return f"Un fichier plus récent sert déjà (période {newer.period}) : celui-ci est seulement conservé."


def _snapshot(given: Given, loaded: Loaded, sha256: str, period: str, part: str, number: int) -> Snapshot:
    published = given.published or loaded.published or _day_in(given.original) or given.day
    return Snapshot(
        source=given.source,
        period=period,
        part=part,
        published=published.isoformat(),
        kept_on=given.day.isoformat(),
        file=store.file_name(period, part, published, sha256, given.original),
        original=given.original,
        origin=given.origin,
        sha256=sha256,
        bytes=given.path.stat().st_size,
        rows=loaded.rows,
        rejected=loaded.counts["lignes rejetées"],
        fictitious=given.fictitious or any(word in given.original.lower() for word in _INVENTED),
        validators=dict(given.validators),
        number=number,
    )


def _undated(given: Given, loaded: Loaded) -> str:
    """A vintage that is only the day of the import must not pass for that of the publisher."""
    if given.origin or given.published or loaded.published or _day_in(given.original):
        return ""
    return "Ce fichier ne dit pas quand il a été publié, le jour de l'import en tient lieu : donnez-le avec --publie-le."


def _day_in(name: str) -> date | None:
    found = reading.period_in(name) or ""
    try:
        return date.fromisoformat(found)
    except ValueError:
        return None


def doubt_of(source: Source, loaded: Loaded, known: Sequence[Snapshot]) -> str:
    """Why this load should not replace the last one, in one sentence; empty when nothing is strange."""
    read, rejected = loaded.counts["lignes lues"], loaded.counts["lignes rejetées"]
    if loaded.rows < source.least_rows:
        return (
            f"Le fichier ne donne que {plural(loaded.rows, 'ligne')}, il en faut au moins {french.number(source.least_rows)}."
        )
    if read and rejected > source.most_rejected * read:
        lines = plural(rejected, "ligne rejetée", "lignes rejetées")
        return f"{lines} sur {french.number(read)}, c'est trop : voyez-les avec --essai --rejets LIGNES.csv."
    if known and loaded.rows < _SHRUNK * known[-1].rows:
        before = f"le précédent ({known[-1].period}) en donnait {french.number(known[-1].rows)}"
        return f"Le fichier donne {plural(loaded.rows, 'ligne')}, {before} : il paraît coupé."
    return ""


def bundle(paths: Sequence[Path], target: Path) -> Path:
    """Several files of one publication as one archive, the same bytes for the same files."""
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(paths, key=lambda path: path.name):
            info = zipfile.ZipInfo(path.name, (1980, 1, 1, 0, 0, 0))
            with path.open("rb") as file, archive.open(info, "w", force_zip64=True) as inside:
                while chunk := file.read(1 << 20):
                    inside.write(chunk)
    return target


__all__ = ["Given", "Refused", "Taken", "UnableToRead", "bundle", "doubt_of", "take"]
