"""The private address of the agenda of an institution."""

from maillage.accounts import calendars, roles
from maillage.accounts.calendars import Agenda
from maillage.accounts.roles import Permission
from maillage.institutions import selectors
from maillage.institutions.models import CalendarLink, Institution


def agenda(institution: Institution) -> Agenda[CalendarLink]:
    """Whose links are made and withdrawn by `accounts.calendars`."""
    return Agenda(institution.pk, {"institution": institution}, CalendarLink.objects.all())


def opened(text: str) -> Institution | None:
    """The institution whose agenda a token opens, while its person may instruct there."""
    link = calendars.opened(text, CalendarLink.objects.select_related("institution"))
    if link is None:
        return None
    held = selectors.roles_of(link.institution, link.person)
    return link.institution if Permission.INSTRUIRE in roles.permissions(held) else None
