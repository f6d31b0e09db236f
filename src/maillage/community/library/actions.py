"""Adds, removes, brings back and forgets the files of a CPTS."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import IO

from django.db.models import ProtectedError, Sum

from maillage.accounts import journal, turns
from maillage.accounts.models import User
from maillage.accounts.refusals import UnableToSave
from maillage.community.communities.models import Community
from maillage.community.library import kinds, names, storage
from maillage.community.library.models import File

MAX_SIZE = 20 * 1024 * 1024
MAX_TOTAL = 2 * 1024**3
"""All the files of one CPTS: none fills the disk of the others."""
KEPT = timedelta(days=30)
"""How long a removed file can come back."""


@turns.act
def add(
    community: Community,
    *,
    name: str,
    size: int,
    content: IO[bytes],
    by: User,
    now: datetime,
    attached_to: str = "",
    attached_id: str = "",
) -> File:
    """Keeps a file; the one already there when it has the same bytes and goes with the same thing."""
    if not size:
        raise UnableToSave(f"« {name} » est vide : vérifiez le fichier, puis renvoyez-le.")
    if size > MAX_SIZE:
        raise UnableToSave(f"« {name} » pèse {size / 1_048_576:.0f} Mo ; un fichier en pèse 20 au plus : réduisez-le.")
    kind = kinds.kind_of(name, content)
    forget_removed(community, now=now)
    found = storage.digest(content)
    # an institution has the walls of several CPTS open: the same bytes in another one are that one's
    mine = File.objects.filter(community=community, removed_at=None, attached_to=attached_to, attached_id=attached_id)
    same = mine.filter(sha256=found).first()
    if same:
        return same
    held = File.objects.filter(community=community).aggregate(total=Sum("size"))["total"] or 0
    if held + size > MAX_TOTAL:
        raise UnableToSave(
            f"« {name} » ne tient plus : les fichiers d'une CPTS pèsent 2 Go au plus, et ceux-ci y sont presque. "
            f"Retirez-en de Documents ; leur place se libère au bout de {KEPT.days} jours."
        )
    turns.if_undone(partial(sweep, community, only=[found]))
    storage.keep(community.pk, found, content)
    row: File = File.objects.create(
        community=community,
        name=names.shown(name, kind),
        kind=kind,
        size=size,
        sha256=found,
        added_at=now,
        added_by=by,
        attached_to=attached_to,
        attached_id=attached_id,
    )
    journal.write("fichier_ajoute", by=by, at=now, chain=community.pk, subject=row, nature=str(kind), octets=size)
    return row


@turns.act
def remove(file: File, *, by: User, now: datetime) -> None:
    """Takes a file out of the lists; it can come back for KEPT."""
    if File.objects.filter(pk=file.pk, removed_at=None).update(removed_at=now, removed_by=by):
        journal.write("fichier_retire", by=by, at=now, chain=file.community_id, subject=file)


@turns.act
def bring_back(file: File, *, by: User, now: datetime) -> None:
    """Undoes a removal."""
    if File.objects.filter(pk=file.pk).exclude(removed_at=None).update(removed_at=None, removed_by=None):
        journal.write("fichier_remis", by=by, at=now, chain=file.community_id, subject=file)


@turns.act
def forget_removed(community: Community, *, now: datetime) -> int:
    """Erases files removed since more than KEPT, and their bytes when no other file has the same; how many.

    A file that something else holds (one that went with a transmission) stays, out of the lists.
    """
    old = list(File.objects.filter(community=community, removed_at__lt=now - KEPT))
    gone = [file for file in old if _erase(file)]
    left = File.objects.filter(community=community, sha256__in=[file.sha256 for file in gone])
    kept = set(left.values_list("sha256", flat=True))
    for sha256 in {file.sha256 for file in gone} - kept:
        storage.forget(community.pk, sha256)
    return len(gone)


@turns.act
def sweep(community: Community, *, only: Iterable[str] | None = None) -> int:
    """Erases bytes that no file names (a transaction undone, a process killed before its rows); how many. Whoever adds a file
    holds the turn from its first byte to its row: none is swept away under them."""
    held = storage.kept(community.pk) if only is None else {one for one in only if storage.holds(community.pk, one)}
    loose = held - set(File.objects.filter(community=community).values_list("sha256", flat=True))
    for sha256 in loose:
        storage.forget(community.pk, sha256)
    return len(loose)


def _erase(file: File) -> bool:
    try:
        file.delete()
    except ProtectedError:
        return False
    return True
