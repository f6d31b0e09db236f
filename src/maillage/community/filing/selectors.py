"""Reads transmissions and what answers them."""

from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from maillage.community.communities.models import Community
from maillage.community.filing.models import (
    Decision,
    FiledDocument,
    Opinion,
    PieceRequest,
    Receipt,
    Transmission,
    TransmissionKind,
)
from maillage.community.filing.states import OPEN, Standing, State, draw
from maillage.community.library.models import File


def transmissions(community: Community, kind: TransmissionKind | None = None) -> QuerySet[Transmission]:
    """All that was sent, oldest first."""
    sent: QuerySet[Transmission] = Transmission.objects.filter(community=community)
    dated = sent.prefetch_related(Prefetch("receipts", receipts()))
    return (dated.filter(kind=kind) if kind else dated).select_related("sent_by").order_by("recorded_at")


def receipts() -> QuerySet[Receipt]:
    """Days of receipt with their contestations, oldest first."""
    found: QuerySet[Receipt] = Receipt.objects.order_by("recorded_at")
    return found.select_related("contest", "contest__by", "recorded_by")


def latest(community: Community, kind: TransmissionKind) -> Transmission | None:
    return transmissions(community, kind).last()


def decision_of(sent: Transmission) -> Decision | None:
    """The decision that closes a transmission, of what was prefetched when it was."""
    return max(sent.decisions.all(), key=lambda one: (one.decided_on, one.at), default=None)


def standing(sent: Transmission, day: date) -> Standing:
    """The state of a transmission on a day, the tacit validation of a project included."""
    return draw(sent, decision_of(sent), sent.receipts.all(), day)


def is_closed(sent: Transmission, day: date) -> bool:
    """Whether nothing more is awaited of it: a new one of its kind may be sent."""
    return standing(sent, day).state not in OPEN


def validated_on(community: Community, day: date) -> date | None:
    """When the health project was validated, expressly or tacitly; None when it is not on that day."""
    for sent in transmissions(community, TransmissionKind.PROJET):
        found = standing(sent, day)
        if found.state in (State.VALIDE, State.REPUTE_VALIDE):
            return found.since
    return None


def pieces(sent: Transmission) -> QuerySet[PieceRequest]:
    """All the pieces that were asked for, oldest first."""
    asked: QuerySet[PieceRequest] = PieceRequest.objects.filter(transmission=sent)
    return asked.select_related("answered_by").order_by("at")


def unanswered(sent: Transmission) -> QuerySet[PieceRequest]:
    """Pieces that an institution asked for and still waits for, oldest first."""
    asked: QuerySet[PieceRequest] = PieceRequest.objects.filter(transmission=sent, answered_at=None)
    return asked.order_by("at")


def documents(sent: Transmission) -> QuerySet[FiledDocument]:
    """The files that went with it: annexes, pieces supplied, proofs of receipt; oldest first."""
    joined: QuerySet[FiledDocument] = FiledDocument.objects.filter(transmission=sent)
    return joined.select_related("file").order_by("filed_at", "label")


def annexes(sent: Transmission) -> QuerySet[FiledDocument]:
    """Those of the sending, whose digests are in the frozen copy."""
    return documents(sent).filter(piece=None, receipt=None)


def proofs(sent: Transmission) -> QuerySet[FiledDocument]:
    """The acknowledgements that prove a declared receipt."""
    return documents(sent).exclude(receipt=None)


def filed_with(file: File) -> list[Transmission]:
    """The transmissions that a file went with, oldest first: it stays as long as they do."""
    return list(Transmission.objects.filter(documents__file=file).distinct().order_by("recorded_at"))


def filed_file(community: Community, key: UUID) -> File | None:
    """A file that went with a transmission, even when it left the lists of the CPTS."""
    found: File | None = File.objects.filter(community=community, pk=key, filed__isnull=False).distinct().first()
    return found


def shared_opinions(sent: Transmission) -> QuerySet[Opinion]:
    """The opinions that the CPTS may read, oldest first."""
    given: QuerySet[Opinion] = Opinion.objects.filter(transmission=sent, is_shared=True)
    return given.order_by("at")
