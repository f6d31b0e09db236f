"""Reads the institutions, their people, and the communities they are competent for."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Min, QuerySet

from maillage.accounts.models import JournalEntry, User
from maillage.community.communities import selectors as communities
from maillage.community.communities.models import Community
from maillage.institutions.models import FUNDERS, Institution, InstitutionGrant, InstitutionInvitation, Kind


def named(slug: str) -> Institution | None:
    """The institution of an address."""
    return Institution.objects.filter(slug=slug).first()


def of_person(person: User) -> list[tuple[Institution, tuple[str, ...]]]:
    """The institutions where a person holds roles, by name, with the keys of these roles."""
    found: dict[Institution, list[str]] = {}
    for grant in InstitutionGrant.objects.filter(person=person, until=None).select_related("institution"):
        found.setdefault(grant.institution, []).append(grant.role)
    return sorted(((place, tuple(sorted(roles))) for place, roles in found.items()), key=lambda item: item[0].name)


def roles_of(institution: Institution, person: User) -> frozenset[str]:
    """Keys of the roles a person holds now in this institution."""
    held = InstitutionGrant.objects.filter(institution=institution, person=person, until=None)
    return frozenset(held.values_list("role", flat=True))


def people(institution: Institution) -> QuerySet[InstitutionGrant]:
    """Roles held now, with their people."""
    grants = InstitutionGrant.objects.filter(institution=institution, until=None)
    return grants.select_related("person", "given_by").order_by("person__name", "role")


def held_since(institution: Institution, person: User, roles: Iterable[str]) -> datetime | None:
    """When the person first held one of these roles here: leaving it to take it again gives no new delay."""
    held = InstitutionGrant.objects.filter(institution=institution, person=person, role__in=list(roles))
    since: datetime | None = held.aggregate(first=Min("since"))["first"]
    return since


def invitations(institution: Institution) -> QuerySet[InstitutionInvitation]:
    """Invitations that nobody accepted nor withdrew, newest first; some may have expired."""
    waiting = InstitutionInvitation.objects.filter(institution=institution, accepted_at=None, withdrawn_at=None)
    return waiting.select_related("created_by").order_by("-created_at")


def invited(institution_id: UUID, invitation_id: UUID) -> InstitutionInvitation | None:
    """The invitation of a link, whatever became of it."""
    found = InstitutionInvitation.objects.filter(institution_id=institution_id, pk=invitation_id)
    return found.select_related("institution", "created_by").first()


def portfolio(institution: Institution) -> list[Community]:
    """The CPTS of its territory of competence, and those that left it after they transmitted something."""
    return communities.followed_in(None if institution.is_national else institution.departements)


def opened_by_agents(institution: Institution) -> frozenset[UUID]:
    """The CPTS that one of its people opened for a group of carriers: it knows them before they transmit anything."""
    people = InstitutionGrant.objects.filter(institution=institution).values("person")
    return frozenset(Community.objects.filter(created_by__in=people).values_list("pk", flat=True))


def journal_of(institution: Institution) -> QuerySet[JournalEntry]:
    """What was done in its name, newest first."""
    return JournalEntry.objects.filter(chain=str(institution.pk)).order_by("-number")


def funders(community: Community) -> list[Institution]:
    """Who receives what a CPTS sends: the agencies, the caisses and the MSA competent for its territory."""
    return [place for kind in FUNDERS for place in competent_for(community, kind)]


def competent_for(community: Community, kind: Kind) -> list[Institution]:
    """The institutions of a kind whose territory touches that of a CPTS."""
    touched = set(community.departements)
    return [place for place in Institution.objects.filter(kind=kind) if place.is_national or touched & set(place.departements)]
