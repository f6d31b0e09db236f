"""The list of CPTS, and the page of one."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from maillage.results import observatoire
from maillage.results.couverture.cpts import UnknownCpts
from maillage.www.observatoire.address import Asked
from maillage.www.observatoire.presenters import cpts, places
from maillage.www.observatoire.presenters.listing import Chosen
from maillage.www.observatoire.views.rendering import answer
from maillage.www.shared import formats

PER_PAGE = 50


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """By place, words of the name, stage and signal of fragility, in pages."""
    asked = Asked.read(request)
    try:
        chosen = Chosen.read(request.GET)
    except observatoire.UnknownTerritory as error:
        raise Http404(str(error)) from None
    found, seen = chosen.cpts(asked), chosen.seen(asked)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return answer(
        request,
        "observatoire/cpts_liste.html",
        asked,
        "cpts",
        count=formats.plural(len(found), "CPTS", "CPTS"),
        page=page,
        rows=[places.cpts_row(one, asked, seen=seen.get(one.id, "")) for one in page.object_list],
        **chosen.context(asked),
    )


@require_safe
def page(request: HttpRequest, key: str) -> HttpResponse:
    asked = Asked.read(request)
    try:
        one = asked.coverage.cpts(key)
    except UnknownCpts as error:
        raise Http404(str(error)) from None
    return answer(request, "observatoire/cpts.html", asked, "cpts", **cpts.page(asked.coverage, one, asked))
