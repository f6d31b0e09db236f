"""« Nouveau depuis votre dernière visite »: what happened in a space since a person last opened it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from maillage.accounts.models import JournalEntry, SpaceVisit, User
from maillage.community.communities.models import Community
from maillage.institutions.competence import Competence
from maillage.institutions.models import Institution
from maillage.institutions.news import readers, telling
from maillage.institutions.news.kinds import CPTS, INSTITUTION, TOLD, Side
from maillage.institutions.news.telling import News

LONGEST = timedelta(days=60)
"""What is older is in the journal."""
_MOST = 500
"""Lines read at most: who was away for long is shown the newest."""


@dataclass(frozen=True, slots=True)
class Since:
    """`at`: the last visit; none at the first."""

    at: datetime | None
    news: tuple[News, ...]
    """Newest first."""


def visit(person: User, space: Community | Institution, *, now: datetime) -> datetime | None:
    """Marks all as read, and says when the visit before was."""
    row, is_new = SpaceVisit.objects.get_or_create(person=person, space_id=space.pk, defaults={"seen_at": now})
    before = None if is_new else row.seen_at
    SpaceVisit.objects.filter(pk=row.pk, seen_at__lt=now).update(seen_at=now)
    return before


def of_community(community: Community, person: User, *, since: datetime | None, now: datetime) -> tuple[News, ...]:
    """What institutions and colleagues did; asked within its walls."""
    entries = _entries([community], person, CPTS, since, now)
    names = telling.names(entries)
    found = telling.lines(entries, {str(community.pk): community}, CPTS)
    return _grouped(telling.to_community(line, names=names) for line in found)


def of_institution(
    institution: Institution, portfolio: Iterable[Community], person: User, *, since: datetime | None, now: datetime
) -> tuple[News, ...]:
    """What happened in the files that it reads; asked within the walls of its portfolio."""
    known = {str(one.pk): one for one in portfolio}
    found = telling.lines(_entries(known.values(), person, INSTITUTION, since, now), known, INSTITUTION)
    competence = Competence(institution, timezone.localdate(now))
    return _grouped(telling.to_institution(line, institution) for line in found if readers.may_read(competence, line))


def _entries(
    communities: Iterable[Community], person: User, side: Side, since: datetime | None, now: datetime
) -> list[JournalEntry]:
    """Not what they did themselves."""
    oldest = max(since or now - LONGEST, now - LONGEST)
    chains: list[UUID] = [one.pk for one in communities]
    rows = JournalEntry.objects.filter(chain__in=[str(key) for key in chains], at__gt=oldest, action__in=TOLD[side])
    return list(rows.exclude(person_id=person.pk).order_by("-at", "-number")[:_MOST])


def _grouped(found: Iterable[News]) -> tuple[News, ...]:
    """What was done again and again is said once, at its last moment."""
    kept: dict[tuple[str, str], News] = {}
    for one in found:
        key = (one.sentence, one.path)
        kept[key] = replace(kept[key], count=kept[key].count + 1) if key in kept else one
    return tuple(kept.values())
