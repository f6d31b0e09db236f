"""Writes institutions and the roles of their agents."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from maillage.accounts import journal
from maillage.accounts.models import User
from maillage.accounts.roles import INSTITUTION, of_space
from maillage.institutions.models import Institution, InstitutionGrant, Kind


class UnableToSave(ValueError):
    """The row cannot be written; the message is a French sentence that says what to do."""


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
