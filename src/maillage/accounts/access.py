"""Roles given, ended and offered by a link: written once, for a CPTS and for an institution."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from maillage.accounts import addresses, invitations, journal, turns
from maillage.accounts.invitations import Link
from maillage.accounts.models import Grant, Invitation, User
from maillage.accounts.refusals import UnableToSave
from maillage.accounts.roles import ROLES, may_give, of_space

G = TypeVar("G", bound=Grant)
I = TypeVar("I", bound=Invitation)  # noqa: E741

MAX_A_DAY = 100
"""Invitations of one space in a day: whoever creates one writes to any address, in the name of this instance."""


@dataclass(frozen=True, slots=True)
class Place(Generic[G, I]):
    """A CPTS or an institution as access sees it; `key` is what its rows of grants and invitations say of it."""

    space: str
    """`roles.CPTS` or `roles.INSTITUTION`."""
    id: UUID
    name: str
    key: Mapping[str, Model]
    grants: QuerySet[G]
    invitations: QuerySet[I]
    kind: str = ""
    """Kind of the institution."""

    def check(self, role: str) -> None:
        """Passes when this place may give the role."""
        if role not in {one.key for one in of_space(self.space, self.kind)}:
            raise UnableToSave(f"Le rôle « {role} » n'est pas un rôle de « {self.name} ».")

    @property
    def pending(self) -> QuerySet[I]:
        return self.invitations.filter(**self.key, accepted_at=None, withdrawn_at=None)


@turns.act
def give(place: Place[G, I], *, person: User, role: str, by: User | None, now: datetime) -> G:
    """Gives a role; giving it twice changes nothing. `by`: who asks, with their roles of now; None for the instance itself."""
    place.check(role)
    if by:
        check_giver(place, by, role, to=person.email)
    grant, is_new = place.grants.get_or_create(
        **place.key, person=person, role=role, until=None, defaults={"since": now, "given_by": by}
    )
    if is_new:
        journal.write("role_donne", by=by, at=now, chain=place.id, subject=person, role=role)
    return grant


@turns.act
def end(place: Place[G, I], grant: G, *, by: User, now: datetime) -> None:
    """Ends a role."""
    grant.until, grant.ended_by = now, by
    grant.save(update_fields=["until", "ended_by"])
    journal.write("role_retire", by=by, at=now, chain=place.id, subject=grant.person, role=grant.role)
    _withdraw_of(place, grant.person, by=by, now=now)


def check_giver(place: Place[G, I], by: User, role: str, *, to: str) -> None:
    """Passes when a person may give a role here; somebody from outside, who opens the space of others, holds none to compare."""
    held = _held(place, by)
    if held and not may_give(held, role, to_oneself=to == by.email):
        raise UnableToSave(
            f"« {ROLES[role].label} » permet plus que vos rôles dans « {place.name} » : demandez à une personne qui l'a déjà."
        )


def _held(place: Place[G, I], person: User) -> frozenset[str]:
    return frozenset(place.grants.filter(**place.key, person=person, until=None).values_list("role", flat=True))


def _withdraw_of(place: Place[G, I], person: User, *, by: User, now: datetime) -> None:
    """A link that somebody sent opens nothing more once they could no longer send it: nobody comes back by their own door."""
    held = _held(place, person)
    for waiting in place.pending.filter(created_by=person):
        if not may_give(held, waiting.role, to_oneself=waiting.email == person.email):
            withdraw(place, waiting, by=by, now=now)


@turns.act
def invite(place: Place[G, I], *, email: str, role: str, by: User, now: datetime) -> I:
    """Sends a link to a role; an earlier link to the same role, for the same address, is withdrawn."""
    address = addresses.clean(email)
    if why := addresses.fault(address):
        raise UnableToSave(why)
    place.check(role)
    check_giver(place, by, role, to=address)
    if place.grants.filter(**place.key, person__email=address, role=role, until=None).exists():
        raise UnableToSave(f"{address} a déjà le rôle « {ROLES[role].label} » dans « {place.name} ».")
    if place.invitations.filter(**place.key, created_at__gt=now - timedelta(days=1)).count() >= MAX_A_DAY:
        raise UnableToSave(
            f"{MAX_A_DAY} invitations sont parties de « {place.name} » en un jour, le plus permis : {address} attendra demain."
        )
    place.pending.filter(email=address, role=role).update(withdrawn_at=now)
    invitation = place.invitations.create(
        **place.key, email=address, role=role, created_at=now, expires_at=invitations.expiry(now), created_by=by
    )
    invitations.send(invitation, link=Link(place.space, place.id, invitation.pk), space=place.name, by=by)
    journal.write("invitation_envoyee", by=by, at=now, chain=place.id, subject=invitation, role=role)
    return invitation


@turns.act
def withdraw(place: Place[G, I], invitation: I, *, by: User, now: datetime) -> None:
    """The link no longer opens anything; one that already served stays as it is."""
    if place.pending.filter(pk=invitation.pk).update(withdrawn_at=now):
        journal.write("invitation_retiree", by=by, at=now, chain=place.id, subject=invitation)


@turns.act
def accept(place: Place[G, I], invitation: I, *, person: User, now: datetime) -> G:
    """Gives the role to the invited person, once; InvitationRefused otherwise."""
    invitations.check(invitation, now=now)
    invitations.check_person(invitation, person)
    if not place.pending.filter(pk=invitation.pk).update(accepted_at=now, accepted_by=person):
        invitation.refresh_from_db()
        invitations.check(invitation, now=now)
    journal.write("invitation_acceptee", by=person, at=now, chain=place.id, subject=invitation)
    return give(place, person=person, role=invitation.role, by=invitation.created_by, now=now)
