"""Writes what an institution answers to a file: the act of the CPTS's side, and a line in the institution's own journal."""

from datetime import date, datetime

from maillage.accounts import journal, turns
from maillage.accounts.models import User
from maillage.accounts.refusals import UnableToSave
from maillage.community.creation.actions import contesting, meetings, support
from maillage.community.creation.models import ContactMeeting, Support
from maillage.community.filing import actions as filing
from maillage.community.filing.actions import Voice
from maillage.community.filing.models import Decision, Opinion, Transmission
from maillage.institutions.models import Institution


def voice(institution: Institution) -> Voice:
    """The institution, as its answers name it."""
    return Voice(institution.pk, institution.kind, institution.name)


@turns.act
def receive(
    institution: Institution, sent: Transmission, *, received_on: date, by: User, now: datetime, today: date, reason: str = ""
) -> None:
    """Dates the receipt; `reason` when another day was declared."""
    told = voice(institution)
    filing.date_receipt(sent, received_on=received_on, reason=reason, voice=told, by=by, now=now, today=today)
    _tell(institution, "reception", sent, by, now)


@turns.act
def contest(institution: Institution, sent: Transmission, *, reason: str, by: User, now: datetime, today: date) -> None:
    """Contests a day of receipt that the agency did not give."""
    filing.contest_receipt(sent, reason=reason, voice=voice(institution), by=by, now=now, today=today)
    _tell(institution, "reception_contestee", sent, by, now)


@turns.act
def opine(
    institution: Institution, sent: Transmission, *, sense: str, body: str, shared: bool, seen: str, by: User, now: datetime
) -> None:
    """The institution's opinion; refused when a colleague gave one since the page was read (`seen`)."""
    _lock(sent)
    last = last_opinion(institution, sent)
    if last and str(last.pk) != seen:
        raise UnableToSave(
            f"{last.by} vient d'enregistrer l'avis de {institution.name} : relisez-le ci-dessus, "
            "puis enregistrez le vôtre s'il doit le remplacer."
        )
    filing.give_opinion(sent, sense=Opinion.Sense(sense), body=body, shared=shared, voice=voice(institution), by=by, now=now)
    _tell(institution, "avis", sent, by, now)


@turns.act
def ask(institution: Institution, sent: Transmission, *, body: str, due_on: date | None, by: User, now: datetime) -> None:
    """Asks for a piece; refused when the same one is already awaited."""
    _lock(sent)
    waiting = sent.piecerequests.filter(institution_id=institution.pk, answered_at=None)
    if waiting.filter(body=body.strip()).exists():
        raise UnableToSave("Cette pièce est déjà demandée, et la CPTS n'a pas encore répondu.")
    filing.ask_piece(sent, body=body, due_on=due_on, voice=voice(institution), by=by, now=now)
    _tell(institution, "piece_demandee", sent, by, now)


@turns.act
def decide(
    institution: Institution,
    sent: Transmission,
    *,
    kind: str,
    decided_on: date,
    ground: str,
    reasons: str,
    by: User,
    now: datetime,
) -> None:
    """Validates a project or opposes it; answers a letter or a contact. One decision a file, whoever is quicker."""
    filing.decide(
        sent,
        kind=Decision.Kind(kind),
        decided_on=decided_on,
        ground=ground if kind == Decision.Kind.OPPOSITION else "",
        reasons=reasons,
        voice=voice(institution),
        by=by,
        now=now,
    )
    _tell(institution, "decision", sent, by, now, nature=kind)


@turns.act
def grant(
    institution: Institution,
    sent: Transmission,
    *,
    amount: int,
    purpose: str,
    since: date,
    until: date,
    decided_on: date,
    reference: str,
    by: User,
    now: datetime,
) -> None:
    """Records the money that an answer grants, in cents."""
    support.record_support(
        sent.community,
        institution_name=institution.name,
        amount=amount,
        purpose=purpose,
        since=since,
        until=until,
        decided_on=decided_on,
        reference=reference,
        transmission=sent,
        voice=voice(institution),
        by=by,
        now=now,
    )
    _tell(institution, "soutien", sent, by, now, centimes=amount)


@turns.act
def propose_meeting(institution: Institution, sent: Transmission, *, at: datetime, place: str, by: User, now: datetime) -> None:
    """A date that the CPTS will confirm."""
    meetings.propose(sent, at=at, place=place, by=by, now=now, voice=voice(institution))
    _tell(institution, "rencontre", sent, by, now, etat="proposee")


@turns.act
def record_meeting(institution: Institution, sent: Transmission, *, held_on: date, place: str, by: User, now: datetime) -> None:
    """A meeting arranged elsewhere and already held: the clock of fifteen days stops there."""
    meetings.record(sent, held_on=held_on, place=place, by=by, now=now, voice=voice(institution))
    _tell(institution, "rencontre", sent, by, now, etat="tenue")


@turns.act
def confirm_meeting(institution: Institution, meeting: ContactMeeting, *, by: User, now: datetime) -> None:
    """Accepts the date that the CPTS proposed."""
    meetings.confirm(meeting, by=by, now=now, voice=voice(institution))
    _tell(institution, "rencontre", meeting.transmission, by, now, etat="confirmee")


@turns.act
def cancel_meeting(institution: Institution, meeting: ContactMeeting, *, by: User, now: datetime) -> None:
    """Takes a date back."""
    meetings.cancel(meeting, by=by, now=now, voice=voice(institution))
    _tell(institution, "rencontre", meeting.transmission, by, now, etat="annulee")


@turns.act
def hold_meeting(institution: Institution, meeting: ContactMeeting, *, held_on: date, by: User, now: datetime) -> None:
    """Says that it took place."""
    meetings.hold(meeting, held_on=held_on, by=by, now=now, voice=voice(institution))
    _tell(institution, "rencontre", meeting.transmission, by, now, etat="tenue")


@turns.act
def withdraw_support(institution: Institution, given: Support, *, by: User, now: datetime) -> None:
    """Takes out money that the institution recorded by error."""
    support.withdraw_support(given, by=by, now=now, voice=voice(institution))
    _tell(institution, "soutien", given.transmission, by, now, retire=True)


@turns.act
def contest_support(institution: Institution, given: Support, *, reason: str, by: User, now: datetime) -> None:
    """The CPTS recorded money that the institution did not grant so."""
    contesting.contest_support(given, reason=reason, by=by, now=now, voice=voice(institution))
    _tell(institution, "soutien", given.transmission, by, now, conteste=True)


@turns.act
def contest_meeting(institution: Institution, meeting: ContactMeeting, *, reason: str, by: User, now: datetime) -> None:
    """The CPTS recorded a meeting that was not held so."""
    contesting.contest_meeting(meeting, reason=reason, by=by, now=now, voice=voice(institution))
    _tell(institution, "rencontre", meeting.transmission, by, now, etat="contestee")


def last_opinion(institution: Institution, sent: Transmission) -> Opinion | None:
    """The present opinion of the institution: a later one replaces an earlier one."""
    found: Opinion | None = Opinion.objects.filter(transmission=sent, institution_id=institution.pk).order_by("at").last()
    return found


def _lock(sent: Transmission) -> None:
    """Two agents at once take their turn; SQLite took its only write lock when the transaction began."""
    Transmission.objects.select_for_update().filter(pk=sent.pk).values_list("pk").get()


def _tell(institution: Institution, act: str, sent: Transmission | None, by: User, now: datetime, **details: str | int) -> None:
    journal.write(act, by=by, at=now, chain=institution.pk, subject=sent, **details)
