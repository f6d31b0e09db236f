"""The bytes that people deposited, against the rows that name them: lost, altered, or named by nobody."""

import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings

from maillage.accounts.walls import outside, within
from maillage.community.communities.models import Community
from maillage.community.library import actions as library
from maillage.community.library import drafts, storage
from maillage.community.library.models import File
from maillage.results.instance import digests

_IMPORT_AGE = 24 * 3_600
"""Seconds after which a folder without its CPTS is no longer that of an import."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A file of a CPTS whose bytes are not there, or are no longer those that it named."""

    community: str
    name: str
    is_altered: bool = False

    @property
    def sentence(self) -> str:
        what = "le contenu n'est plus celui qui a été déposé" if self.is_altered else "le contenu manque sur le disque"
        return f"« {self.name} » ({self.community}) : {what}"


def faults(*, deep: bool = False) -> Iterator[Fault]:
    """Files without their bytes; with `deep`, those whose bytes changed too: each is read whole."""
    with outside("the bytes of every CPTS are looked at"):
        rows = list(File.objects.select_related("community").order_by("community__name", "name"))
    seen: dict[tuple[UUID, str], bool | None] = {}
    for row in rows:
        place = storage.path_of(row.community_id, row.sha256)
        key = (row.community_id, row.sha256)
        if key not in seen:
            seen[key] = None if not place.is_file() else deep and digests.of_file(place) != row.sha256
        if (altered := seen[key]) is None or altered:
            yield Fault(row.community.name, row.name, bool(altered))


def sweep() -> int:
    """Erases bytes that no row names, and what processes that died were writing; how many. The site may answer meanwhile."""
    home = Path(settings.MAILLAGE_DIR)
    swept = drafts.swept(home.glob("code/.*"))
    for folder in sorted((home / storage.FOLDER).glob("*")):
        swept += _sweep_one(folder)
    return swept


def _sweep_one(folder: Path) -> int:
    undone = storage.sweep_drafts(folder)
    try:
        community = Community.objects.filter(pk=UUID(folder.name)).first()
    except ValueError:
        return undone  # no folder of ours
    if community:
        with within(community):
            return undone + library.sweep(community)
    if time.time() - folder.stat().st_mtime < _IMPORT_AGE:
        return undone  # an import may be bringing it
    loose = len(storage.kept(UUID(folder.name)))
    shutil.rmtree(folder, ignore_errors=True)
    return undone + loose
