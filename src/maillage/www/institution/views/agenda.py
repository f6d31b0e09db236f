"""The agenda of an institution, and the private address that calendars read."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe
from django_ratelimit.decorators import ratelimit

from maillage.accounts import clock
from maillage.accounts.calendars import token
from maillage.accounts.links import absolute
from maillage.accounts.roles import Permission
from maillage.accounts.walls import within
from maillage.institutions import calendars, selectors
from maillage.institutions.agenda import entries
from maillage.www.institution.presenters import agenda
from maillage.www.shared import espace, private_calendars
from maillage.www.shared.espace import Visit, of_institution


@of_institution(Permission.INSTRUIRE)
def page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Clocks, meetings and pieces by week."""
    kept = calendars.agenda(visit.institution).link_of(visit.person)
    context = {
        "weeks": agenda.weeks(entries(visit.institution, visit.today), visit.home, visit.today),
        "address": absolute(reverse("institution:flux", args=[token(kept)])) if kept else "",
    }
    return espace.page(request, visit, "institution/agenda.html", context)


@of_institution(Permission.INSTRUIRE, methods=("POST",))
def link(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Makes, changes or withdraws the private address of the agent."""
    back = reverse("institution:agenda", args=[visit.institution.slug])
    return private_calendars.change(request, visit, calendars.agenda(visit.institution), back) or redirect(back)


@require_safe
@ratelimit(key="ip", rate="60/m", group="agendas", block=True)
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Without an account: whoever has the address reads the dates, until it is withdrawn."""
    institution = calendars.opened(token)
    if institution is None:
        raise Http404
    with within(*selectors.portfolio(institution)):
        body = agenda.feed(institution, entries(institution, clock.today()), clock.now())
    headers = {"Cache-Control": "private, no-store", "Content-Disposition": 'inline; filename="maillage.ics"'}
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)
