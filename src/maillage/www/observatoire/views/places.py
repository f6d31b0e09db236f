"""France, a région, a département, and the search that leads to them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from maillage.results import observatoire
from maillage.www.observatoire.address import Asked
from maillage.www.observatoire.presenters import places
from maillage.www.observatoire.presenters.search import results
from maillage.www.observatoire.views.rendering import answer


@require_safe
def france(request: HttpRequest) -> HttpResponse:
    return _place(request, "france", "france")


@require_safe
def region(request: HttpRequest, code: str) -> HttpResponse:
    return _place(request, "region", code)


@require_safe
def departement(request: HttpRequest, code: str) -> HttpResponse:
    return _place(request, "departement", code)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Communes, départements, régions, EPCI and CPTS by their name."""
    asked = Asked.read(request)
    query = " ".join(request.GET.get("q", "").replace("\0", "").split())[:80]
    return answer(request, "observatoire/recherche.html", asked, "carte", query=query, found=results(asked, query))


def _place(request: HttpRequest, level: str, code: str) -> HttpResponse:
    asked = Asked.read(request)
    try:
        view = observatoire.view(asked.coverage, level, code.upper())
    except observatoire.UnknownTerritory as error:
        raise Http404(str(error)) from None
    return answer(request, "observatoire/territoire.html", asked, "carte", **places.context(view, asked))
