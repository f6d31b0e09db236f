"""Answers that take seconds and memory: one at a time in a process, one more waits, the others are asked to come back."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from maillage.facts import selection
from maillage.kernel.seats import Busy, seated
from maillage.www.shared import errors

View = Callable[..., HttpResponse]


def costly(view: View) -> View:
    """Decorates a view; 503 and a sentence when two such answers are already being made: pages keep their threads."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            with seated():
                return view(request, *args, **kwargs)
        except Busy:
            return _later(request)

    return answer


def costly_when_large(view: View) -> View:
    """The same for a page whose address names thousands of communes; who asks for a territory never waits for a seat."""
    waited = costly(view)

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        is_large = selection.is_large(request.GET.get("s", ""), request.GET.get("communes", ""))
        return (waited if is_large else view)(request, *args, **kwargs)

    return answer


def _later(request: HttpRequest) -> HttpResponse:
    response = errors.page(
        request,
        503,
        title="Un instant, s'il vous plaît",
        explanation="D'autres demandes longues se préparent en ce moment : celle-ci n'a pas été commencée.",
        remedy="Attendez quelques secondes, puis redemandez-la.",
    )
    response["Retry-After"] = "10"
    return response
