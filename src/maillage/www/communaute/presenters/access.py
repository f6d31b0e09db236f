"""People and their roles, invitations and what became of them, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from maillage.accounts.models import User
from maillage.accounts.roles import CPTS, ROLES, of_space
from maillage.community.communities.models import CommunityGrant, CommunityInvitation
from maillage.www.shared.formats import day, typed


@dataclass(frozen=True, slots=True)
class Held:
    """One role of a person."""

    key: UUID
    label: str
    purpose: str
    since: str


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    email: str
    roles: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Sent:
    """An invitation that waits."""

    key: UUID
    email: str
    role: str
    by: str
    state: str
    expired: bool


def people(grants: Iterable[CommunityGrant]) -> list[Person]:
    """Each person once, with the roles held now."""
    found: dict[User, list[Held]] = {}
    for grant in grants:
        role = ROLES[grant.role]
        since = day(timezone.localdate(grant.since))
        found.setdefault(grant.person, []).append(Held(grant.pk, role.label, role.purpose, since))
    return [Person(str(person), person.email, tuple(roles)) for person, roles in found.items()]


def sent(invitations: Iterable[CommunityInvitation], now: datetime) -> list[Sent]:
    return [_sent(one, now) for one in invitations]


def _sent(one: CommunityInvitation, now: datetime) -> Sent:
    expired = one.expires_at <= now
    until = day(timezone.localdate(one.expires_at))
    state = f"expirée depuis le {until}" if expired else f"valable jusqu'au {until}"
    return Sent(one.pk, one.email, ROLES[one.role].label, str(one.created_by), state, expired)


def choices() -> list[dict[str, Any]]:
    """What each role is for, beside the form that gives one."""
    return [{"label": role.label, "purpose": typed(role.purpose)} for role in of_space(CPTS)]
