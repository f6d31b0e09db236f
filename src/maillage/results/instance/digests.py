"""Digest of every record and file: two instances with the same content have the same, whatever their database."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from maillage.accounts.walls import outside
from maillage.community.library import storage
from maillage.community.library.shelf import FOLDER, shelf
from maillage.results.instance import tables
from maillage.results.instance.reading import one_moment

FILES = FOLDER
"""What begins the names of what people deposited, in the instance and in its archives."""


@dataclass(frozen=True, slots=True)
class Part:
    """A table, or the folder of files: how many, and their digest."""

    count: int
    digest: str


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Digests by table, of files, and of everything."""

    tables: Mapping[str, Part]
    files: Part

    @property
    def total(self) -> str:
        parts = [f"{name} {part.count} {part.digest}" for name, part in sorted(self.tables.items())]
        return hashlib.sha256("\n".join([*parts, f"{FILES} {self.files.count} {self.files.digest}"]).encode()).hexdigest()

    def as_json(self) -> dict[str, Any]:
        return {
            "empreinte": self.total,
            "tables": {name: {"lignes": part.count, "empreinte": part.digest} for name, part in sorted(self.tables.items())},
            "fichiers": {"nombre": self.files.count, "empreinte": self.files.digest},
        }


def fingerprint() -> Fingerprint:
    """The digest of this instance, read at one moment."""
    with one_moment(), outside("the digest of the whole instance"):
        return of_database()


def of_database(deposited: Part | None = None) -> Fingerprint:
    """The same, in a transaction and outside walls that the caller opened; `deposited` when the files are known already."""
    found = {
        model._meta.db_table: of_lines(tables.as_json(row).encode() for row in tables.rows(model)) for model in tables.records()
    }
    return Fingerprint(found, deposited or of_files(shelf().names()))


def of_lines(lines: Iterable[bytes]) -> Part:
    """Digest of lines whatever their order."""
    digests = sorted(hashlib.sha256(line).digest() for line in lines)
    return Part(len(digests), hashlib.sha256(b"".join(digests)).hexdigest())


def of_files(names: Iterable[str], known: Mapping[str, str] | None = None) -> Part:
    """Of what people deposited; `known` when the digests of their bytes were read already."""
    return of_lines(f"{name} {known[name] if known else of_file(name)}".encode() for name in names)


def of_file(name: str) -> str:
    """Read whole on the shelf. FileNotFoundError."""
    with shelf().open(name) as file:
        return storage.digest(file)


def files(folder: str) -> dict[str, Path]:
    """Name inside the instance -> path, of every file under one of its folders; those being written are hidden."""
    home = Path(settings.MAILLAGE_DIR)
    found = (path for path in (home / folder).rglob("*") if path.is_file() and not path.is_symlink() and path.name[0] != ".")
    return {path.relative_to(home).as_posix(): path for path in sorted(found)}
