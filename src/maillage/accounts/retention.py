"""Forgets the oldest entries of the journal, and leaves a seal from which the rest of each chain still verifies; forgets the
sessions that expired."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction

from maillage.accounts import journal
from maillage.accounts.models import JournalEntry, JournalSeal
from maillage.accounts.walls import outside


def purge_sessions(now: datetime) -> int:
    """Forgets the browsers whose sign-in expired, with their address and software; returns how many. `now` is the real time:
    sessions do not follow the clock of the demonstration."""
    expired = Session.objects.filter(expire_date__lt=now)
    removed = expired.delete()[0]
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return removed


def limit(now: datetime) -> datetime:
    """The first moment that is kept: MAILLAGE_JOURNAL_MOIS months before now, on the first of a month."""
    months = now.year * 12 + now.month - 1 - settings.MAILLAGE_JOURNAL_MONTHS
    return now.replace(year=months // 12, month=months % 12 + 1, day=1, hour=0, minute=0, second=0, microsecond=0)


def purge(*, before: datetime, now: datetime) -> int:
    """Removes what is older than `before`, from the start of each chain without a hole; returns how many entries."""
    with outside("every chain is purged, and the role of the site may remove nothing from the journal"):
        chains = list(JournalEntry.objects.order_by().values_list("chain", flat=True).distinct())
        return sum(_purge(chain, before, now) for chain in sorted(chains))


@transaction.atomic
def _purge(chain: str, before: datetime, now: datetime) -> int:
    entries = JournalEntry.objects.filter(chain=chain)
    kept = entries.filter(at__gte=before).order_by("number").first()
    old = entries.filter(number__lt=kept.number) if kept else entries
    last = old.order_by("-number").first()
    if last is None:
        return 0
    seal = {"number": last.number, "digest": last.digest, "at": now}
    JournalSeal.objects.update_or_create(chain=chain, defaults=seal)
    removed = old.count()
    old.delete()
    journal.write("purge", by=None, at=now, chain=chain, entrees=removed)
    return removed
