"""Views of the plain pages: the templates hold the words, the settings name who runs this instance."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from maillage.kernel.proof import Proof
from maillage.results import territoires
from maillage.www.pages.sources import packages
from maillage.www.shared import formats


@require_safe
def a_propos(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/a_propos.html", {"proofs": list(Proof)[::-1]})


@require_safe
def accessibilite(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/accessibilite.html", _contact())


@require_safe
def mentions_legales(request: HttpRequest) -> HttpResponse:
    context = {"editor": settings.MAILLAGE_EDITOR, "host": settings.MAILLAGE_HOST_NAME, **_contact()}
    return render(request, "pages/mentions_legales.html", context)


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    context = {"packages": packages(), "when": formats.typed(f"Empreinte des données embarquées : {territoires.stamp()}")}
    return render(request, "pages/sources.html", context)


def _contact() -> dict[str, str]:
    """An e-mail address or the address of a page."""
    contact = settings.MAILLAGE_CONTACT
    href = contact if contact.startswith(("https://", "http://")) else f"mailto:{contact}"
    return {"contact": contact, "contact_href": href}
