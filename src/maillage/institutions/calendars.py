"""The private address of an agenda: made, opened, withdrawn."""

from datetime import datetime
from uuid import UUID

from django.core import signing
from django.db import transaction

from maillage.accounts import journal, roles
from maillage.accounts.models import User
from maillage.accounts.roles import Permission
from maillage.institutions import selectors
from maillage.institutions.models import CalendarLink, Institution

_SALT = "maillage.agenda"


@transaction.atomic
def make(institution: Institution, *, by: User, now: datetime) -> CalendarLink:
    """The link of a person; the one before stops to open anything."""
    withdraw(institution, by=by, now=now)
    made = CalendarLink.objects.create(institution=institution, person=by, created_at=now)
    journal.write("lien_agenda", by=by, at=now, chain=institution.pk, subject=made, ouvert=True)
    return made


@transaction.atomic
def withdraw(institution: Institution, *, by: User, now: datetime) -> bool:
    """Whether there was one."""
    mine = CalendarLink.objects.filter(institution=institution, person=by, withdrawn_at=None)
    found = mine.first()
    if found is None or not mine.update(withdrawn_at=now):
        return False
    journal.write("lien_agenda", by=by, at=now, chain=institution.pk, subject=found, ouvert=False)
    return True


def of_person(institution: Institution, person: User) -> CalendarLink | None:
    """The link that a person uses."""
    return CalendarLink.objects.filter(institution=institution, person=person, withdrawn_at=None).first()


def token(link: CalendarLink) -> str:
    """What the address carries."""
    return signing.dumps(link.pk.hex, salt=_SALT)


def opened(text: str) -> Institution | None:
    """The institution whose agenda a token opens, while its person may instruct there."""
    try:
        key = UUID(hex=signing.loads(text, salt=_SALT))
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        return None
    link = CalendarLink.objects.filter(pk=key, withdrawn_at=None).select_related("institution", "person").first()
    if link is None or not link.person.is_active:
        return None
    held = selectors.roles_of(link.institution, link.person)
    return link.institution if Permission.INSTRUIRE in roles.permissions(held) else None
