"""The plan « 100 % CPTS »: its actions as the instance follows them, and its two indicators."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from maillage.results.couverture.plan100 import InvalidFollowing
from maillage.www.observatoire.address import Asked
from maillage.www.observatoire.presenters import plan
from maillage.www.observatoire.views.rendering import answer


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    asked = Asked.read(request)
    try:
        view = asked.coverage.plan_100()
    except InvalidFollowing as error:
        return answer(request, "observatoire/plan.html", asked, "plan", errors=error.errors, plan=None)
    return answer(request, "observatoire/plan.html", asked, "plan", errors=(), plan=plan.page(view))
