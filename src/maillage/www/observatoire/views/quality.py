"""What is doubtful in the perimeters of the instance, or in those of a file that is sent, and the corrected file."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods
from django_ratelimit.decorators import ratelimit

from maillage.results import observatoire
from maillage.results.couverture.quality import QualityReport
from maillage.www.observatoire.address import Asked
from maillage.www.observatoire.forms import PerimetersForm
from maillage.www.observatoire.presenters import quality
from maillage.www.observatoire.views.rendering import answer


@require_http_methods(["GET", "HEAD", "POST"])
@ratelimit(key="ip", rate="10/m", group="qualite", method="POST", block=True)
def page(request: HttpRequest) -> HttpResponse:
    """`fichier=corrige` gives the corrected file instead of the page."""
    asked = Asked.read(request)
    if request.method == "POST":
        return _sent(request, asked)
    report = observatoire.quality_of(asked.coverage)
    if request.GET.get("fichier") == "corrige":
        return _corrected(report)
    context = quality.page(report, asked) | {"form": PerimetersForm()}
    return answer(request, "observatoire/qualite.html", asked, "qualite", **context)


def _sent(request: HttpRequest, asked: Asked) -> HttpResponse:
    form = PerimetersForm(request.POST, request.FILES)
    coverage = form.coverage(asked.today)
    if coverage is None:
        context = quality.page(observatoire.quality_of(asked.coverage), asked) | {"form": form}
        response = answer(request, "observatoire/qualite.html", asked, "qualite", **context)
        response.status_code = 400
        return response
    report = coverage.quality()
    if "corrige" in request.POST:
        return _corrected(report)
    context = quality.sent(report, report.source) | {"form": PerimetersForm()}
    return answer(request, "observatoire/qualite.html", asked, "qualite", **context)


def _corrected(report: QualityReport) -> HttpResponse:
    name = f"perimetres-corriges{'-fictif' if report.fictitious else ''}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(report.corrected, content_type="text/csv; charset=utf-8", headers=headers)
