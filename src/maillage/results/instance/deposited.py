"""The bytes that people deposited, against the rows that name them: lost, altered, or named by nobody."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings

from maillage.accounts.walls import outside, within
from maillage.community.communities.models import Community
from maillage.community.library import actions as library
from maillage.community.library import drafts, storage
from maillage.community.library.models import File
from maillage.community.library.shelf import shelf
from maillage.results.instance import digests

_GRACE = 24 * 3_600
"""Seconds after which bytes without their CPTS are no longer those of an import."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A file of a CPTS whose bytes are not there, or are no longer those that it named."""

    community: str
    name: str
    is_altered: bool = False

    @property
    def sentence(self) -> str:
        what = "le contenu n'est plus celui qui a été déposé" if self.is_altered else "le contenu manque"
        return f"« {self.name} » ({self.community}) : {what}"


def faults(*, deep: bool = False, known: Mapping[str, str] | None = None) -> Iterator[Fault]:
    """Files without their bytes; with `deep`, those whose bytes changed too: each is read whole, but for those of which the
    digest of a name is `known` already."""
    with outside("the bytes of every CPTS are looked at"):
        rows = list(File.objects.select_related("community").order_by("community__name", "name"))
    held, seen = shelf().names(), dict(known or {})
    for row in rows:
        name = storage.name_of(row.community_id, row.sha256)
        if name not in held:
            yield Fault(row.community.name, row.name)
        elif deep and _digest(name, seen) != row.sha256:
            yield Fault(row.community.name, row.name, is_altered=True)


def _digest(name: str, seen: dict[str, str]) -> str:
    if name not in seen:
        seen[name] = digests.of_file(name)
    return seen[name]


def sweep() -> int:
    """Erases bytes that no row names, and what processes that died were writing; how many. The site may answer meanwhile."""
    swept = drafts.swept(Path(settings.MAILLAGE_DIR).glob("code/.*")) + shelf().drop_drafts()
    folders = dict[str, float]()
    for name, written in shelf().names().items():
        folder = name.split("/")[1]
        folders[folder] = max(written, folders.get(folder, 0))
    return swept + sum(_sweep_one(folder, written) for folder, written in folders.items())


def _sweep_one(folder: str, written: float) -> int:
    """`written` is when the last of its bytes came."""
    try:
        key = UUID(folder)
    except ValueError:
        return 0  # no folder of ours
    if community := Community.objects.filter(pk=key).first():
        with within(community):
            return library.sweep(community)
    if time.time() - written < _GRACE:
        return 0  # an import may be bringing it
    loose = len(storage.kept(key))
    storage.forget_all(key)
    return loose
