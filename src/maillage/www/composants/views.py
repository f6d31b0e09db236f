"""The gallery of components, open in the demonstration and in development only."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from maillage.kernel.proof import Proof
from maillage.www.composants import samples
from maillage.www.shared.money import columns
from maillage.www.shared.refused import refused_fields


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every component, in each of its states."""
    if not (settings.MAILLAGE_DEMO or settings.DEBUG):
        raise Http404
    form = samples.answered_form()
    context = {
        "colours": samples.COLOURS,
        "form": form,
        "to_correct": refused_fields({"form": form}),
        "steps": samples.STEPS,
        "proofs": list(Proof)[::-1],
        "amounts": columns(samples.AMOUNTS),
        "page": Paginator(range(240), 100).get_page(request.GET.get("page")),
        "rows": samples.ROWS,
        "refusals": samples.REFUSALS,
        "filed": samples.FILED,
        "filing": samples.FILING,
        "news": samples.NEWS,
        "lines": samples.LINES,
        "offered": samples.OFFERED,
        "notices": samples.AWAITED,
        "carriers": samples.CARRIERS,
        "history": samples.HISTORY,
        "empty_action": {"href": "/territoire/", "label": "Chercher une commune"},
        "empty_second": {"href": "/territoire/", "label": "Coller une liste"},
    }
    return render(request, "composants/index.html", context)
