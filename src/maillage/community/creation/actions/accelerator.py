"""Writes the sessions of the accelerator."""

from datetime import date, datetime

from django.db import transaction

from maillage.accounts import journal
from maillage.accounts.models import User
from maillage.accounts.refusals import UnableToSave
from maillage.community.communities.models import Community
from maillage.community.creation.models import AcceleratorSession


@transaction.atomic
def record_session(
    community: Community, *, stage: AcceleratorSession.Stage, on: date, theme: str, by: User, now: datetime, outcome: str = ""
) -> AcceleratorSession:
    """A session held or planned, at one stage of the path."""
    if not theme.strip():
        raise UnableToSave("Dites sur quoi porte la séance.")
    made: AcceleratorSession = AcceleratorSession.objects.create(
        community=community,
        stage=stage,
        on=on,
        theme=theme.strip(),
        outcome=outcome.strip(),
        recorded_at=now,
        recorded_by=by,
    )
    journal.write("accelerateur", by=by, at=now, chain=community.pk, subject=made, etape=stage)
    return made


@transaction.atomic
def save_outcome(session: AcceleratorSession, *, outcome: str, by: User, now: datetime) -> None:
    """What came out of a session."""
    AcceleratorSession.objects.filter(pk=session.pk).update(outcome=outcome.strip())
    journal.write("accelerateur", by=by, at=now, chain=session.community_id, subject=session, etape=session.stage)
