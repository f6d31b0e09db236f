"""The page of a diagnosis and the map it changes without being loaded again; here today is read, for the size."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from maillage.results import tailles
from maillage.results.lecture import maps
from maillage.www.diagnostic.address import Address
from maillage.www.diagnostic.presenters import page as presenter
from maillage.www.diagnostic.visit import Refused, Visit, read
from maillage.www.shared.costly import costly_when_large


@require_safe
@costly_when_large
def index(request: HttpRequest) -> HttpResponse:
    """The canonical address for a submitted form; three ways to start without communes."""
    try:
        visit = read(request.GET)
    except Refused as refused:
        return refuse(request, refused)
    if visit.is_empty:
        return render(request, "diagnostic/vide.html", presenter.empty_context(visit.address))
    if not visit.is_canonical:
        return redirect(visit.address.page)
    size = tailles.size_of(visit.territory, localdate())
    return render(request, "diagnostic/index.html", presenter.context(visit, size))


@require_safe
@costly_when_large
def commune_map_part(request: HttpRequest) -> HttpResponse:
    """The map of another indicator; without JavaScript, the page on it."""
    try:
        visit = read(request.GET)
    except Refused as refused:
        return refuse(request, refused)
    if visit.is_empty or not wants_part(request):
        return redirect(f"{visit.address.page}#carte" if not visit.is_empty else visit.address.page)
    response = render(request, "diagnostic/_carte.html", _map_context(visit))
    patch_vary_headers(response, ["HX-Request"])
    return response


def _map_context(visit: Visit) -> dict[str, object]:
    key = maps.chosen(visit.diagnosis, visit.sections, visit.address.mapped)
    return presenter.map_context(visit, key)


def wants_part(request: HttpRequest) -> bool:
    """Asked by a script of the page, which puts it in its place."""
    return bool(request.headers.get("HX-Request")) and "HX-History-Restore-Request" not in request.headers


def refuse(request: HttpRequest, refused: Refused) -> HttpResponse:
    return render(request, "diagnostic/vide.html", presenter.empty_context(Address(), str(refused)), status=400)
