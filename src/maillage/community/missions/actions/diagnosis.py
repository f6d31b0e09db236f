"""Puts a copy of the diagnosis in the project."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from maillage.accounts import journal, turns
from maillage.accounts.models import User
from maillage.community.communities.models import Community
from maillage.community.missions.models import DiagnosisSnapshot


@turns.act
def insert_diagnosis(
    community: Community, *, content: Mapping[str, Any], stamp: str, by: User, now: datetime, today: date
) -> DiagnosisSnapshot:
    """A new copy, which becomes that of the project; the same content again changes nothing."""
    latest: DiagnosisSnapshot | None = DiagnosisSnapshot.objects.filter(community=community).last()
    if latest and latest.content == content:
        return latest
    made: DiagnosisSnapshot = DiagnosisSnapshot.objects.create(
        community=community,
        number=(latest.number if latest else 0) + 1,
        taken_on=today,
        taken_at=now,
        taken_by=by,
        stamp=stamp,
        content=content,
    )
    journal.write("diagnostic_insere", by=by, at=now, chain=community.pk, subject=made, numero=made.number, empreinte=stamp)
    return made
