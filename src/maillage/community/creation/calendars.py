"""The private address of the agenda of a CPTS. Asked within its walls."""

from maillage.accounts import calendars
from maillage.accounts.calendars import Agenda
from maillage.accounts.roles import Permission, permissions
from maillage.community.communities import selectors as communities
from maillage.community.communities.models import Community
from maillage.community.creation.models import CalendarLink


def agenda(community: Community) -> Agenda[CalendarLink]:
    """Whose links are made and withdrawn by `accounts.calendars`."""
    return Agenda(community.pk, {"community": community}, CalendarLink.objects.all())


def is_open(community: Community, text: str) -> bool:
    """Whether a token opens the agenda of this CPTS: its person must still have a role there."""
    link = calendars.opened(text, CalendarLink.objects.filter(community=community))
    return link is not None and Permission.VOIR in permissions(communities.roles_of(community, link.person))
