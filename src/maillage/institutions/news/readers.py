"""Who may be written to about a line: people by the roles they hold today, institutions that read the file, at their own address
too. Nobody who left, and never the one who acted. Asked within the walls of the CPTS."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from maillage.accounts import roles
from maillage.accounts.models import User
from maillage.accounts.roles import Permission
from maillage.community.communities.models import Community, CommunityGrant
from maillage.institutions.competence import Competence
from maillage.institutions.models import FUNDERS, Institution, InstitutionGrant
from maillage.institutions.news.kinds import CPTS, INSTITUTION, SUPPORT, actor
from maillage.institutions.news.telling import Line, News, to_community, to_institution


@dataclass(frozen=True, slots=True)
class Reader:
    """One address, and the line as it is read there."""

    key: UUID
    """Of the person; of the institution when it is its own address."""
    address: str
    space_id: UUID
    space: str
    """Name of the space where they read it."""
    person: User | None
    news: News


def of_line(line: Line) -> list[Reader]:
    """Each address once a space: those of the side that did not act, and the other institutions when the law is at stake."""
    if not line.kind.is_mailed:
        return []
    found: dict[tuple[str, UUID], Reader] = {}
    for one in (*_people_of_community(line), *_institutions(line)):
        found.setdefault((one.address, one.space_id), one)
    return list(found.values())


def competent(line: Line) -> list[Institution]:
    """The institutions that may read what the line is about, on its day."""
    day = timezone.localdate(line.entry.at)
    places = Institution.objects.filter(kind__in=FUNDERS)
    return [place for place in places if may_read(Competence(place, day), line)] if INSTITUTION in line.kind.to else []


def may_read(competence: Competence, line: Line) -> bool:
    """By the file when there is one, else by the territory; money that answers no file is an affair of the CPTS."""
    if line.sent:
        return competence.reads(line.sent)
    return line.kind.page != SUPPORT and competence.covers(line.community)


def _people_of_community(line: Line) -> Iterator[Reader]:
    if CPTS not in line.kind.to or actor(line.entry) is CPTS:
        return
    held = CommunityGrant.objects.filter(community=line.community, until=None, role__in=_able(line.kind.permission, roles.CPTS))
    community: Community = line.community
    for person in _people(held.values_list("person", flat=True), line):
        yield Reader(person.pk, person.email, community.pk, community.name, person, to_community(line))


def _institutions(line: Line) -> Iterator[Reader]:
    acted = line.entry.details.get("institution") if actor(line.entry) is INSTITUTION else ""
    if acted and not line.kind.is_legal:
        return
    for place in competent(line):
        if place.name == acted:
            continue
        news = to_institution(line, place)
        able = _able(Permission.INSTRUIRE, roles.INSTITUTION)
        held = InstitutionGrant.objects.filter(institution=place, until=None, role__in=able)
        for person in _people(held.values_list("person", flat=True), line):
            yield Reader(person.pk, person.email, place.pk, place.name, person, news)
        if place.email:
            yield Reader(place.pk, place.email.strip().lower(), place.pk, place.name, None, news)


def _people(keys: Iterable[UUID], line: Line) -> list[User]:
    people = User.objects.filter(pk__in=list(keys), is_active=True, erased_at=None).order_by("email")
    return [one for one in people if one.pk != line.entry.person_id]


def _able(permission: Permission, space: str) -> list[str]:
    return [role.key for role in roles.who_may(permission, space)]
