"""Joins files of the CPTS to what it transmits; called by the actions, in their transaction."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from maillage.accounts.refusals import UnableToSave
from maillage.community.communities.models import Community
from maillage.community.filing.models import FiledDocument, PieceRequest, Receipt, Transmission
from maillage.community.library.models import File


def present(community: Community, files: Sequence[File]) -> list[File]:
    """The same files, once each; UnableToSave when one is not, or no longer, in the documents of the CPTS."""
    wanted = list(dict.fromkeys(files))
    known = set(
        File.objects.filter(community=community, removed_at=None, pk__in=[one.pk for one in wanted]).values_list(
            "pk", flat=True
        )
    )
    for one in wanted:
        if one.pk not in known:
            raise UnableToSave(
                f"« {one} » n'est plus dans les documents de la CPTS : ajoutez-le à nouveau, ou retirez-le d'ici."
            )
    return wanted


def frozen(files: Sequence[File]) -> list[dict[str, Any]]:
    """What the frozen copy says of its annexes, so that its digest covers their bytes."""
    return [{"name": one.name, "sha256": one.sha256, "size": one.size} for one in files]


def attach(
    sent: Transmission,
    files: Sequence[File],
    *,
    now: datetime,
    piece: PieceRequest | None = None,
    receipt: Receipt | None = None,
) -> None:
    """Writes the links."""
    for one in files:
        FiledDocument.objects.create(
            community=sent.community,
            transmission=sent,
            piece=piece,
            receipt=receipt,
            file=one,
            label=one.name,
            sha256=one.sha256,
            filed_at=now,
        )
