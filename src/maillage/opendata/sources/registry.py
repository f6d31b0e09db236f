"""The sources that exist: every folder of this package that has a loader, found by its name."""

import hashlib
import pkgutil
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from polars.exceptions import PolarsError

from maillage.opendata import sources
from maillage.opendata.sources import alike
from maillage.opendata.sources.opening import DAMAGED, damaged
from maillage.opendata.sources.places import Places
from maillage.opendata.sources.source import Loaded, Progress, Source, UnableToRead, silent

_HERE = Path(__file__).parent
_DAMAGED = (*DAMAGED, PolarsError)


class Loader(Protocol):
    """What `sources/<name>/loader.py` must hold; it may also hold `period_of` and `part_of`, asked of the file's path."""

    SOURCE: Source

    def load(self, path: Path, places: Places, *, period: str, progress: Progress = silent) -> Loaded: ...


class UnknownSource(LookupError):
    """No source has this name; the message is a French sentence."""


@cache
def names() -> tuple[str, ...]:
    """Names of the folders that have a loader, sorted."""
    return tuple(sorted(m.name for m in pkgutil.iter_modules(sources.__path__) if (_HERE / m.name / "loader.py").exists()))


def loader_of(name: str) -> Loader:
    if name not in names():
        raise UnknownSource(f"La source « {name} » n'existe pas : choisissez parmi {', '.join(names())}.")
    return cast(Loader, import_module(f"{sources.__name__}.{name}.loader"))


def source_of(name: str) -> Source:
    return loader_of(name).SOURCE


def all_sources() -> tuple[Source, ...]:
    return tuple(source_of(name) for name in names())


def period_of(name: str, path: Path) -> str | None:
    """What the file says of its own period, when its loader knows how to ask."""
    return _asked(name, "period_of", path)


def part_of(name: str, path: Path) -> str | None:
    """Which part of the source the file is (a profession, a data set): snapshots of several parts serve side by side."""
    return _asked(name, "part_of", path)


def _asked(name: str, question: str, path: Path) -> str | None:
    ask = getattr(loader_of(name), question, None)
    try:
        return cast(str | None, ask(path)) if ask else None
    except (UnableToRead, *_DAMAGED):
        return None


def load(name: str, path: Path, places: Places, *, period: str, progress: Progress = silent) -> Loaded:
    """What the source's loader gives; a damaged file is UnableToRead whatever library noticed it, and so is one of another source."""
    title = source_of(name).title
    try:
        loaded = loader_of(name).load(path, places, period=period, progress=progress)
    except _DAMAGED as error:
        raise damaged(path, error) from None
    except UnableToRead as error:
        raise alike.wrong(path, name, title, str(error)) from None
    if not loaded.rows and loaded.rejected:
        raise alike.wrong(path, name, title, _nothing(path, title, loaded))
    return loaded


def _nothing(path: Path, title: str, loaded: Loaded) -> str:
    """A file whose every line is rejected, in one sentence."""
    lines, first = loaded.counts["lignes lues"], loaded.rejected[0]
    told = f"ses {lines} lignes" if lines > 1 else "sa seule ligne"
    return (
        f"« {path.name} » n'est pas un fichier de « {title} » : {told} sont rejetées, d'abord la ligne {first.line} "
        f"({first.reason} : {first.value[:60]}). Vérifiez la source, ou que c'est le bon fichier."
    ).replace("sa seule ligne sont rejetées", "sa seule ligne est rejetée")


@cache
def code_digest(name: str) -> str:
    """Changes when the loader does: what an older loader gave is then read again from the snapshot."""
    files = sorted([*_HERE.glob("*.py"), *(_HERE / name).rglob("*.py"), *(_HERE / name).rglob("*.yaml")])
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]
