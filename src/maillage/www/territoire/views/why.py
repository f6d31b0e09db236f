"""« Pourquoi ? » of one figure of the panel: a drawer with HTMX, a page of its own without."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from maillage.results import territoires
from maillage.www.territoire.presenters.reasons import REASONS, reason
from maillage.www.territoire.views.rendering import HtmxRequest, refuse, wants_part
from maillage.www.territoire.visit import Refused, read


@require_safe
def explain(request: HtmxRequest) -> HttpResponse:
    key = request.GET.get("cle", "")
    if key not in REASONS:
        raise Http404(f"Aucun chiffre du studio ne porte la clé « {key[:40]} ».")
    try:
        address = read(request.GET).address
        if not address.codes:
            raise Refused("Aucune commune n’est sélectionnée : il n’y a pas encore de chiffre à expliquer.")
    except Refused as refused:
        return refuse(request, refused)
    context = {"reason": reason(key, territoires.describe(address.codes), timezone.localdate()), "back": address.share}
    drawer = wants_part(request)
    response = render(request, "territoire/parts/why.html" if drawer else "territoire/why.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response
