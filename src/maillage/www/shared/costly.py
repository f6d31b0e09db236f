"""Answers that take seconds and memory: one at a time in a process, one more waits, the others are asked to come back."""

from collections.abc import Callable
from functools import wraps
from threading import BoundedSemaphore
from typing import Any

from django.http import HttpRequest, HttpResponse

from maillage.documents.shared.typesetting import TooCostly
from maillage.www.shared import errors

_SEATS, _WORK = BoundedSemaphore(2), BoundedSemaphore(1)
View = Callable[..., HttpResponse]


def costly(view: View) -> View:
    """Decorates a view; 503 and a sentence when two such answers are already being made: pages keep their threads."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not _SEATS.acquire(blocking=False):
            return _later(request)
        try:
            with _WORK:
                return view(request, *args, **kwargs)
        except TooCostly:
            return _too_costly(request)
        finally:
            _SEATS.release()

    return answer


def _too_costly(request: HttpRequest) -> HttpResponse:
    return errors.page(
        request,
        400,
        title="Ce document est trop lourd à composer",
        explanation="Il a été interrompu avant la fin : il demandait plus de mémoire ou de temps que n'en a un document.",
        remedy="Demandez-le sur moins de communes, ou prenez une autre forme (CSV, classeur).",
    )


def _later(request: HttpRequest) -> HttpResponse:
    response = errors.page(
        request,
        503,
        title="Un instant, s'il vous plaît",
        explanation="D'autres documents se préparent en ce moment : celui-ci n'a pas été commencé.",
        remedy="Attendez quelques secondes, puis demandez-le à nouveau.",
    )
    response["Retry-After"] = "10"
    return response
