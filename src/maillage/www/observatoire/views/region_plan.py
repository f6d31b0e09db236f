"""The plan that covers a région: proposed, changed by hand, written in a file, and taken away."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods
from django_ratelimit.decorators import ratelimit

from maillage.results import observatoire
from maillage.results.couverture.plan import InvalidPlan, Plan
from maillage.results.observatoire import plans
from maillage.www.observatoire.address import Asked
from maillage.www.observatoire.presenters import region_plan
from maillage.www.observatoire.views.rendering import answer

MAX_BYTES = 1024 * 1024


@require_http_methods(["GET", "HEAD", "POST"])
@ratelimit(key="ip", rate="20/m", group="plans", block=True)
def page(request: HttpRequest, code: str) -> HttpResponse:
    """`fichier=csv` gives the plan as it stands, to be edited and sent back."""
    asked = Asked.read(request)
    try:
        place = observatoire.territory("region", code)
    except observatoire.UnknownTerritory as error:
        raise Http404(str(error)) from None
    if asked.coverage.is_empty:
        return answer(request, "observatoire/region_plan.html", asked, "zones", **region_plan.nothing(place, asked))
    errors: tuple[str, ...] = ()
    try:
        plan = _asked_plan(request, asked, place.code)
    except InvalidPlan as error:
        plan, errors = plans.proposed(asked.coverage, place.code), error.errors
    wanted = request.POST if request.method == "POST" else request.GET
    if wanted.get("fichier") == "csv" and not errors:
        return _file(plan)
    context = region_plan.page(asked.coverage, place, plan, asked, request.POST)
    response = answer(request, "observatoire/region_plan.html", asked, "zones", errors=errors, **context)
    if errors:
        response.status_code = 400
    return response


def _asked_plan(request: HttpRequest, asked: Asked, region: str) -> Plan:
    if request.method != "POST":
        return plans.proposed(asked.coverage, region)
    upload = request.FILES.get("plan")
    if upload is None:
        return plans.edited(asked.coverage, region, {key: str(value) for key, value in request.POST.items()})
    if upload.size is None or upload.size > MAX_BYTES:
        raise InvalidPlan(["Ce fichier dépasse 1 Mo : un plan de région tient dans 200 Ko."])
    try:
        return plans.written(asked.coverage, region, upload.read().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise InvalidPlan(["Ce fichier n'est pas un CSV en UTF-8 : reprenez celui que cette page propose."]) from None


def _file(plan: Plan) -> HttpResponse:
    name = f"plan-{plan.region}{'-fictif' if plan.fictitious else ''}.csv"
    return HttpResponse(
        plan.table, content_type="text/csv; charset=utf-8", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
