"""Hears each line of the journal, in the transaction of its act: a mail leaves, or waits for the mail of the day. It only adds
rows, and locks none: acts at once never wait for each other here."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from maillage.accounts.models import JournalEntry, Rhythm
from maillage.accounts.walls import within
from maillage.community.communities.models import Community
from maillage.community.outbox import actions as outbox
from maillage.community.outbox import selectors as mails
from maillage.institutions.models import Notice
from maillage.institutions.news import choices, digest, readers
from maillage.institutions.news.kinds import KINDS, kind_of
from maillage.institutions.news.letters import Told, letter
from maillage.institutions.news.telling import lines

MANY = 3
"""Mails of news that leave at once for one address in a day; what follows waits for the mail of the day."""
HOUR = time(7)
"""When the mail of the day leaves, in France."""
_MAILED = frozenset(kind.act for kind in KINDS)


def hear(entry: JournalEntry, **_: Any) -> None:
    """The receiver of `journal.written`."""
    if entry.action not in _MAILED or kind_of(entry) is None:
        return
    try:
        community = Community.objects.filter(pk=UUID(entry.chain)).first()
    except ValueError:  # the journal of the instance
        return
    if community is None:  # that of an institution: its acts are told by the line of the CPTS
        return
    with within(community):
        for line in lines([entry], {entry.chain: community}):
            for reader in readers.of_line(line):
                _tell((line, reader))


def _tell(told: Told) -> None:
    line, reader = told
    rhythm = choices.rhythm_of(reader.person) if reader.person else choices.of_address(reader.address)
    if rhythm == Rhythm.JAMAIS and not line.kind.is_legal:
        return
    prefix, at = f"nouvelle:{reader.key.hex}:", line.entry.at
    if rhythm == Rhythm.CHAQUE_JOUR or mails.asked_between(prefix, *_day(at)) >= MANY:
        _hold(told, due=next_digest(at))
        return
    made = letter([told])
    outbox.post(
        to=reader.address,
        subject=made.subject,
        body=made.body,
        now=at,
        community=made.community,
        kind=made.kind,
        key=f"{prefix}{line.entry.pk.hex}",
    )


def _hold(told: Told, *, due: datetime) -> None:
    line, reader = told
    is_first = not Notice.objects.filter(recipient=reader.key, due_at=due).exists()
    row = Notice(recipient=reader.key, chain=line.community.pk, entry=line.entry.pk, due_at=due)
    Notice.objects.bulk_create([row], ignore_conflicts=True)
    if is_first and settings.MAILLAGE_SMTP:
        digest.later(reader.key, at=due)


def next_digest(at: datetime) -> datetime:
    """The next seven o'clock of the morning after a moment."""
    local = timezone.localtime(at)
    day = local.date() if local.time() < HOUR else local.date() + timedelta(days=1)
    return datetime.combine(day, HOUR, tzinfo=timezone.get_current_timezone())


def _day(at: datetime) -> tuple[datetime, datetime]:
    """Its first moment in France, and that of the next."""
    day, zone = timezone.localdate(at), timezone.get_current_timezone()
    return datetime.combine(day, time(), tzinfo=zone), datetime.combine(day + timedelta(days=1), time(), tzinfo=zone)
