"""Writes institutions and the roles of their agents."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.text import slugify

from maillage.accounts import invitations, journal, people
from maillage.accounts.invitations import Link
from maillage.accounts.models import User
from maillage.accounts.refusals import UnableToSave
from maillage.accounts.roles import INSTITUTION, ROLES, of_space
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


@transaction.atomic
def give_role(institution: Institution, *, person: User, role: str, by: User | None, now: datetime) -> InstitutionGrant:
    """Gives a role; giving it twice changes nothing."""
    if role not in {found.key for found in of_space(INSTITUTION, institution.kind)}:
        raise UnableToSave(f"Le rôle « {role} » n'est pas un rôle de {institution}.")
    grant, is_new = InstitutionGrant.objects.get_or_create(
        institution=institution, person=person, role=role, until=None, defaults={"since": now, "given_by": by}
    )
    if is_new:
        journal.write("role_donne", by=by, at=now, chain=institution.pk, subject=person, role=role)
    return grant


@transaction.atomic
def end_role(grant: InstitutionGrant, *, by: User, now: datetime) -> None:
    """Ends a role; the host of the instance can always open another access."""
    grant.until, grant.ended_by = now, by
    grant.save(update_fields=["until", "ended_by"])
    journal.write("role_retire", by=by, at=now, chain=grant.institution_id, subject=grant.person, role=grant.role)


@transaction.atomic
def invite(institution: Institution, *, email: str, role: str, by: User, now: datetime) -> InstitutionInvitation:
    """Sends a link to a role; an earlier link to the same role, for the same address, is withdrawn."""
    address = email.strip().lower()
    if role not in {found.key for found in of_space(INSTITUTION, institution.kind)}:
        raise UnableToSave(f"Le rôle « {role} » n'est pas un rôle de {institution}.")
    if InstitutionGrant.objects.filter(institution=institution, person__email=address, role=role, until=None).exists():
        raise UnableToSave(f"{address} a déjà le rôle « {ROLES[role].label} » dans cette institution.")
    _pending(institution).filter(email=address, role=role).update(withdrawn_at=now)
    invitation = InstitutionInvitation.objects.create(
        institution=institution, email=address, role=role, created_at=now, expires_at=invitations.expiry(now), created_by=by
    )
    invitations.send(invitation, link=Link(INSTITUTION, institution.pk, invitation.pk), space=institution.name, by=by)
    journal.write("invitation_envoyee", by=by, at=now, chain=institution.pk, subject=invitation, role=role)
    return invitation


@transaction.atomic
def withdraw_invitation(invitation: InstitutionInvitation, *, by: User, now: datetime) -> None:
    """The link no longer opens anything; one that already served stays as it is."""
    if _pending(invitation.institution).filter(pk=invitation.pk).update(withdrawn_at=now):
        journal.write("invitation_retiree", by=by, at=now, chain=invitation.institution_id, subject=invitation)


@transaction.atomic
def accept_invitation(invitation: InstitutionInvitation, *, person: User, now: datetime) -> InstitutionGrant:
    """Gives the role to the invited person, once; InvitationRefused otherwise."""
    invitations.check(invitation, now=now)
    invitations.check_person(invitation, person)
    if not _pending(invitation.institution).filter(pk=invitation.pk).update(accepted_at=now, accepted_by=person):
        invitation.refresh_from_db()
        invitations.check(invitation, now=now)
    journal.write("invitation_acceptee", by=person, at=now, chain=invitation.institution_id, subject=invitation)
    return give_role(invitation.institution, person=person, role=invitation.role, by=invitation.created_by, now=now)


def _pending(institution: Institution) -> QuerySet[InstitutionInvitation]:
    return InstitutionInvitation.objects.filter(institution=institution, accepted_at=None, withdrawn_at=None)
