"""Writes institutions and the roles of their agents."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from maillage.accounts import access, people
from maillage.accounts.access import Place
from maillage.accounts.models import User
from maillage.accounts.refusals import UnableToSave
from maillage.accounts.roles import INSTITUTION
from maillage.institutions.models import Institution, InstitutionGrant, InstitutionInvitation, Kind


@transaction.atomic
def create_institution(
    *, kind: Kind, name: str, departements: Iterable[str], now: datetime, email: str = "", fictif: bool = False
) -> Institution:
    """An institution and its territory. UnableToSave when its address is taken."""
    slug = slugify(name)[:60]
    if Institution.objects.filter(slug=slug).exists():
        raise UnableToSave(f"Une institution s'appelle déjà « {name} ».")
    return Institution.objects.create(
        slug=slug, kind=kind, name=name, email=email, departements=sorted(set(departements)), is_fictif=fictif, created_at=now
    )


@transaction.atomic
def open_institution(
    *, kind: Kind, name: str, departements: Iterable[str], address: str, person_name: str, now: datetime
) -> Institution:
    """An institution and the person who will open its other accesses; asked by the host of the instance."""
    institution = create_institution(kind=kind, name=name, departements=departements, now=now)
    give_role(institution, person=people.person_at(address, name=person_name), role="gestion_acces", by=None, now=now)
    return institution


def give_role(institution: Institution, *, person: User, role: str, by: User | None, now: datetime) -> InstitutionGrant:
    """Gives a role; giving it twice changes nothing."""
    return access.give(_place(institution), person=person, role=role, by=by, now=now)


def end_role(grant: InstitutionGrant, *, by: User, now: datetime) -> None:
    """Ends a role; the host of the instance can always open another access."""
    access.end(_place(grant.institution), grant, by=by, now=now)


def invite(institution: Institution, *, email: str, role: str, by: User, now: datetime) -> InstitutionInvitation:
    """Sends a link to a role; an earlier link to the same role, for the same address, is withdrawn."""
    return access.invite(_place(institution), email=email, role=role, by=by, now=now)


def withdraw_invitation(invitation: InstitutionInvitation, *, by: User, now: datetime) -> None:
    """The link no longer opens anything; one that already served stays as it is."""
    access.withdraw(_place(invitation.institution), invitation, by=by, now=now)


def accept_invitation(invitation: InstitutionInvitation, *, person: User, now: datetime) -> InstitutionGrant:
    """Gives the role to the invited person, once; InvitationRefused otherwise."""
    return access.accept(_place(invitation.institution), invitation, person=person, now=now)


def _place(institution: Institution) -> Place[InstitutionGrant, InstitutionInvitation]:
    grants, invitations = InstitutionGrant.objects.all(), InstitutionInvitation.objects.all()
    key = {"institution": institution}
    return Place(INSTITUTION, institution.pk, institution.name, key, grants, invitations, institution.kind)
