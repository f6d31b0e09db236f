"""The private address of an agenda, written once for a CPTS and for an institution: made, opened, changed, withdrawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar
from uuid import UUID

from django.core import signing
from django.db.models import Model, QuerySet

from maillage.accounts import journal, turns
from maillage.accounts.models import CalendarLink, User

L = TypeVar("L", bound=CalendarLink)
_SALT = "maillage.agenda"


@dataclass(frozen=True, slots=True)
class Agenda(Generic[L]):
    """The agenda of a CPTS or an institution; `key` is what the rows of its links say of it, `links` those that open it."""

    id: UUID
    key: Mapping[str, Model]
    links: QuerySet[L]

    def link_of(self, person: User) -> L | None:
        """The link that a person uses."""
        return self.links.filter(**self.key, person=person, withdrawn_at=None).first()


@turns.act
def make(agenda: Agenda[L], *, by: User, now: datetime) -> L:
    """The link of a person; the one before stops to open anything."""
    withdraw(agenda, by=by, now=now)
    made = agenda.links.create(**agenda.key, person=by, created_at=now)
    journal.write("lien_agenda", by=by, at=now, chain=agenda.id, subject=made, ouvert=True)
    return made


@turns.act
def withdraw(agenda: Agenda[L], *, by: User, now: datetime) -> bool:
    """Whether there was one."""
    found = agenda.link_of(by)
    if found is None or not agenda.links.filter(pk=found.pk, withdrawn_at=None).update(withdrawn_at=now):
        return False
    journal.write("lien_agenda", by=by, at=now, chain=agenda.id, subject=found, ouvert=False)
    return True


def token(link: CalendarLink) -> str:
    """What the address carries."""
    return signing.dumps(link.pk.hex, salt=_SALT)


def opened(text: str, links: QuerySet[L]) -> L | None:
    """The link of an address, while it stands and its person has an account; whether they still may read is for the caller."""
    try:
        key = UUID(hex=signing.loads(text, salt=_SALT))
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        return None
    return links.filter(pk=key, withdrawn_at=None, person__is_active=True).select_related("person").first()
