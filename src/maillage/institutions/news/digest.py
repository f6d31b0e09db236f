"""The mail of the day: all that waits for one recipient in one mail, when its hour has come."""

from collections import Counter
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django_tasks import task

from maillage.accounts import clock
from maillage.accounts.models import JournalEntry, SpaceVisit
from maillage.accounts.walls import within
from maillage.community.communities.models import Community
from maillage.community.outbox import actions as outbox
from maillage.institutions.models import Notice
from maillage.institutions.news import readers
from maillage.institutions.news.letters import Told, letter
from maillage.institutions.news.telling import lines


@task()
def digest_task(recipient: str) -> bool:
    """Whether a mail was asked for."""
    return send(UUID(recipient), now=clock.now())


def later(recipient: UUID, *, at: datetime) -> None:
    """A row in the queue, in the caller's transaction."""
    digest_task.using(run_after=at).enqueue(str(recipient))


def send_due(*, now: datetime) -> int:
    """Every mail of the day whose hour has come, without a worker; how many were asked for."""
    due = Notice.objects.filter(due_at__lte=now).values_list("recipient", flat=True).distinct().order_by("recipient")
    return Counter(send(recipient, now=now) for recipient in list(due))[True]


@transaction.atomic
def send(recipient: UUID, *, now: datetime) -> bool:
    """Writes it for who may still read each line, without what they already saw in their space; nothing is left to tell after."""
    waiting = list(Notice.objects.select_for_update().filter(recipient=recipient, due_at__lte=now).order_by("pk"))
    if not waiting:
        return False
    told = sorted(
        (one for chain in {row.chain for row in waiting} for one in _told(recipient, chain, waiting)),
        key=lambda one: (one[0].entry.at, one[0].entry.number),
    )
    Notice.objects.filter(pk__in=[row.pk for row in waiting]).delete()
    if not told:
        return False
    made = letter(told)
    key = f"jour:{recipient.hex}:{max(row.due_at for row in waiting):%Y%m%d}:{told[-1][0].entry.pk.hex}"
    with within(*([made.community] if made.community else [])):
        asked = outbox.post(
            to=told[0][1].address,
            subject=made.subject,
            body=made.body,
            now=now,
            community=made.community,
            kind=made.kind,
            key=key,
        )
    return asked is not None


def _told(recipient: UUID, chain: UUID, waiting: list[Notice]) -> list[Told]:
    community = Community.objects.filter(pk=chain).first()
    if community is None:
        return []
    wanted = [row.entry for row in waiting if row.chain == chain]
    with within(community):
        entries = JournalEntry.objects.filter(chain=str(chain), pk__in=wanted).order_by("number")
        return [
            (line, reader)
            for line in lines(entries, {str(chain): community})
            for reader in readers.of_line(line)
            if reader.key == recipient and not _was_seen(line.entry, reader)
        ]


def _was_seen(entry: JournalEntry, reader: readers.Reader) -> bool:
    if reader.person is None:
        return False
    return SpaceVisit.objects.filter(person=reader.person, space_id=reader.space_id, seen_at__gte=entry.at).exists()
