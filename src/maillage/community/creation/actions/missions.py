"""Writes the socle missions that run before the contract."""

from datetime import date, datetime

from django.utils import timezone

from maillage.accounts import journal, turns
from maillage.accounts.models import User
from maillage.accounts.refusals import UnableToSave
from maillage.community.communities.models import Community
from maillage.community.creation.models import EarlyMission
from maillage.community.creation.selectors import socle_missions


@turns.act
def record_mission(community: Community, *, mission: str, since: date, evidence: str, by: User, now: datetime) -> EarlyMission:
    """A socle mission that runs, since when, with its proof; recording it again replaces what was said of it."""
    today = timezone.localdate(now)
    if mission not in socle_missions(today):
        raise UnableToSave("Choisissez une mission socle : les missions complémentaires attendent le contrat.")
    if since > today:
        raise UnableToSave(f"Une mission déjà en fonctionnement ne commence pas dans l'avenir ({since:%d/%m/%Y}).")
    if not evidence.strip():
        raise UnableToSave(
            "Dites ce qui prouve que la mission fonctionne : plannings, protocoles, comptes rendus, patients reçus."
        )
    made: EarlyMission = EarlyMission.objects.update_or_create(
        community=community,
        mission=mission,
        defaults={"since": since, "evidence": evidence.strip(), "recorded_at": now, "recorded_by": by},
    )[0]
    journal.write("mission", by=by, at=now, chain=community.pk, subject=made, mission=mission, depuis=since.isoformat())
    return made


@turns.act
def remove_mission(known: EarlyMission, *, by: User, now: datetime) -> None:
    """Takes back a mission that does not run."""
    journal.write("mission", by=by, at=now, chain=known.community_id, subject=known, mission=known.mission, retiree=True)
    known.delete()
