"""A new CPTS from the communes chosen in the studio, by a carrier, or by an agent for a group of carriers."""

from functools import partial
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from maillage.accounts import clock
from maillage.accounts.models import User
from maillage.accounts.refusals import UnableToSave
from maillage.accounts.roles import Permission, permissions
from maillage.community.communities import actions
from maillage.community.communities import selectors as communities
from maillage.facts.selection import InvalidSelection
from maillage.institutions import selectors as institutions
from maillage.institutions.models import Institution
from maillage.results.cpts.around import around
from maillage.www.communaute.forms import CommunityForCarriers, NewCommunity
from maillage.www.communaute.presenters import maps, weights
from maillage.www.communaute.selecting import Chosen, chosen, proposed_name
from maillage.www.shared import errors
from maillage.www.shared.espace import factor_days, signed_in, to_factor
from maillage.www.shared.formats import typed

STUDIO = {"href": "/territoire/", "label": "Ouvrir le studio"}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: HttpRequest) -> HttpResponse:
    """Shows what the selection weighs and whom it meets; creates on confirmation."""
    given = request.POST if request.method == "POST" else request.GET
    agency = _agency(request, given.get("institution", ""))
    if agency and _lacks_factor(cast(User, request.user), agency):
        return to_factor(request)
    try:
        found = chosen(given, clock.today())
    except InvalidSelection as error:
        return errors.page(request, 400, explanation=str(error))
    kind = CommunityForCarriers if agency else NewCommunity
    if found is None:
        return _page(request, kind(), agency, None)
    form = kind(request.POST if request.method == "POST" else None, initial={"name": proposed_name(found.weight)})
    if form.is_valid():
        try:
            return _create(request, form, agency, found)
        except UnableToSave as error:
            form.add_error(None, typed(str(error)))
    return _page(request, form, agency, found)


def _create(request: HttpRequest, form: NewCommunity, agency: Institution | None, found: Chosen) -> HttpResponse:
    person = cast(User, request.user)
    given: dict[str, Any] = {
        "codes": found.weight.codes,
        "by": person,
        "now": clock.now(),
        "today": clock.today(),
        "fictif": settings.MAILLAGE_DEMO or person.is_fictif,
    }
    if agency:
        made = actions.create_for_carriers(**form.cleaned_data, **given)
        messages.success(request, f"{made} est créée, et l'invitation à la coordonner est partie.")
        return redirect(f"/institution/{agency.slug}/")
    made = actions.create_community(**form.cleaned_data, **given)
    messages.success(request, f"{made} est créée. Vous en avez la coordination.")
    return redirect("communaute:tableau", made.slug)


def _agency(request: HttpRequest, slug: str) -> Institution | None:
    """The institution in whose name an agent creates; 404 for who may not instruct its files."""
    if not slug:
        return None
    institution = institutions.named(slug)
    held = institutions.roles_of(institution, cast(User, request.user)) if institution else frozenset()
    if Permission.INSTRUIRE not in permissions(held):
        raise Http404
    return institution


def _lacks_factor(agent: User, agency: Institution) -> bool:
    """This page is in no space: it asks what the door of the institution would ask."""
    held = institutions.roles_of(agency, agent)
    left = factor_days(agent, held, partial(institutions.held_since, agency))
    return left is not None and left <= 0


def _page(request: HttpRequest, form: NewCommunity, agency: Institution | None, found: Chosen | None) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "agency": agency, "found": found, "studio": STUDIO}
    if found:
        near = [weights.nearby(one) for one in around(found.weight.codes, clock.today())]
        context |= {
            "figures": weights.figures(found.weight),
            "map": maps.of_territory(found.weight.territory),
            "overlaps": [one for one in near if one["shared"]],
            "neighbours": [one for one in near if not one["shared"]],
            "mine": [] if agency else _mine(cast(User, request.user)),
            "agencies": [] if agency else _agencies(cast(User, request.user)),
        }
    return render(request, "communaute/nouvelle.html", context, status=400 if form.errors else 200)


def _mine(person: User) -> list[tuple[str, str]]:
    """The CPTS whose perimeter the person may change: the same selection can serve there."""
    return [
        (community.name, community.slug)
        for community, held in communities.of_person(person)
        if Permission.PERIMETRE in permissions(set(held))
    ]


def _agencies(person: User) -> list[tuple[str, str]]:
    """The institutions in whose name the person may open the same space for a group of carriers."""
    return [
        (institution.name, institution.slug)
        for institution, held in institutions.of_person(person)
        if Permission.INSTRUIRE in permissions(set(held))
    ]
