"""The record of a meeting."""

from datetime import date, datetime

from maillage.accounts import journal, turns
from maillage.accounts.models import User
from maillage.accounts.refusals import UnableToSave
from maillage.community.communities.models import Community
from maillage.community.contract.models import ContractMeeting


@turns.act
def record_meeting(
    community: Community, *, held_on: date, participants: str, minutes: str, by: User, now: datetime, today: date
) -> ContractMeeting:
    """Keeps the record of a meeting that was held."""
    if held_on > today:
        raise UnableToSave(f"Date : le {held_on:%d/%m/%Y} n'est pas encore passé ; le compte rendu s'écrit après la rencontre.")
    row: ContractMeeting = ContractMeeting.objects.create(
        community=community,
        held_on=held_on,
        participants=participants.strip(),
        minutes=minutes.strip(),
        recorded_at=now,
        recorded_by=by,
    )
    journal.write("contrat", by=by, at=now, chain=community.pk, subject=row, rencontre=held_on.isoformat())
    return row
