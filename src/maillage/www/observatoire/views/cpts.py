"""The list of CPTS, and the page of one."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from maillage.results import observatoire
from maillage.results.couverture.cpts import Cpts, UnknownCpts
from maillage.www.observatoire.address import Asked
from maillage.www.observatoire.presenters import cpts, places, stages
from maillage.www.observatoire.views.rendering import answer
from maillage.www.shared import formats

PER_PAGE = 50


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """By words of the name and by stage, in pages."""
    asked = Asked.read(request)
    query = " ".join(request.GET.get("q", "").replace("\0", "").split())[:80]
    stage = request.GET.get("stade", "")
    stage = stage if stage in stages.ORDER else ""
    coverage = asked.coverage
    found: tuple[Cpts, ...] = observatoire.cpts_named(coverage, query) if query else observatoire.all_cpts(coverage)
    kept = [one for one in found if not stage or one.stage == stage]
    page = Paginator(kept, PER_PAGE).get_page(request.GET.get("page"))
    return answer(
        request,
        "observatoire/cpts_liste.html",
        asked,
        "cpts",
        query=query,
        stage=stage,
        choices=[(name, stages.label(name)) for name in stages.ORDER[:-1]],
        count=formats.plural(len(kept), "CPTS", "CPTS"),
        page=page,
        rows=[places.cpts_row(one, asked) for one in page.object_list],
    )


@require_safe
def page(request: HttpRequest, key: str) -> HttpResponse:
    asked = Asked.read(request)
    try:
        one = asked.coverage.cpts(key)
    except UnknownCpts as error:
        raise Http404(str(error)) from None
    return answer(request, "observatoire/cpts.html", asked, "cpts", **cpts.page(asked.coverage, one, asked))
