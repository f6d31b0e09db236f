"""One indicator at length, and its « Pourquoi ? »: a drawer of the page, or pages of their own."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from maillage.results.lecture.values import badges
from maillage.www.diagnostic.presenters import detail
from maillage.www.diagnostic.presenters.why import tree
from maillage.www.diagnostic.views.page import refuse, wants_part
from maillage.www.diagnostic.visit import Refused, Visit, read
from maillage.www.shared.costly import costly_when_large

INDICATOR = ("diagnostic/indicateur.html", "diagnostic/_indicateur.html")
WHY = ("diagnostic/pourquoi.html", "diagnostic/_pourquoi.html")
"""Page, and what the drawer shows of it."""


@require_safe
@costly_when_large
def indicator(request: HttpRequest) -> HttpResponse:
    """Comparisons, years, communes, method."""
    try:
        visit, key = _asked(request)
    except Refused as refused:
        return refuse(request, refused)
    return _answer(request, INDICATOR, detail.context(visit.diagnosis, key, visit.address))


@require_safe
@costly_when_large
def why(request: HttpRequest) -> HttpResponse:
    """The tree of what the figure is made of."""
    try:
        visit, key = _asked(request)
    except Refused as refused:
        return refuse(request, refused)
    view = visit.diagnosis.views[key]
    context = {"why": tree(visit.diagnosis.explain(key)), "badges": badges(view), "back": visit.address.section(f"i-{key}")}
    return _answer(request, WHY, context | {"detail_url": visit.address.indicator(key)})


def _asked(request: HttpRequest) -> tuple[Visit, str]:
    visit, key = read(request.GET), request.GET.get("cle", "")
    if visit.is_empty:
        raise Refused("Aucune commune n'est sélectionnée : il n'y a pas encore de chiffre à expliquer.")
    if key not in visit.diagnosis.views:
        raise Http404(f"Aucun indicateur ne porte la clé « {key[:60]} ».")
    return visit, key


def _answer(request: HttpRequest, templates: tuple[str, str], context: dict[str, Any]) -> HttpResponse:
    page, part = templates
    response = render(request, part if wants_part(request) else page, context)
    patch_vary_headers(response, ["HX-Request"])
    return response
