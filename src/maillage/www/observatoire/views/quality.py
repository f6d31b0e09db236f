"""What is doubtful in the perimeters that the instance holds, and the corrected file."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from maillage.results import observatoire
from maillage.www.observatoire.address import Asked
from maillage.www.observatoire.presenters import quality
from maillage.www.observatoire.views.rendering import answer


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    asked = Asked.read(request)
    report = observatoire.quality_of(asked.coverage)
    if request.GET.get("fichier") == "corrige":
        name = f"perimetres-corriges{'-fictif' if report.fictitious else ''}.csv"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(report.corrected, content_type="text/csv; charset=utf-8", headers=headers)
    return answer(request, "observatoire/qualite.html", asked, "qualite", **quality.page(report, asked))
