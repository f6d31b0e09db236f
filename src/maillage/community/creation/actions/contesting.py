"""What an institution recorded, the CPTS contests and does not delete; and the other way. Both call these actions, an institution
with its `Voice`."""

from datetime import datetime
from typing import Any

from maillage.accounts import journal, turns
from maillage.accounts.models import User
from maillage.accounts.refusals import UnableToSave
from maillage.community.creation.models import ContactMeeting, MeetingObjection, Support, SupportObjection
from maillage.community.filing.actions import Voice, spoken


@turns.act
def contest_support(given: Support, *, reason: str, by: User, now: datetime, voice: Voice | None = None) -> SupportObjection:
    """The other side says that this money was not granted so: it leaves the sums."""
    row: Support = Support.objects.select_for_update().get(pk=given.pk)
    if row.withdrawn_at:
        raise UnableToSave("Ce soutien est déjà retiré : rechargez la page.")
    if recorded_here(row.institution_name if row.by_institution else "", voice):
        raise UnableToSave("Ce soutien a été enregistré de votre côté : retirez-le, il ne se conteste pas.")
    _once(row.objections.exists(), reason)
    made: SupportObjection = SupportObjection.objects.create(support=row, **_said(row.community_id, reason, by, now, voice))
    journal.write("soutien", by=by, at=now, chain=row.community_id, subject=row, conteste=True, **spoken(voice))
    return made


@turns.act
def contest_meeting(
    meeting: ContactMeeting, *, reason: str, by: User, now: datetime, voice: Voice | None = None
) -> MeetingObjection:
    """The other side says that the meeting was not held so: the clock of fifteen days runs again."""
    row: ContactMeeting = ContactMeeting.objects.select_for_update().get(pk=meeting.pk)
    if row.held_on is None or row.cancelled_at:
        raise UnableToSave("Cette rencontre n'est pas enregistrée comme tenue : il n'y a rien à contester.")
    if recorded_here(row.held_by_name, voice):
        raise UnableToSave("Cette rencontre a été enregistrée de votre côté : corrigez-la, elle ne se conteste pas.")
    _once(row.objections.exists(), reason)
    made: MeetingObjection = MeetingObjection.objects.create(meeting=row, **_said(row.community_id, reason, by, now, voice))
    journal.write("rencontre", by=by, at=now, chain=row.community_id, subject=row, etat="contestee", **spoken(voice))
    return made


def recorded_here(name: str, voice: Voice | None) -> bool:
    """Whether the side that speaks is the one that recorded: `name` of the institution, or nothing for the CPTS."""
    return name == (voice.name if voice else "")


def _once(already: bool, reason: str) -> None:
    if not reason.strip():
        raise UnableToSave("Motif : dites pourquoi vous contestez.")
    if already:
        raise UnableToSave("C'est déjà contesté : rechargez la page.")


def _said(community_id: Any, reason: str, by: User, now: datetime, voice: Voice | None) -> dict[str, Any]:
    return {
        "community_id": community_id,
        "side": voice.kind if voice else "cpts",
        "institution_name": voice.name if voice else "",
        "reason": reason.strip(),
        "by": by,
        "at": now,
    }
