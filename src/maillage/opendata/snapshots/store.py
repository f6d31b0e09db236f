"""Keep a publisher's file for ever, with its digest and where it came from; list what is kept; choose what serves."""

import fcntl
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

FOLDER = "instantanes"
_CHUNK = 1 << 20
_UNSAFE = re.compile(r"[^A-Za-z0-9.-]+")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One kept file. `rows` and `rejected` are those of the load that let it in."""

    source: str
    period: str
    part: str
    """Which part of the source it is (a profession, a région, a data set); "" when the source is one file."""
    published: str
    """Day of publication (ISO): said by the file or the person, else the day it was kept."""
    kept_on: str
    file: str
    original: str
    origin: str
    """Address it was fetched from; "" for a file given by a person."""
    sha256: str
    bytes: int
    rows: int
    rejected: int
    fictitious: bool
    """Invented data: every row of its tables is `fictif`."""
    validators: dict[str, str]
    """What the server said of the file (ETag, Last-Modified), to ask only for what is new."""
    number: int = 0
    """Its rank among those of its source: of two files of the same day, the last kept is the newer."""

    @property
    def stem(self) -> str:
        return self.file.removesuffix("".join(Path(self.file).suffixes[-1:]))


def folder_of(home: Path, source: str) -> Path:
    return home / FOLDER / source


def path_of(home: Path, snapshot: Snapshot) -> Path:
    return folder_of(home, snapshot.source) / snapshot.file


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def file_name(period: str, part: str, published: date, sha256: str, original: str) -> str:
    """`<period>[_<part>]_<published>_<sha12><ext>`."""
    words = [_safe(period), *([_safe(part)] if part else []), published.isoformat(), sha256[:12]]
    return "_".join(words) + "".join(Path(original).suffixes[-1:]).lower()


def _safe(text: str) -> str:
    return _UNSAFE.sub("-", text).strip("-")[:60] or "sans-nom"


def listed(home: Path, source: str) -> list[Snapshot]:
    """Every snapshot of a source whose sheet can be read, oldest first."""
    found = []
    for sheet in sorted(folder_of(home, source).glob("*.json")):
        try:
            found.append(Snapshot(**json.loads(sheet.read_text(encoding="utf-8"))))
        except (ValueError, TypeError, OSError):
            continue
    return sorted(found, key=_age)


def _age(snapshot: Snapshot) -> tuple[str, str, str, int]:
    return snapshot.period, snapshot.published, snapshot.kept_on, snapshot.number


def serving(snapshots: Iterable[Snapshot], *, several_periods: bool) -> list[Snapshot]:
    """The newest of each part, and of each period when the source keeps its periods side by side; oldest first."""
    newest: dict[tuple[str, str], Snapshot] = {}
    for snapshot in sorted(snapshots, key=_age):
        newest[snapshot.part, snapshot.period if several_periods else ""] = snapshot
    return sorted(newest.values(), key=lambda kept: (*_age(kept), kept.part))


def keep(home: Path, given: Path, snapshot: Snapshot) -> Snapshot:
    """Copies the file in, then writes its sheet: a snapshot without sheet does not exist. Kept again, it becomes the newest."""
    folder = folder_of(home, snapshot.source)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / snapshot.file
    sheet = folder / f"{snapshot.stem}.json"
    if not is_intact(home, snapshot):
        _copy(given, path, snapshot.sha256)
    partial = sheet.with_name(f".{sheet.name}.part")
    partial.write_text(json.dumps(asdict(snapshot), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    partial.replace(sheet)
    return snapshot


def _copy(given: Path, path: Path, sha256: str) -> None:
    aside = path.with_name(f".{path.name}.part")
    shutil.copyfile(given, aside)
    if digest_of(aside) != sha256:
        aside.unlink()
        raise OSError("le fichier a changé pendant sa copie")
    aside.chmod(0o444)
    aside.replace(path)


def is_intact(home: Path, snapshot: Snapshot) -> bool:
    path = path_of(home, snapshot)
    return path.exists() and path.stat().st_size == snapshot.bytes and digest_of(path) == snapshot.sha256


class Busy(RuntimeError):
    """Another command is changing the data of this instance."""


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """One writer at a time; `Busy` when there is already one."""
    folder = home / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / ".verrou", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Busy("Une autre commande change déjà les données de cette instance : attendez qu'elle finisse.") from None
        yield
    finally:
        os.close(handle)
