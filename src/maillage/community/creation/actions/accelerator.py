"""Writes the sessions of the accelerator."""

from datetime import date, datetime

from maillage.accounts import journal, turns
from maillage.accounts.models import User
from maillage.accounts.refusals import Stale, UnableToSave
from maillage.community.communities.models import Community
from maillage.community.creation.models import AcceleratorSession


@turns.act
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


@turns.act
def save_outcome(session: AcceleratorSession, *, outcome: str, version: int, by: User, now: datetime) -> None:
    """What came out of a session; Stale when somebody wrote it since `version`."""
    same = AcceleratorSession.objects.filter(pk=session.pk, version=version)
    done = same.update(outcome=outcome.strip(), version=version + 1)
    session.refresh_from_db()
    if not done:
        raise Stale(
            "Une autre personne a écrit ce qui est sorti de cette séance pendant que vous écriviez : votre texte est ci-dessous. "
            "Comparez, complétez-le, puis enregistrez à nouveau."
        )
    journal.write("accelerateur", by=by, at=now, chain=session.community_id, subject=session, etape=session.stage)
