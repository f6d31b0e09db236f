"""Documents of one diagnosis: PDF, DOCX, XLSX, CSV and GeoJSON; a form brings the notes of the reader, which are not kept."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods
from django_ratelimit.decorators import ratelimit

from maillage.documents import diagnostic_docx, diagnostic_pdf, diagnostic_tables, diagnostic_xlsx
from maillage.documents.shared.diagnostic import GENERAL, Order
from maillage.results import etablissements, tailles
from maillage.results.diagnostic import Diagnosis
from maillage.www.diagnostic.presenters.naming import file_name, territory_name
from maillage.www.diagnostic.views.page import refuse
from maillage.www.diagnostic.visit import Refused, Visit, read
from maillage.www.shared.costly import costly

MAX_NOTE = 8_000
MAX_COMMUNES = 1_000
"""More than any département has; a document of twice as many took a quarter of a gigabyte."""
_OFFICE = "application/vnd.openxmlformats-officedocument"


@require_http_methods(["GET", "HEAD", "POST"])
@ratelimit(key="ip", rate="10/m", group="documents", block=True)
@costly
def download(request: HttpRequest, kind: str) -> HttpResponse:
    """One document of the diagnosis that the address or the form describes."""
    if kind not in _WRITERS:
        raise Http404("Ce format n'existe pas. Choisissez pdf, docx, xlsx, csv ou geojson.")
    try:
        visit = read(request.POST if request.method == "POST" else request.GET)
        if visit.is_empty:
            raise Refused("Aucune commune n'est sélectionnée : choisissez-en au moins une avant de télécharger.")
        if len(visit.address.codes) > MAX_COMMUNES:
            raise Refused("Un document décrit 1 000 communes au plus : la page les montre toutes, retirez-en pour le document.")
    except Refused as refused:
        return refuse(request, refused)
    order = _order(request, visit)
    content_type, writer = _WRITERS[kind]
    response = HttpResponse(writer(visit.diagnosis, order), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{file_name(order.title, order.made_on, kind)}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _order(request: HttpRequest, visit: Visit) -> Order:
    today = localdate()
    return Order(
        title=territory_name(visit.territory, visit.address.name),
        address=request.build_absolute_uri(visit.address.page),
        made_on=today,
        sections=visit.sections,
        structures=etablissements.structures(visit.address.codes),
        taille=tailles.size_of(visit.territory, today).taille,
        notes=_notes(request, visit),
        remarks=visit.remarks,
    )


def _notes(request: HttpRequest, visit: Visit) -> dict[str, str]:
    """Only what was written, cut to a readable length."""
    names = (GENERAL, *(f"note_{section.key}" for section in visit.diagnosis.sections))
    given = ((name, request.POST.get(name, "").replace("\r\n", "\n").strip()[:MAX_NOTE]) for name in names)
    return {name: text for name, text in given if text}


_WRITERS: dict[str, tuple[str, Callable[[Diagnosis, Order], bytes]]] = {
    "pdf": ("application/pdf", diagnostic_pdf.render),
    "docx": (f"{_OFFICE}.wordprocessingml.document", diagnostic_docx.render),
    "xlsx": (f"{_OFFICE}.spreadsheetml.sheet", diagnostic_xlsx.render),
    "csv": ("text/csv; charset=utf-8", diagnostic_tables.to_csv),
    "geojson": ("application/geo+json", diagnostic_tables.to_geojson),
}
