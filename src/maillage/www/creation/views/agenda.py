"""The private agenda of a CPTS, read by calendars: its address belongs to one person, who changes or withdraws it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe
from django_ratelimit.decorators import ratelimit

from maillage.accounts import calendars, clock
from maillage.accounts.links import absolute
from maillage.accounts.roles import Permission
from maillage.accounts.walls import within
from maillage.community.communities import selectors as communities
from maillage.community.creation import calendars as agendas
from maillage.community.creation import selectors
from maillage.results.cpts import path
from maillage.www.creation.calendars import calendar
from maillage.www.shared import private_calendars
from maillage.www.shared.downloads import TYPES
from maillage.www.shared.espace import Visit, of_community


def address(visit: Visit) -> str:
    """Of the person who visits; empty when they asked for none."""
    kept = agendas.agenda(visit.community).link_of(visit.person)
    return absolute(reverse("creation:agenda", args=[visit.community.slug, calendars.token(kept)])) if kept else ""


@of_community(Permission.VOIR, methods=("POST",))
def link(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Makes a new private address (the one before dies), or withdraws it (« retirer »)."""
    back = f"{visit.home}creation/contact/#agenda"
    return private_calendars.change(request, visit, agendas.agenda(visit.community), back) or redirect(back)


@require_safe
@ratelimit(key="ip", rate="60/m", group="agendas", block=True)
def feed(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Read by calendars, which do not sign in: the address is the key, until it is changed or the person's role ends."""
    community = communities.named(slug)
    if community is None:
        raise Http404
    with within(community):
        if not agendas.is_open(community, token):
            raise Http404
        clocks = [one.clock for one in path.standings(community, clock.today()) if one.clock and not one.clock.stopped_on]
        data = calendar(community, selectors.calendar(community), clocks, clock.now())
    return HttpResponse(data, TYPES["ics"], headers={"Cache-Control": "private, no-store"})
