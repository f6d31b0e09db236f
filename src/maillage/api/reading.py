"""The API is read and nothing else: HEAD as GET, the preflight of browsers, and a sentence for every other method."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

METHODS = "GET, HEAD, OPTIONS"


def read_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            return _preflight()
        if request.method not in ("GET", "HEAD"):
            return _refused()
        asked, request.method = request.method, "GET"
        try:
            return view(request, *args, **kwargs)
        finally:
            request.method = asked  # of an answer to HEAD, the server drops the body

    return answer


def _preflight() -> HttpResponse:
    """Browsers ask before they send If-None-Match from another site."""
    return HttpResponse(
        status=204,
        headers={
            "Allow": METHODS,
            "Access-Control-Allow-Origin": "*",
            "Access-Control-Allow-Methods": METHODS,
            "Access-Control-Allow-Headers": "If-None-Match",
            "Access-Control-Max-Age": "86400",
        },
    )


def _refused() -> JsonResponse:
    told = {"erreur": "Cette API se lit seulement : envoyez GET ou HEAD."}
    return JsonResponse(told, status=405, headers={"Allow": METHODS}, json_dumps_params={"ensure_ascii": False})
