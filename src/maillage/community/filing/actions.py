"""Writes transmissions and their answers. Each refusal is a sentence; nothing is changed once it was sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from maillage.accounts import journal, turns
from maillage.accounts.models import User
from maillage.accounts.refusals import UnableToSave
from maillage.community.communities import selectors as communities
from maillage.community.communities.models import Community
from maillage.community.filing import attaching, clocks, guards, selectors
from maillage.community.filing.models import (
    Decision,
    Opinion,
    PieceRequest,
    Receipt,
    ReceiptContest,
    Transmission,
    TransmissionKind,
    Way,
)
from maillage.community.filing.models.transmission import digest_of
from maillage.community.filing.states import Standing
from maillage.community.library.models import File

MAX_A_DAY = 5
"""Times that one file may leave in a day: sent, taken back and sent again, it writes to the same agents each time."""


@dataclass(frozen=True, slots=True)
class Voice:
    """The institution in whose name a person answers."""

    id: UUID | None
    kind: str
    name: str


def spoken(voice: Voice | None) -> dict[str, str]:
    """What a line of the journal says of who acted: nothing for the CPTS. What is told to the two sides rests on it."""
    return {"institution": voice.name} if voice else {}


@turns.act
def transmit(
    community: Community,
    *,
    kind: TransmissionKind,
    content: Mapping[str, Any],
    sent_on: date,
    by: User,
    now: datetime,
    way: Way = Way.MAILLAGE,
    annexes: Sequence[File] = (),
) -> Transmission:
    """Freezes a copy and sends it with its annexes. Filing twice is refused while the first is being examined."""
    _lock(community)
    guards.check_sent_on(sent_on, timezone.localdate(now))
    current = selectors.latest(community, kind)
    if current and not selectors.is_closed(current, sent_on):
        raise UnableToSave(
            f"« {current} » a déjà été transmis le {current.sent_on:%d/%m/%Y} et son examen court : "
            "retirez-le d'abord, ou complétez-le par une pièce."
        )
    sent = Transmission.objects.filter(community=community, kind=kind)
    if sent.filter(recorded_at__gt=now - timedelta(days=1)).count() >= MAX_A_DAY:
        raise UnableToSave(
            f"{MAX_A_DAY} envois de ce dossier sont partis en un jour, le plus permis : le suivant attendra demain."
        )
    files = attaching.present(community, annexes)
    content = {**content, "annexes": attaching.frozen(files)} if files else content
    made: Transmission = Transmission.objects.create(
        community=community,
        kind=kind,
        number=sent.count() + 1,
        way=way,
        sent_on=sent_on,
        sent_by=by,
        recorded_at=now,
        content=content,
        digest=digest_of(content),
    )
    attaching.attach(made, files, now=now)
    community.refresh_from_db(fields=["sent_from"])
    community.departements = communities.touched(community, timezone.localdate(now))  # a planned change may have come since
    community.sent_from = sorted({*community.sent_from, *community.departements})
    community.save(update_fields=["departements", "sent_from"])
    told = {"annexes": len(files)} if files else {}
    journal.write("transmission", by=by, at=now, chain=community.pk, subject=made, nature=kind, empreinte=made.digest, **told)
    if kind == TransmissionKind.PROJET and way == Way.MAILLAGE and clocks.starts_at_transmission(sent_on):
        _dated(made, Receipt.Source.ELECTRONIQUE, sent_on, by=by, now=now)
    return made


@turns.act
def date_receipt(
    sent: Transmission,
    *,
    received_on: date,
    by: User,
    now: datetime,
    today: date,
    voice: Voice | None = None,
    reference: str = "",
    proofs: Sequence[File] = (),
    reason: str = "",
) -> Transmission:
    """Dates the receipt: the clock of a project starts there.

    The agency does it once. The CPTS declares it, with the paper that proves it (`proofs`); the agency then confirms that
    day, or gives another with its reason.
    """
    found = _standing(sent, today)
    guards.check_open(found)
    guards.check_received_on(received_on, sent, today)
    if voice is None:
        _declare(found, received_on, reference, proofs, by, now)
        return sent
    guards.check_agency(found, voice.kind)
    if found.receipt and found.contest is None and found.receipt.received_on != received_on:
        _contest(found.receipt, reason, voice, by, now)
    _dated(sent, Receipt.Source.AGENCE, received_on, by=by, now=now, voice=voice)
    return sent


@turns.act
def contest_receipt(sent: Transmission, *, reason: str, voice: Voice, by: User, now: datetime, today: date) -> ReceiptContest:
    """The agency contests a date that it did not give; no clock runs until it gives its own."""
    found = _standing(sent, today)
    guards.check_open(found)
    guards.check_agency(found, voice.kind)
    if found.receipt is None:
        raise UnableToSave("Aucune réception n'est datée : il n'y a rien à contester.")
    if found.contest:
        raise UnableToSave("Cette réception est déjà contestée : donnez la date de votre agence.")
    return _contest(found.receipt, reason, voice, by, now)


@turns.act
def tell_receipt(receipt: Receipt, *, names: Sequence[str], now: datetime) -> bool:
    """Says that the agency of the territory was told of a date that it did not give: its delay to contest starts. Once."""
    told_to = ", ".join(names)[:250]
    waiting = Receipt.objects.filter(pk=receipt.pk, told_at=None).exclude(source=Receipt.Source.AGENCE)
    if not names or not waiting.update(told_at=now, told_to=told_to):
        return False
    receipt.refresh_from_db(fields=["told_at", "told_to"])
    until = clocks.contest_until(timezone.localdate(now))
    told = {"recu_le": receipt.received_on.isoformat(), "prevenue": told_to, "jusqu_au": until.isoformat()}
    if timezone.localdate(receipt.recorded_at) != timezone.localdate(now):
        told["a_verifier"] = "oui"  # else the mail of the transmission, or that of the declaration, says it
    journal.write("reception_signalee", by=None, at=now, chain=receipt.community_id, subject=receipt.transmission, **told)
    return True


@turns.act
def withdraw(sent: Transmission, *, on: date, by: User, now: datetime) -> None:
    """The CPTS takes its file back before any decision, to file it again."""
    sent = _locked(sent)
    if selectors.is_closed(sent, on):
        raise UnableToSave("Ce dossier a déjà reçu sa suite : il ne se retire plus.")
    Transmission.objects.filter(pk=sent.pk).update(withdrawn_on=on)
    sent.withdrawn_on = on
    journal.write("transmission", by=by, at=now, chain=sent.community_id, subject=sent, retire_le=on.isoformat())


@turns.act
def give_opinion(
    sent: Transmission, *, sense: Opinion.Sense, body: str, shared: bool, voice: Voice, by: User, now: datetime
) -> Opinion:
    """The opinion of an institution, shared with the CPTS or kept between institutions."""
    if sense != Opinion.Sense.FAVORABLE and not body.strip():
        raise UnableToSave("Motivez un avis avec réserves ou défavorable.")
    made: Opinion = Opinion.objects.create(**_answer(sent, voice, by, now), sense=sense, body=body.strip(), is_shared=shared)
    said = {"sens": sense} if shared else {}  # the CPTS reads this journal
    journal.write("avis", by=by, at=now, chain=sent.community_id, subject=sent, institution=voice.name, **said)
    return made


@turns.act
def ask_piece(sent: Transmission, *, body: str, due_on: date | None, voice: Voice, by: User, now: datetime) -> PieceRequest:
    """Asks for a piece."""
    guards.check_piece(due_on, body, timezone.localdate(now))
    made: PieceRequest = PieceRequest.objects.create(**_answer(sent, voice, by, now), body=body.strip(), due_on=due_on)
    journal.write("piece_demandee", by=by, at=now, chain=sent.community_id, subject=sent, institution=voice.name)
    return made


@turns.act
def answer_piece(request: PieceRequest, *, answer: str, by: User, now: datetime, files: Sequence[File] = ()) -> None:
    """The CPTS answers, once: in words, by files, or both."""
    _lock(request.community)
    joined = attaching.present(request.community, files)
    if not answer.strip() and not joined:
        raise UnableToSave("Écrivez votre réponse, ou joignez la pièce.")
    waiting = PieceRequest.objects.filter(pk=request.pk, answered_at=None)
    if not waiting.update(answer=answer.strip(), answered_at=now, answered_by=by):
        raise UnableToSave("Cette pièce a déjà sa réponse : rechargez la page pour la lire.")
    attaching.attach(request.transmission, joined, now=now, piece=request)
    told = {"fichiers": len(joined)} if joined else {}
    journal.write("piece_fournie", by=by, at=now, chain=request.community_id, subject=request.transmission, **told)


@turns.act
def decide(
    sent: Transmission,
    *,
    kind: Decision.Kind,
    decided_on: date,
    voice: Voice,
    by: User,
    now: datetime,
    ground: str = "",
    reasons: str = "",
) -> Decision:
    """Records a decision, one a file; `guards.check_decision` says what it must respect."""
    found = _standing(sent, timezone.localdate(now))
    guards.check_decision(found, kind, decided_on, ground, reasons, timezone.localdate(now))
    made: Decision = Decision.objects.create(
        **_answer(sent, voice, by, now), kind=kind, decided_on=decided_on, ground=ground, reasons=reasons.strip()
    )
    told = {"nature": kind, "le": decided_on.isoformat(), "motif": ground, **spoken(voice)}
    journal.write("decision", by=by, at=now, chain=sent.community_id, subject=sent, **told)
    return made


def _lock(community: Community) -> None:
    """Two who write at once take their turn, and no file is forgotten while it is joined."""
    Community.objects.select_for_update().get(pk=community.pk)


def _locked(sent: Transmission) -> Transmission:
    """As it is now, until the end of the transaction: a decision and a withdrawal take their turn."""
    sent.refresh_from_db(from_queryset=Transmission.objects.select_for_update())
    return sent


def _standing(sent: Transmission, day: date) -> Standing:
    """As it is now, until the end of the transaction."""
    return selectors.standing(_locked(sent), day)


def _declare(found: Standing, received_on: date, reference: str, proofs: Sequence[File], by: User, now: datetime) -> None:
    sent = found.transmission
    files = attaching.present(sent.community, proofs)
    guards.check_declared(found, reference, len(files))
    made = _dated(sent, Receipt.Source.DECLAREE, received_on, by=by, now=now, reference=reference.strip())
    attaching.attach(sent, files, now=now, receipt=made)


def _contest(receipt: Receipt, reason: str, voice: Voice, by: User, now: datetime) -> ReceiptContest:
    sent = receipt.transmission
    if not reason.strip():
        raise UnableToSave(
            f"La réception est datée du {receipt.received_on:%d/%m/%Y} : pour la contester ou donner un autre jour, dites pourquoi."
        )
    answer = _answer(sent, voice, by, now)
    made: ReceiptContest = ReceiptContest.objects.create(**answer, receipt=receipt, reason=reason.strip())
    told = {"recu_le": receipt.received_on.isoformat(), **spoken(voice)}
    journal.write("reception_contestee", by=by, at=now, chain=sent.community_id, subject=sent, **told)
    return made


def _dated(
    sent: Transmission,
    source: Receipt.Source,
    received_on: date,
    *,
    by: User,
    now: datetime,
    voice: Voice | None = None,
    reference: str = "",
) -> Receipt:
    made: Receipt = Receipt.objects.create(
        community=sent.community,
        transmission=sent,
        source=source,
        received_on=received_on,
        institution_id=voice.id if voice else None,
        institution_name=voice.name if voice else "",
        reference=reference,
        recorded_at=now,
        recorded_by=by,
    )
    if source == Receipt.Source.ELECTRONIQUE:
        return made  # the line of the transmission says that day
    told = {"recu_le": received_on.isoformat(), **spoken(voice)}
    if source == Receipt.Source.DECLAREE:
        told["jusqu_au"] = clocks.contest_until(timezone.localdate(now)).isoformat()
    journal.write("reception", by=by, at=now, chain=sent.community_id, subject=sent, **told)
    return made


def _answer(sent: Transmission, voice: Voice, by: User, now: datetime) -> dict[str, Any]:
    return {
        "community": sent.community,
        "transmission": sent,
        "institution_id": voice.id,
        "institution_kind": voice.kind,
        "institution_name": voice.name,
        "by": by,
        "at": now,
    }
