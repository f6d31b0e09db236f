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
from maillage.community.filing import attaching, selectors
from maillage.community.filing.clocks import tacit_validation
from maillage.community.filing.models import Decision, Opinion, PieceRequest, Transmission, TransmissionKind, Way
from maillage.community.filing.models.transmission import digest_of
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
) -> Transmission:
    """Dates the receipt, once: the clock of a project starts there. The agency does it, or the CPTS with a postal receipt."""
    if sent.received_on:
        raise UnableToSave(
            f"La réception est déjà datée du {sent.received_on:%d/%m/%Y} : le délai court depuis, il ne se déplace pas."
        )
    if received_on < sent.sent_on:
        raise UnableToSave(
            f"La réception ({received_on:%d/%m/%Y}) ne peut pas précéder l'envoi ({sent.sent_on:%d/%m/%Y}) : vérifiez la date."
        )
    if received_on > today:
        raise UnableToSave(f"La réception ne peut pas être datée de l'avenir ({received_on:%d/%m/%Y}).")
    if voice is None and not reference.strip():
        raise UnableToSave("Donnez la référence de l'accusé de réception postal ou du récépissé de remise.")
    done = Transmission.objects.filter(pk=sent.pk, received_on=None).update(
        received_on=received_on,
        received_recorded_at=now,
        received_recorded_by=by,
        received_by_name=voice.name if voice else "",
        receipt_reference=reference.strip(),
    )
    if not done:
        raise UnableToSave("Une autre personne vient de dater cette réception : rechargez la page.")
    sent.refresh_from_db()
    told = {"recu_le": received_on.isoformat(), **spoken(voice)}
    journal.write("reception", by=by, at=now, chain=sent.community_id, subject=sent, **told)
    return sent


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
    if not body.strip():
        raise UnableToSave("Dites quelle pièce vous demandez, et pourquoi.")
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
    """Records a decision; an opposition needs one of the two grounds, its reasons, and to come before the clock ends."""
    sent = _locked(sent)
    if sent.withdrawn_on or selectors.decision_of(sent):
        raise UnableToSave("Ce dossier a déjà reçu sa suite, ou a été retiré : aucune décision ne s'y ajoute.")
    if kind != Decision.Kind.REPONSE and sent.kind == TransmissionKind.PROJET:
        _check_project_decision(sent, kind, decided_on, ground, reasons)
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


def _check_project_decision(sent: Transmission, kind: Decision.Kind, decided_on: date, ground: str, reasons: str) -> None:
    if sent.received_on is None:
        raise UnableToSave("Datez d'abord la réception du projet : le délai de deux mois court depuis ce jour.")
    if decided_on < sent.received_on:
        raise UnableToSave(
            f"La décision ({decided_on:%d/%m/%Y}) ne peut pas précéder la réception ({sent.received_on:%d/%m/%Y})."
        )
    clock = tacit_validation(sent.received_on)
    if clock.is_over(decided_on):
        raise UnableToSave(
            f"Le délai s'est achevé le {clock.end:%d/%m/%Y} : le projet est réputé validé depuis ce jour "
            "(CSP, art. L1434-12). Aucune décision postérieure ne peut le changer."
        )
    if kind == Decision.Kind.OPPOSITION and (ground not in Decision.Ground.values or not reasons.strip()):
        raise UnableToSave(
            "Une opposition n'a que deux motifs possibles (objectifs du projet régional de santé, pertinence du territoire) : "
            "choisissez-en un et motivez-la."
        )


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
