"""Reads the CPTS, its perimeter and its people. Everything but `named` and `of_person` is asked within its walls."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Min, QuerySet

from maillage.accounts.models import JournalEntry, User
from maillage.accounts.walls import outside
from maillage.community.communities.models import Community, CommunityGrant, CommunityInvitation, Perimeter


def named(slug: str) -> Community | None:
    """The CPTS of an address."""
    return Community.objects.filter(slug=slug).first()


def of_person(person: User) -> list[tuple[Community, tuple[str, ...]]]:
    """The CPTS where a person holds roles, by name, with the keys of these roles."""
    with outside("the spaces of one person, across communities"):
        grants = list(CommunityGrant.objects.filter(person=person, until=None).select_related("community"))
    found: dict[Community, list[str]] = {}
    for grant in grants:
        found.setdefault(grant.community, []).append(grant.role)
    return sorted(((community, tuple(sorted(roles))) for community, roles in found.items()), key=lambda item: item[0].name)


def roles_of(community: Community, person: User) -> frozenset[str]:
    """Keys of the roles a person holds now in this CPTS."""
    return frozenset(
        CommunityGrant.objects.filter(community=community, person=person, until=None).values_list("role", flat=True)
    )


def people(community: Community) -> QuerySet[CommunityGrant]:
    """Roles held now, with their people."""
    grants: QuerySet[CommunityGrant] = CommunityGrant.objects.filter(community=community, until=None)
    return grants.select_related("person", "given_by").order_by("person__name", "role")


def held_since(community: Community, person: User, roles: Iterable[str]) -> datetime | None:
    """When the person first held one of these roles here: leaving it to take it again gives no new delay."""
    held = CommunityGrant.objects.filter(community=community, person=person, role__in=list(roles))
    since: datetime | None = held.aggregate(first=Min("since"))["first"]
    return since


def invitations(community: Community) -> QuerySet[CommunityInvitation]:
    """Invitations that nobody accepted nor withdrew, newest first; some may have expired."""
    waiting: QuerySet[CommunityInvitation] = CommunityInvitation.objects.filter(
        community=community, accepted_at=None, withdrawn_at=None
    )
    return waiting.select_related("created_by").order_by("-created_at")


def invited(community_id: UUID, invitation_id: UUID) -> CommunityInvitation | None:
    """The invitation of a link, whatever became of it."""
    found = CommunityInvitation.objects.filter(community_id=community_id, pk=invitation_id)
    return found.select_related("community", "created_by").first()


def journal_of(community: Community) -> QuerySet[JournalEntry]:
    """What was done in its space, newest first."""
    return JournalEntry.objects.filter(chain=str(community.pk)).order_by("-number")


def perimeter(community: Community, day: date) -> Perimeter | None:
    """The version in force on a day."""
    version: Perimeter | None = perimeters(community).filter(since__lte=day).last()
    return version


def perimeters(community: Community) -> QuerySet[Perimeter]:
    """All versions, oldest first."""
    versions: QuerySet[Perimeter] = Perimeter.objects.filter(community=community, withdrawn_at=None)
    return versions.select_related("created_by").order_by("since", "number")


def every_perimeter() -> QuerySet[Perimeter]:
    """All versions of every CPTS whose walls are open, oldest first."""
    versions: QuerySet[Perimeter] = Perimeter.objects.filter(withdrawn_at=None).order_by("since", "number")
    return versions


def touched(community: Community, day: date) -> list[str]:
    """Its départements on a day, and those to come."""
    return departements(list(perimeters(community)), day)


def departements(versions: Sequence[Perimeter], day: date) -> list[str]:
    """Those of the version in force and of those to come: a change planned for later takes nothing away today."""
    present = [version for version in versions if version.since <= day][-1:]
    coming = [version for version in versions if version.since > day]
    return sorted({departement(code) for version in (*present, *coming) for code in version.codes})


def departement(code: str) -> str:
    """« 09 », « 2A », « 974 »."""
    return code[:3] if code.startswith(("97", "98")) else code[:2]


def is_coming(version: Perimeter, today: date) -> bool:
    """Whether it has not taken effect yet; the perimeter that the space was opened with always has."""
    return version.number > 1 and version.since > today


def perimeter_writes(community: Community) -> int:
    """How many times its perimeter was written: who saves over fewer did not see the last one. A withdrawal is one."""
    versions = Perimeter.objects.filter(community=community)
    return int(versions.count() + versions.exclude(withdrawn_at=None).count())


def in_departements(codes: Iterable[str] | None) -> list[Community]:
    """CPTS whose perimeter touches one of these départements; all of them when None. By name."""
    every = Community.objects.order_by("name")
    if codes is None:
        return list(every)
    wanted = set(codes)
    return [community for community in every if wanted & set(community.departements)]


def followed_in(codes: Iterable[str] | None) -> list[Community]:
    """The same, with those that transmitted something while they were there."""
    wanted, every = set(codes or ()), Community.objects.order_by("name")
    return [one for one in every if codes is None or wanted & {*one.departements, *one.sent_from}]
