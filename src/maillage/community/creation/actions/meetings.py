"""Writes the meeting that answers a first contact; both sides call it, an institution with its `Voice`."""

from datetime import date, datetime

from django.db.models import F
from django.utils import timezone

from maillage.accounts import journal, turns
from maillage.accounts.models import User
from maillage.accounts.refusals import Stale, UnableToSave
from maillage.community.creation.actions.contesting import recorded_here
from maillage.community.creation.models import ContactMeeting
from maillage.community.filing.actions import Voice, spoken
from maillage.community.filing.models import Transmission, TransmissionKind

MAX_OPEN = 5
"""Dates that may be proposed at once."""


@turns.act
def propose(
    sent: Transmission, *, at: datetime, place: str, by: User, now: datetime, voice: Voice | None = None
) -> ContactMeeting:
    """A date and a place, from the CPTS or from an institution; it waits for the other side."""
    if sent.kind != TransmissionKind.CONTACT:
        raise UnableToSave("Une rencontre répond à une prise de contact : ouvrez d'abord celle-ci.")
    if at <= now:
        raise UnableToSave("Proposez un jour et une heure à venir ; une rencontre passée s'enregistre comme tenue.")
    if not place.strip():
        raise UnableToSave("Dites où se tient la rencontre, ou donnez le lien de la visioconférence.")
    if ContactMeeting.objects.filter(transmission=sent, held_on=None, cancelled_at=None).count() >= MAX_OPEN:
        raise UnableToSave(f"{MAX_OPEN} dates sont déjà proposées : confirmez-en une, ou annulez celles qui ne vont plus.")
    made: ContactMeeting = ContactMeeting.objects.create(
        community=sent.community,
        transmission=sent,
        at=at,
        place=place.strip(),
        proposed_at=now,
        proposed_by=by,
        proposed_by_name=voice.name if voice else "",
    )
    _tell(made, by, now, "proposee", voice)
    return made


@turns.act
def confirm(meeting: ContactMeeting, *, by: User, now: datetime, voice: Voice | None = None) -> None:
    """The other side accepts; the other dates still open are cancelled."""
    if bool(meeting.proposed_by_name) == (voice is not None):
        raise UnableToSave("C'est à l'autre partie de confirmer cette date : vous l'avez proposée.")
    name = voice.name if voice else ""
    done = ContactMeeting.objects.filter(pk=meeting.pk, held_on=None, cancelled_at=None, confirmed_at=None).update(
        confirmed_at=now, confirmed_by=by, confirmed_by_name=name, version=meeting.version + 1
    )
    if not done:
        raise UnableToSave("Cette date n'attend plus de confirmation : rechargez la page.")
    open_dates = ContactMeeting.objects.filter(transmission=meeting.transmission, held_on=None, cancelled_at=None)
    open_dates.exclude(pk=meeting.pk).update(cancelled_at=now)
    meeting.refresh_from_db()
    _tell(meeting, by, now, "confirmee", voice)


@turns.act
def cancel(meeting: ContactMeeting, *, by: User, now: datetime, voice: Voice | None = None) -> None:
    """Either side takes a date back, or a meeting that it said to be held by mistake: the clock runs again."""
    _mine(meeting, voice)
    still = ContactMeeting.objects.filter(pk=meeting.pk, cancelled_at=None, minutes="")
    done = still.update(cancelled_at=now, held_on=None, version=F("version") + 1)
    meeting.refresh_from_db()
    if not done and meeting.minutes:
        raise UnableToSave("Le compte rendu de cette rencontre est écrit : corrigez sa date, ou le compte rendu.")
    if not done:
        raise UnableToSave("Cette rencontre est déjà annulée : rechargez la page.")
    _tell(meeting, by, now, "annulee", voice)


@turns.act
def hold(meeting: ContactMeeting, *, held_on: date, by: User, now: datetime, voice: Voice | None = None) -> None:
    """Says that it took place, or corrects the day: the clock of fifteen days stops there."""
    _check_held(meeting.transmission, held_on, now)
    _mine(meeting, voice)
    name = voice.name if voice else ""
    done = ContactMeeting.objects.filter(pk=meeting.pk, cancelled_at=None).update(held_on=held_on, held_by_name=name)
    if not done:
        raise UnableToSave("Cette rencontre est annulée : enregistrez-la comme rencontre déjà tenue.")
    meeting.refresh_from_db()
    _tell(meeting, by, now, "tenue", voice)


@turns.act
def record(
    sent: Transmission, *, held_on: date, place: str, by: User, now: datetime, voice: Voice | None = None
) -> ContactMeeting:
    """A meeting arranged elsewhere and already held."""
    _check_held(sent, held_on, now)
    if not place.strip():
        raise UnableToSave("Dites où la rencontre s'est tenue.")
    made: ContactMeeting = ContactMeeting.objects.create(
        community=sent.community,
        transmission=sent,
        at=datetime(held_on.year, held_on.month, held_on.day, 12, tzinfo=timezone.get_current_timezone()),
        place=place.strip(),
        proposed_at=now,
        proposed_by=by,
        proposed_by_name=voice.name if voice else "",
        held_on=held_on,
        held_by_name=voice.name if voice else "",
    )
    _tell(made, by, now, "tenue", voice)
    return made


@turns.act
def save_minutes(meeting: ContactMeeting, *, body: str, version: int, by: User, now: datetime) -> None:
    """The minutes, as Markdown; Stale when somebody changed the meeting since `version`."""
    if meeting.held_on is None:
        raise UnableToSave("Dites d'abord que la rencontre s'est tenue, puis écrivez son compte rendu.")
    done = ContactMeeting.objects.filter(pk=meeting.pk, version=version).update(minutes=body.strip(), version=version + 1)
    meeting.refresh_from_db()
    if not done:
        raise Stale
    _tell(meeting, by, now, "compte_rendu")


def _mine(meeting: ContactMeeting, voice: Voice | None) -> None:
    """What one side said to be held, the other contests."""
    if meeting.held_on and not recorded_here(meeting.held_by_name, voice):
        who = meeting.held_by_name or "La CPTS"
        raise UnableToSave(
            f"{who} a enregistré cette rencontre comme tenue : contestez-la avec son motif, elle ne se change pas d'ici."
        )


def _check_held(sent: Transmission, held_on: date, now: datetime) -> None:
    if held_on < sent.sent_on:
        raise UnableToSave(
            f"La rencontre ({held_on:%d/%m/%Y}) ne peut pas précéder la prise de contact ({sent.sent_on:%d/%m/%Y})."
        )
    if held_on > timezone.localdate(now):
        raise UnableToSave(f"La rencontre ne peut pas s'être tenue dans l'avenir ({held_on:%d/%m/%Y}).")


def _tell(meeting: ContactMeeting, by: User, now: datetime, what: str, voice: Voice | None = None) -> None:
    journal.write("rencontre", by=by, at=now, chain=meeting.community_id, subject=meeting, etat=what, **spoken(voice))
