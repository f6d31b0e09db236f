"""Reads transmissions and draws their state from dates and decisions."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db.models import QuerySet

from maillage.community.communities.models import Community
from maillage.community.filing.clocks import Clock, tacit_validation
from maillage.community.filing.models import Decision, FiledDocument, Opinion, PieceRequest, Transmission, TransmissionKind
from maillage.community.library.models import File


class State(StrEnum):
    """Where a transmission is; drawn, never kept."""

    ENVOYE = "Envoyé, réception à dater"
    EN_EXAMEN = "En cours d'examen"
    REPONDU = "Répondu"
    VALIDE = "Validé"
    REPUTE_VALIDE = "Réputé validé"
    OPPOSITION = "Opposition"
    RETIRE = "Retiré"


@dataclass(frozen=True, slots=True)
class Standing:
    """A transmission as it stands on a day: its state, since when, its clock if one runs or ran."""

    transmission: Transmission
    state: State
    since: date
    clock: Clock | None
    decision: Decision | None


def transmissions(community: Community, kind: TransmissionKind | None = None) -> QuerySet[Transmission]:
    """All that was sent, oldest first."""
    sent: QuerySet[Transmission] = Transmission.objects.filter(community=community)
    return (sent.filter(kind=kind) if kind else sent).select_related("sent_by").order_by("recorded_at")


def latest(community: Community, kind: TransmissionKind) -> Transmission | None:
    return transmissions(community, kind).last()


def decision_of(sent: Transmission) -> Decision | None:
    """The decision that closes a transmission, of what was prefetched when it was."""
    return max(sent.decisions.all(), key=lambda one: (one.decided_on, one.at), default=None)


def standing(sent: Transmission, day: date) -> Standing:
    """The state of a transmission on a day, the tacit validation of a project included."""
    return standing_after(sent, decision_of(sent), day)


def standing_after(sent: Transmission, decision: Decision | None, day: date) -> Standing:
    """The same when the decision was already read, with those of many files."""
    clock = None
    if sent.kind == TransmissionKind.PROJET and sent.received_on:
        clock = tacit_validation(sent.received_on, decided_on=decision.decided_on if decision else None)
    state, since = _state(sent, decision, clock, day)
    return Standing(sent, state, since, clock, decision)


def is_closed(sent: Transmission, day: date) -> bool:
    """Whether nothing more is awaited of it: a new one of its kind may be sent."""
    return standing(sent, day).state not in (State.ENVOYE, State.EN_EXAMEN)


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
    """The files that went with it: annexes (without piece) and pieces supplied, oldest first."""
    joined: QuerySet[FiledDocument] = FiledDocument.objects.filter(transmission=sent)
    return joined.select_related("file").order_by("filed_at", "label")


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


def _state(sent: Transmission, decision: Decision | None, clock: Clock | None, day: date) -> tuple[State, date]:
    if sent.withdrawn_on:
        return State.RETIRE, sent.withdrawn_on
    if decision:
        states = {
            Decision.Kind.REPONSE: State.REPONDU,
            Decision.Kind.VALIDATION: State.VALIDE,
            Decision.Kind.OPPOSITION: State.OPPOSITION,
        }
        return states[Decision.Kind(decision.kind)], decision.decided_on
    if clock and clock.is_over(day):
        return State.REPUTE_VALIDE, clock.end
    if sent.received_on:
        return State.EN_EXAMEN, sent.received_on
    return State.ENVOYE, sent.sent_on
