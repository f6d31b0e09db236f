"""Where the bytes of an instance are: its folder, or a bucket of an S3-compatible storage, under the same names.

A name has its bytes whole, or is not there. OSError when they cannot be reached: `Unreachable` when it is the bucket.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import IO, Any, Protocol, cast
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.core.files import File
from django.core.files.storage import storages

from maillage.community.library import drafts

FOLDER = "fichiers"
"""Every name begins so, in the folder, in the bucket and in archives."""
ALIAS = "depots"
"""The storage of Django that takes the place of the folder, when the settings have one."""
CHUNK = 1 << 20
_ABSENT = {"404", "NoSuchKey"}
_FULL = {"QuotaExceeded", "XMinioStorageFull", "InsufficientCapacity", "507"}


class Unreachable(OSError):
    """The bucket does not answer, or refuses; `strerror` is a French sentence without its full stop."""


class Shelf(Protocol):
    """What is asked of a place where bytes are kept."""

    @property
    def place(self) -> str:
        """As one tells it to who keeps the instance."""

    def holds(self, name: str) -> bool: ...

    def open(self, name: str) -> IO[bytes]:
        """The bytes, from their start. FileNotFoundError."""

    def put(self, name: str, content: IO[bytes]) -> None:
        """Whole and kept for good, or not at all; in place of what had this name."""

    def remove(self, name: str) -> None:
        """Nothing is said when the name is not there."""

    def clear(self, under: str) -> None:
        """Removes every name of a folder."""

    def names(self, under: str = FOLDER) -> dict[str, float]:
        """Every name of a folder, sorted -> when it was written, in seconds since 1970."""

    def drop_drafts(self) -> int:
        """Removes what writers that died left unfinished; how many."""

    def prune(self) -> None:
        """Removes empty folders; nobody writes meanwhile."""


def shelf() -> Shelf:
    """The one of this instance."""
    return Bucket(storages[ALIAS]) if ALIAS in settings.STORAGES else Folder(Path(settings.MAILLAGE_DIR))


class Folder:
    """The folder of the instance, on a disk or shared by NFS."""

    def __init__(self, home: Path) -> None:
        self._home = home

    @property
    def place(self) -> str:
        return str(self._home / FOLDER)

    def holds(self, name: str) -> bool:
        return (self._home / name).is_file()

    def open(self, name: str) -> IO[bytes]:
        return (self._home / name).open("rb")

    def put(self, name: str, content: IO[bytes]) -> None:
        place = self._home / name
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with drafts.written(place) as file:
            for chunk in iter(lambda: content.read(CHUNK), b""):
                file.write(chunk)

    def remove(self, name: str) -> None:
        (self._home / name).unlink(missing_ok=True)

    def clear(self, under: str) -> None:
        for name in self.names(under):
            self.remove(name)
        _prune(self._home / under)

    def names(self, under: str = FOLDER) -> dict[str, float]:
        found = (path for path in (self._home / under).rglob("*") if path.name[0] != "." and not path.is_symlink())
        return {path.relative_to(self._home).as_posix(): path.stat().st_mtime for path in sorted(found) if path.is_file()}

    def drop_drafts(self) -> int:
        return drafts.swept((self._home / FOLDER).rglob(".*"))

    def prune(self) -> None:
        _prune(self._home / FOLDER)


class Bucket:
    """A bucket, through django-storages: private, each name written by one request, so that none is ever seen half written."""

    def __init__(self, storage: Any) -> None:
        self._storage = storage
        home = storage.location.strip("/")
        self._start = f"{home}/" if home else ""

    @property
    def place(self) -> str:
        return "/".join(("s3:/", self._storage.bucket_name, *filter(None, [self._start.strip("/"), FOLDER])))

    @property
    def is_in_clear(self) -> bool:
        """Whether bytes leave this machine without HTTPS."""
        parts = urlsplit(self._storage.endpoint_url or "https:")
        return parts.scheme != "https" and parts.hostname not in ("localhost", "127.0.0.1", "::1")

    def try_out(self) -> bool:
        """Writes, reads and removes a name that is none of ours; whether anybody could read it without a key."""
        name = f"essais/{uuid4().hex}"
        self.put(name, BytesIO(b"essai"))
        try:
            with self.open(name) as content:
                content.read()
            return self._is_public(name)
        finally:
            self.remove(name)

    def _is_public(self, name: str) -> bool:
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            self._storage.unsigned_connection.Object(self._storage.bucket_name, f"{self._start}{name}").load()
        except (BotoCoreError, ClientError):
            return False
        return True

    def holds(self, name: str) -> bool:
        with _told(name):
            return bool(self._storage.exists(name))

    def open(self, name: str) -> IO[bytes]:
        """A copy, in memory or in the temporary folder of this machine."""
        with _told(name):
            return cast(IO[bytes], self._storage.open(name, "rb").file)

    def put(self, name: str, content: IO[bytes]) -> None:
        with _told(name):
            self._storage.save(name, File(content))

    def remove(self, name: str) -> None:
        with _told(name):
            self._storage.delete(name)

    def clear(self, under: str) -> None:
        for name in self.names(under):
            self.remove(name)

    def names(self, under: str = FOLDER) -> dict[str, float]:
        with _told(under):
            found = {one.key: one.last_modified for one in self._storage.bucket.objects.filter(Prefix=f"{self._start}{under}/")}
        return {key.removeprefix(self._start): found[key].timestamp() for key in sorted(found)}

    def drop_drafts(self) -> int:
        return 0

    def prune(self) -> None:
        """A bucket has no folders."""


@contextmanager
def _told(name: str) -> Iterator[None]:
    """What the library says of the bucket, as the errors of files that everything above knows."""
    from botocore.exceptions import BotoCoreError, ClientError
    from s3transfer.exceptions import RetriesExceededError

    try:
        yield
    except ClientError as problem:
        code = str(problem.response.get("Error", {}).get("Code", ""))
        if code in _ABSENT:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), name) from problem
        number = errno.ENOSPC if code in _FULL else errno.EIO
        raise Unreachable(number, f"le stockage des fichiers refuse ({code or problem})", name) from problem
    except (BotoCoreError, RetriesExceededError) as problem:
        raise Unreachable(errno.EIO, f"le stockage des fichiers ne répond pas ({type(problem).__name__})", name) from problem


def _prune(folder: Path) -> None:
    """Empty folders go, this one too."""
    for path in [*sorted(folder.rglob("*"), reverse=True), folder]:
        if path.is_dir() and not path.is_symlink() and not any(path.iterdir()):
            path.rmdir()
