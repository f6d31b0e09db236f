"""Writes the archive of the instance: every table as lines of JSON, files, and a manifest; never the secret key."""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.db import connection
from django.db.models import Model

from maillage import __version__
from maillage.accounts import journal
from maillage.accounts.walls import outside
from maillage.community.library import drafts
from maillage.community.library.shelf import shelf
from maillage.results.instance import archive, deposited, tables
from maillage.results.instance.digests import Fingerprint, Part, files, of_files
from maillage.results.instance.reading import one_moment

TABLES, SNAPSHOTS = "tables", "instantanes"


@dataclass(frozen=True, slots=True)
class Saved:
    """What an archive holds, for the person who made it."""

    digest: str
    rows: int
    files: int
    size: int
    faults: tuple[str, ...] = ()
    """Files whose bytes are lost or altered, in sentences: what the archive cannot give back."""


class Writer:
    """Adds members to a ZIP and keeps the digest of each."""

    def __init__(self, opened: zipfile.ZipFile) -> None:
        self._opened = opened
        self.members: dict[str, str] = {}

    def add(self, name: str, chunks: Iterable[bytes]) -> None:
        total = hashlib.sha256()
        with self._opened.open(name, "w", force_zip64=True) as member:
            for chunk in chunks:
                member.write(chunk)
                total.update(chunk)
        self.members[name] = total.hexdigest()

    def add_file(self, name: str, content: IO[bytes]) -> None:
        with content:
            self.add(name, iter(lambda: content.read(archive.CHUNK), b""))

    def add_table(self, model: type[Model]) -> Part:
        """One line a row, written as it is read; gives its part of the fingerprint."""
        digests: list[bytes] = []

        def lines() -> Iterable[bytes]:
            for row in tables.rows(model):
                line = tables.as_json(row).encode()
                digests.append(hashlib.sha256(line).digest())
                yield line + b"\n"

        self.add(f"{TABLES}/{model._meta.label_lower}.jsonl", lines())
        return Part(len(digests), hashlib.sha256(b"".join(sorted(digests))).hexdigest())


@contextmanager
def new_archive(path: Path) -> Iterator[zipfile.ZipFile]:
    """An archive written beside its place, then put there whole."""
    with drafts.written(path) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as opened:
        yield opened


def save(path: Path, *, now: datetime, with_snapshots: bool = False) -> Saved:
    """Makes the archive beside its place, then puts it there whole: an interrupted backup leaves nothing. OSError as it comes."""
    with new_archive(path) as opened:
        writer = Writer(opened)
        found = _fill(writer, opened, now, with_snapshots)
    rows = sum(part.count for part in found.tables.values())
    said = tuple(fault.sentence for fault in deposited.faults(deep=True, known=writer.members))
    return Saved(found.total, rows, found.files.count, path.stat().st_size, said)


def _fill(writer: Writer, opened: zipfile.ZipFile, now: datetime, with_snapshots: bool) -> Fingerprint:
    with one_moment(), outside("the backup of the whole instance"):
        ends = journal.anchors()
        parts = {model._meta.db_table: writer.add_table(model) for model in tables.records()}
        kept = shelf().names()
    for name in kept:
        writer.add_file(name, shelf().open(name))
    snapshots = files(SNAPSHOTS)
    if with_snapshots:
        for name, path in snapshots.items():
            writer.add_file(name, path.open("rb"))
    found = Fingerprint(parts, of_files(kept, writer.members))
    manifest: dict[str, Any] = {
        "format": archive.FORMAT,
        "version": archive.VERSION,
        "maillage": __version__,
        "le": now.isoformat(timespec="seconds"),
        "base": connection.vendor,
        "migrations": archive.migrations(),
        "empreinte": found.total,
        "instantanes": sorted(snapshots),
        "journal": {chain: list(end) for chain, end in sorted(ends.items())},
        "membres": writer.members,
    }
    opened.writestr(archive.MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
    return found
