"""The studio's page: the address says the selection, an action in it leads to the address of its result."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from maillage.www.territoire.views.rendering import HtmxRequest, answer, refuse, wants_part
from maillage.www.territoire.visit import Refused, read


@require_safe
def studio(request: HtmxRequest) -> HttpResponse:
    """Redirects to the canonical address, unless codes were given of which something must be said."""
    try:
        visit = read(request.GET)
    except Refused as refused:
        return refuse(request, refused)
    if visit.moved and not visit.has_something_to_say and not wants_part(request):
        return redirect(visit.address.url)
    return answer(request, visit)
