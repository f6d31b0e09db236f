"""Views of the plain pages: the templates hold the words, the settings name who runs this instance."""

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django_ratelimit.decorators import ratelimit

from maillage.kernel.proof import Proof
from maillage.results import territoires
from maillage.www.pages import guide as pages_of_the_guide
from maillage.www.pages import site_map, source_code
from maillage.www.pages.sources import packages
from maillage.www.shared import formats
from maillage.www.shared.accessibility import CONFORM, NOT_APPLICABLE, NOT_CONFORM, grid


@require_safe
def a_propos(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/a_propos.html", {"proofs": list(Proof)[::-1]})


@require_safe
def accessibilite(request: HttpRequest) -> HttpResponse:
    """The declaration, in the order of the official model; every figure comes from the grid."""
    found = grid()
    context = {
        "grid": found,
        "audited_on": formats.long_day(found.audited_on),
        "conform": found.count(CONFORM),
        "failing": found.count(NOT_CONFORM),
        "absent": found.count(NOT_APPLICABLE),
        "site_address": settings.MAILLAGE_URL or f"{request.scheme}://{request.get_host()}",
        "editor": settings.MAILLAGE_EDITOR,
        **_contact(),
    }
    return render(request, "pages/accessibilite.html", context)


@require_safe
def plan_du_site(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/plan_du_site.html", {"families": site_map.families()})


@require_safe
def mentions_legales(request: HttpRequest) -> HttpResponse:
    context = {"editor": settings.MAILLAGE_EDITOR, "host": settings.MAILLAGE_HOST_NAME, **_contact()}
    return render(request, "pages/mentions_legales.html", context)


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    context = {"packages": packages(), "when": formats.typed(f"Empreinte des données embarquées : {territoires.stamp()}")}
    return render(request, "pages/sources.html", context)


@require_safe
def guide(request: HttpRequest, name: str = "") -> HttpResponse:
    try:
        page = pages_of_the_guide.page(name) if name else None
    except pages_of_the_guide.UnknownPage:
        raise Http404(f"Le guide n'a pas de page « {name} ».") from None
    crumbs = [("Guide d'utilisation", reverse("pages:guide"))]
    context = {"page": page, "entries": pages_of_the_guide.entries(), "current": name, "crumbs": crumbs}
    return render(request, "pages/guide.html", context)


@require_safe
def code(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/code.html", {"size": formats.octets(source_code.archive().stat().st_size)})


@require_safe
@ratelimit(key="ip", rate="6/m", group="code", block=True)
def code_archive(request: HttpRequest) -> HttpResponseBase:
    return FileResponse(source_code.archive().open("rb"), as_attachment=True, filename=source_code.name())


def _contact() -> dict[str, str]:
    """An e-mail address or the address of a page."""
    contact = settings.MAILLAGE_CONTACT
    href = contact if contact.startswith(("https://", "http://")) else f"mailto:{contact}"
    return {"contact": contact, "contact_href": href}
