"""Results while one types; the same list stands in the page when there is no script."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from maillage.www.territoire.presenters.search import results as search_results
from maillage.www.territoire.views.rendering import HtmxRequest, refuse, wants_part
from maillage.www.territoire.visit import Refused, read


@require_safe
def results(request: HtmxRequest) -> HttpResponse:
    try:
        address = read(request.GET).address
    except Refused as refused:
        return refuse(request, refused)
    if not wants_part(request):
        return redirect(address.url)
    hits = search_results(address) if address.view.query else None
    return render(request, "territoire/parts/results.html", {"search": hits, "address": address})
