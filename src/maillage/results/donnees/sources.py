"""Each source of the product: loaded or not, from when, and the command that loads it."""

from dataclasses import dataclass
from datetime import date

from maillage.opendata.snapshots import store
from maillage.opendata.snapshots.store import Snapshot
from maillage.opendata.sources import registry
from maillage.opendata.sources.source import Source
from maillage.results.donnees.making import home
from maillage.results.territoires.source import current
from maillage.results.territoires.words import typed


@dataclass(frozen=True, slots=True)
class SnapshotState:
    """One kept file. `serves`: its rows are in the warehouse; `intact` is None when it was not checked."""

    period: str
    part: str
    published: str
    kept_on: str
    file: str
    rows: int
    rejected: int
    age_days: int
    old: bool
    serves: bool
    fictitious: bool
    intact: bool | None


@dataclass(frozen=True, slots=True)
class SourceState:
    """A source and its snapshots, newest first."""

    name: str
    title: str
    publisher: str
    licence: str
    address: str
    automatic: bool
    command: str
    snapshots: tuple[SnapshotState, ...]

    @property
    def is_loaded(self) -> bool:
        return any(snapshot.serves for snapshot in self.snapshots)


def command_for(name: str) -> str:
    """What to type to load this source."""
    verb = "actualiser" if registry.source_of(name).downloads else "importer"
    return f"maillage donnees {verb} {name}{' FICHIER' if verb == 'importer' else ''}"


def is_loaded(name: str) -> bool:
    """Whether the warehouse that answers holds a real snapshot of this source."""
    return any(snapshot.source == name for snapshot in current().manifest.snapshots)


def not_loaded(name: str) -> str:
    """« Source non chargée : … »; how to load it is for who keeps the instance (`command_for`)."""
    return typed(f"Source non chargée : {registry.source_of(name).title}.")


def source_states(day: date, *, check: bool = False) -> tuple[SourceState, ...]:
    """Every source of the product, by name; `check` reads the kept files again for their digests."""
    return tuple(_state(source, day, check) for source in registry.all_sources())


def _state(source: Source, day: date, check: bool) -> SourceState:
    kept = store.listed(home(), source.name)
    serving = {info.sha256 for info in current().manifest.snapshots if info.source == source.name}
    return SourceState(
        source.name,
        source.title,
        source.publisher,
        source.licence,
        source.address,
        bool(source.downloads),
        command_for(source.name),
        tuple(_snapshot(source, snapshot, day, snapshot.sha256 in serving, check) for snapshot in reversed(kept)),
    )


def _snapshot(source: Source, kept: Snapshot, day: date, serves: bool, check: bool) -> SnapshotState:
    age = (day - date.fromisoformat(kept.published)).days
    return SnapshotState(
        kept.period,
        kept.part,
        kept.published,
        kept.kept_on,
        kept.file,
        kept.rows,
        kept.rejected,
        age,
        age > 2 * source.renewed_days,
        serves,
        kept.fictitious,
        store.is_intact(home(), kept) if check else None,
    )
