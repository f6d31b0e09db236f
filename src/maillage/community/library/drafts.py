"""Files written aside, then put at their place whole; what a process that died was writing can be told from what is being written."""

import fcntl
import os
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

_FORSAKEN = 24 * 3_600
"""Seconds after which a draft is of the dead where the disk keeps no locks."""
_JUST_MADE = 1.0
"""Seconds: made, and not yet held."""


@contextmanager
def written(place: Path) -> Iterator[IO[bytes]]:
    """A file that takes its place, on the disk, when the context ends; not at all when it fails. Held while it is written."""
    handle, draft = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            with suppress(OSError):  # a shared disk without locks: its age tells
                fcntl.flock(file, fcntl.LOCK_EX)
            yield file
            file.flush()
            os.fsync(file.fileno())
            Path(draft).replace(place)
        _settle(place.parent)
    finally:
        Path(draft).unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    """The names in a folder reach the disk too: after a fault, a row never points at a name that was not written."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def swept(found: Iterable[Path]) -> int:
    """Erases those of `found` that nobody writes any more; how many."""
    forsaken = [path for path in found if path.is_file() and _is_forsaken(path)]
    for path in forsaken:
        path.unlink(missing_ok=True)
    return len(forsaken)


def _is_forsaken(draft: Path) -> bool:
    """Its writer let it go as it died, or it is very old."""
    try:
        with draft.open("rb") as file:
            age = time.time() - os.fstat(file.fileno()).st_mtime
            with suppress(OSError):
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return age > _JUST_MADE
    except FileNotFoundError:
        return False
    return age > _FORSAKEN
