"""The one way a visit is answered: the whole page, or its fragment when HTMX asks, with the same content."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django_htmx.middleware import HtmxDetails

from maillage.results import territoires
from maillage.www.territoire.presenters import page
from maillage.www.territoire.visit import Refused, Visit


class HtmxRequest(HttpRequest):
    """A request after django_htmx's middleware."""

    htmx: HtmxDetails


PAGE, FRAGMENT = "territoire/studio.html", "territoire/parts/answer.html"


def answer(request: HtmxRequest, visit: Visit, **extra: Any) -> HttpResponse:
    """`extra` adds to the template's context, as the report of a list does."""
    context = page.context(visit, day=timezone.localdate()) | {"report": None, "stamp": territoires.stamp()} | extra
    whole = not wants_part(request)
    response = render(request, PAGE if whole else FRAGMENT, context, status=extra.get("status", visit.status))
    if not whole:
        response["HX-Push-Url"] = _address(request, visit)
    patch_vary_headers(response, ["HX-Request"])
    return response


def wants_part(request: HtmxRequest) -> bool:
    """False for a browser that goes back to a page it no longer keeps: it needs the whole."""
    return bool(request.htmx) and not request.htmx.history_restore_request


def refuse(request: HtmxRequest, refused: Refused) -> HttpResponse:
    """The studio as it was, with the sentence, and the status that fits."""
    return answer(request, Visit(refused.address), refusal=refused.sentence, status=refused.status)


def _address(request: HtmxRequest, visit: Visit) -> str:
    """Canonical; but what was asked, when its answer says something that a reload must say again."""
    stays = visit.moved and visit.has_something_to_say and request.method == "GET"
    return request.get_full_path() if stays else visit.address.url
