"""Reads the CPTS, its perimeter and its people. Everything but `named` and `of_person` is asked within its walls."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from maillage.accounts.models import User
from maillage.accounts.walls import outside
from maillage.community.communities.models import Community, CommunityGrant, Perimeter


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


def perimeter(community: Community, day: date) -> Perimeter | None:
    """The version in force on a day."""
    version: Perimeter | None = perimeters(community).filter(since__lte=day).last()
    return version


def perimeters(community: Community) -> QuerySet[Perimeter]:
    """All versions, oldest first."""
    versions: QuerySet[Perimeter] = Perimeter.objects.filter(community=community)
    return versions.select_related("created_by").order_by("since", "number")


def in_departements(codes: Iterable[str] | None) -> list[Community]:
    """CPTS whose perimeter touches one of these départements; all of them when None. By name."""
    every = Community.objects.order_by("name")
    if codes is None:
        return list(every)
    wanted = set(codes)
    return [community for community in every if wanted & set(community.departements)]
