"""What happened to a file: its clock, its meetings, opinions, pieces, decision and support, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.safestring import SafeString

from maillage.accounts.roles import Permission
from maillage.community.creation.models import ContactMeeting, Support
from maillage.community.filing.models import Decision, Opinion, PieceRequest, Transmission
from maillage.institutions.files import File
from maillage.results.cpts.filing_state import basis, describe, history
from maillage.www.institution import documents
from maillage.www.institution.presenters import clocks, files
from maillage.www.shared.espace import Visit
from maillage.www.shared.formats import NBSP, euros, octets, typed
from maillage.www.shared.formats import day as short_day
from maillage.www.shared.markdown import render as markdown


@dataclass(frozen=True, slots=True)
class Document:
    """A file that the CPTS joined."""

    name: str
    size: str
    href: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One line of what was answered. `note`: who reads it, or what replaced it."""

    who: str
    what: str
    when: str
    body: SafeString | str
    note: str = ""
    warning: bool = False
    documents: tuple[Document, ...] = ()
    acts: tuple[tuple[str, str], ...] = ()
    """Address and words of what this institution may do with it."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A date and what this institution may do with it."""

    key: UUID
    when: str
    place: str
    state: str
    acts: tuple[tuple[str, str], ...]
    minutes: SafeString | str


def page(file: File, visit: Visit) -> dict[str, Any]:
    """Everything but the frozen content."""
    sent = file.sent
    return {
        "key": sent.pk,
        "name": str(sent),
        "community": file.community,
        "state": files.state(file),
        "filing": describe(file.standing),
        "clock": clocks.line(file, visit.today),
        "facts": _facts(file),
        "digest": sent.digest,
        "papers": documents.of(file),
        "meetings": [_meeting(one, visit) for one in file.meetings],
        "decision": _decision(file),
        "opinions": _opinions(file.opinions),
        "pieces": [_piece(one, visit, _documents(file, visit, one.pk)) for one in file.pieces],
        "annexes": _documents(file, visit, None),
        "history": history(file.receipts),
        "proofs": _documents(file, visit, None, proof=True),
        "confirm": file.is_open and bool(file.standing.computed) and not file.standing.is_firm,
        "supports": [_support(one, visit, sent) for one in _supports(sent)],
    }


def _facts(file: File) -> list[tuple[str, str]]:
    sent = file.sent
    found = [("Envoyé le", f"{short_day(sent.sent_on)} {sent.get_way_display()}, par {sent.sent_by}")]
    if told := basis(file.standing):
        found.append(("Réception", told))
    if sent.withdrawn_on:
        found.append(("Retiré le", short_day(sent.withdrawn_on)))
    return found


def _opinions(given: Sequence[Opinion]) -> list[Answer]:
    """The last of each institution stands; those before are kept, and said replaced."""
    last = {one.institution_id: one.pk for one in given}
    return [
        Answer(
            one.institution_name,
            one.get_sense_display(),
            _signed(one.by, one.at),
            markdown(one.body),
            _reader(one) if last[one.institution_id] == one.pk else "Remplacé depuis par un autre avis",
        )
        for one in given
    ]


def _reader(one: Opinion) -> str:
    return "Partagé avec la CPTS" if one.is_shared else "Entre institutions : la CPTS ne le lit pas"


def _documents(file: File, visit: Visit, piece: UUID | None, *, proof: bool = False) -> tuple[Document, ...]:
    """Annexes, files of a piece, or proofs of a declared receipt."""
    home = f"{visit.home}dossiers/{file.sent.pk}/fichiers/"
    joined = (one for one in file.documents if one.piece_id == piece and bool(one.receipt_id) == proof)
    return tuple(Document(one.label, octets(one.file.size), f"{home}{one.pk}/") for one in joined)


def _piece(one: PieceRequest, visit: Visit, documents: tuple[Document, ...]) -> Answer:
    due = f"à fournir le {short_day(one.due_on)}" if one.due_on else "sans échéance"
    late = bool(one.due_on and one.due_on < visit.today and not one.answered_at)
    if one.answered_at:
        words = f" : {one.answer}" if one.answer else ""
        note = f"Réponse de la CPTS, {_signed(one.answered_by, one.answered_at)}{words}"
    else:
        note = "En retard : la CPTS n'a pas répondu" if late else "En attente de la CPTS"
    return Answer(one.institution_name, due, _signed(one.by, one.at), markdown(one.body), typed(note), late, documents)


def _decision(file: File) -> Answer | None:
    one = file.standing.decision
    if one is None:
        return None
    ground = f" : {Decision.Ground(one.ground).label}" if one.ground else ""
    what = typed(f"{one.get_kind_display()} du {short_day(one.decided_on)}{ground}")
    return Answer(one.institution_name, what, _signed(one.by, one.at), markdown(one.reasons))


def _supports(sent: Transmission) -> list[Support]:
    rows = Support.objects.filter(transmission=sent, withdrawn_at=None)
    return list(rows.select_related("recorded_by").prefetch_related("objections"))


def _support(one: Support, visit: Visit, sent: Transmission) -> Answer:
    period = f"du {short_day(one.since)} au {short_day(one.until)}"
    reference = f", référence {one.reference}" if one.reference else ""
    when = f"décidé le {short_day(one.decided_on)}{reference}"
    recorded = f"Enregistré par {one.institution_name if one.by_institution else 'la CPTS'}, {one.recorded_by}"
    contested = [f"Contesté par {each.speaker} : {each.reason}. Il ne compte plus" for each in one.objections.all()]
    note = typed(". ".join([recorded, *contested]))
    mine = one.institution_name == visit.institution.name and Permission.DECIDER in visit.may
    acts = ((f"{visit.home}dossiers/{sent.pk}/soutiens/{one.pk}/", "Retirer" if one.by_institution else "Contester"),)
    return Answer(
        one.institution_name,
        f"{euros(one.amount)}, {period}",
        when,
        one.purpose,
        note,
        warning=bool(contested),
        acts=acts if mine and not contested else (),
    )


def _meeting(one: ContactMeeting, visit: Visit) -> Meeting:
    hour = timezone.localtime(one.at)
    past = one.at <= visit.now
    theirs = one.proposed_by_name == ""
    acts = []
    if one.is_open and not one.confirmed_at and theirs and not past:
        acts.append(("confirmer", "Confirmer"))
    if one.is_open and past:
        acts.append(("tenue", "Elle s'est tenue"))
    if one.is_open:
        acts.append(("annuler", "Annuler"))
    contested = list(one.objections.all())
    if one.held_on and not one.held_by_name and not contested:
        acts.append(("contester", "Contester"))
    when = short_day(one.held_on) if one.held_on else f"{short_day(hour.date())} à {hour:%H}{NBSP}h{NBSP}{hour:%M}"
    return Meeting(one.pk, when, one.place, _meeting_state(one), tuple(acts), markdown(one.minutes) if one.minutes else "")


def _meeting_state(one: ContactMeeting) -> str:
    for each in one.objections.all():
        return typed(f"tenue, contestée par {each.speaker} : {each.reason}")
    if one.held_on:
        return typed(f"tenue, enregistrée par {one.held_by_name or 'la CPTS'}")
    if one.cancelled_at:
        return "annulée"
    if one.confirmed_at:
        return f"confirmée par {one.confirmed_by_name or 'la CPTS'}"
    return f"proposée par {one.proposed_by_name or 'la CPTS'}, à confirmer"


def _signed(person: Any, at: datetime) -> str:
    return f"{person}, le {short_day(timezone.localdate(at))}"
