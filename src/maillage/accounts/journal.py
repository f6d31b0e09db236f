"""Writes and checks the journal: one chain for each community or institution, one for the instance."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Model
from django.dispatch import Signal

from maillage.accounts import turns, walls
from maillage.accounts.acts import ACTS
from maillage.accounts.models import JournalAnchor, JournalEntry, JournalSeal, User

INSTANCE = turns.INSTANCE
_START = "0" * 64
End = tuple[int, str]
"""Number and digest of the last entry of a chain."""
written = Signal()
"""Sent with each `entry`, in the transaction of the act: who tells people of it listens, and the act knows nothing of that."""


@dataclass(frozen=True, slots=True)
class Break:
    """The first entry of a chain that does not hold, and why."""

    chain: str
    number: int
    sentence: str


def write(
    action: str,
    *,
    by: User | None,
    at: datetime,
    chain: UUID | str = INSTANCE,
    subject: Model | None = None,
    **details: str | int | bool | None,
) -> JournalEntry:
    """Adds one act at the end of a chain; in the caller's transaction, so that an act undone leaves no entry."""
    if action not in ACTS:
        raise ValueError(f"« {action} » n'est pas un acte du journal")
    with transaction.atomic():
        with walls.chain(chain):
            turns.continue_chain(str(chain))
            number, previous = _last(str(chain))
            entry = JournalEntry(
                chain=str(chain),
                number=number + 1,
                at=at,
                person_id=by.pk if by else None,
                action=action,
                subject=subject._meta.model_name or "" if subject else "",
                subject_id=str(subject.pk) if subject else "",
                details=details,
                previous=previous,
            )
            entry.digest = digest(entry)
            entry.save(force_insert=True)
            _anchor(entry)
        written.send(JournalEntry, entry=entry)
    return entry


def digest(entry: JournalEntry) -> str:
    """SHA-256 of everything an entry says and of the digest of the one before."""
    said: dict[str, Any] = {
        "chain": entry.chain,
        "number": entry.number,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "person": str(entry.person_id or ""),
        "action": entry.action,
        "subject": entry.subject,
        "subject_id": entry.subject_id,
        "details": entry.details,
        "previous": entry.previous,
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def breaks() -> Iterator[Break]:
    """The first broken link of each chain, if any. Asked outside the walls: it reads every chain."""
    seals = {seal.chain: seal for seal in JournalSeal.objects.all()}
    ends = anchors()
    chains = set(JournalEntry.objects.order_by().values_list("chain", flat=True).distinct()) | set(seals) | set(ends)
    for chain in sorted(chains):
        if found := _first_break(chain, seals.get(chain), ends.get(chain)):
            yield found


def breaks_since(kept: Mapping[str, End]) -> Iterator[Break]:
    """What the chains of today lost of those of another day, whose ends were kept elsewhere (a backup)."""
    for chain, (number, said) in sorted(kept.items()):
        held = JournalEntry.objects.filter(chain=chain, number=number).values_list("digest", flat=True).first()
        is_purged = JournalSeal.objects.filter(pk=chain, number__gte=number).exists()
        if held != said and not (held is None and is_purged):
            yield Break(chain, number, f"l'entrée n° {number} n'est plus celle que la sauvegarde avait vue")


def anchors() -> dict[str, End]:
    """Number and digest of the last entry of each chain, as they were kept apart."""
    return {row.chain: (row.number, row.digest) for row in JournalAnchor.objects.all()}


def anchor_chain(chain: str) -> None:
    """Keeps apart the end of a chain that came whole from elsewhere."""
    if last := JournalEntry.objects.filter(chain=chain).order_by("-number").first():
        _anchor(last)


def _anchor(entry: JournalEntry) -> None:
    end = {"number": entry.number, "digest": entry.digest}
    if not JournalAnchor.objects.filter(pk=entry.chain).update(**end):
        JournalAnchor.objects.create(chain=entry.chain, **end)


def first_break(chain: str) -> Break | None:
    """The first broken link of one chain."""
    return _first_break(chain, JournalSeal.objects.filter(pk=chain).first(), anchors().get(chain))


def _first_break(chain: str, seal: JournalSeal | None, end: End | None) -> Break | None:
    number, previous = (seal.number, seal.digest) if seal else (0, _START)
    for entry in JournalEntry.objects.filter(chain=chain).order_by("number").iterator():
        number += 1
        if entry.number != number:
            return Break(chain, number, f"l'entrée n° {number} manque")
        if entry.previous != previous:
            return Break(chain, number, f"l'entrée n° {number} ne suit pas celle qui la précède")
        if digest(entry) != entry.digest:
            return Break(chain, number, f"l'entrée n° {number} a été modifiée")
        previous = entry.digest
    if end == (number, previous):
        return None
    if end is None:
        return Break(chain, number, "sa fin n'est pas connue : l'ancre de la chaîne manque")
    if number < end[0]:
        return Break(
            chain, number + 1, f"sa fin manque : {number} entrées sur {end[0]}" if number else "la chaîne entière manque"
        )
    return Break(chain, number, f"l'entrée n° {number} n'est pas la dernière qui a été écrite")


def counts() -> Mapping[str, int]:
    """Number of entries by chain."""
    found: dict[str, int] = {}
    for chain in JournalEntry.objects.order_by().values_list("chain", flat=True):
        found[chain] = found.get(chain, 0) + 1
    return found


def _last(chain: str) -> tuple[int, str]:
    newest = JournalEntry.objects.filter(chain=chain).order_by("-number").values_list("number", "digest").first()
    if newest:
        return newest
    seal = JournalSeal.objects.filter(pk=chain).first()
    return (seal.number, seal.digest) if seal else (0, _START)
