"""What every operation does besides its work: a limit for each address, an ETag, and the headers that open it to all sites."""

import hashlib
from collections.abc import Callable
from contextlib import nullcontext
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.utils import timezone
from django_ratelimit.core import get_usage

from maillage.facts import selection
from maillage.kernel.seats import Busy, seated
from maillage.law import reader as law_reader
from maillage.results import territoires

RATE, RATE_SAID = "120/m", "120 requêtes par minute et par adresse"
MAX_AGE = 300
"""Seconds that an answer may be kept without asking again."""
Run = Callable[..., HttpResponse]


def open_data(run: Run) -> Run:
    """Decorates the run of an operation."""

    @wraps(run)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        usage = get_usage(request, group="api", key="ip", rate=RATE, increment=True)
        if usage and usage["should_limit"]:
            response: HttpResponse = _too_many(int(usage["time_left"]))
        else:
            response = _fresh(run, request, *args, **kwargs)
        if usage:
            response["RateLimit-Limit"] = str(usage["limit"])
            response["RateLimit-Remaining"] = str(max(0, usage["limit"] - usage["count"]))
            response["RateLimit-Reset"] = str(int(usage["time_left"]))
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset"
        return response

    return answer


def _fresh(run: Run, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """304 when the caller already has this answer: nothing is computed."""
    etag = state(request)
    if etag in request.headers.get("If-None-Match", ""):
        return HttpResponseNotModified(headers={"ETag": etag})
    try:
        with seated() if _is_large(request) else nullcontext():
            response = run(request, *args, **kwargs)
    except Busy:
        return _told("D'autres réponses longues se préparent : redemandez celle-ci dans dix secondes.", 503, wait=10)
    if response.status_code == 200:
        response["ETag"] = etag
        response["Cache-Control"] = f"public, max-age={MAX_AGE}"
    return response


def _is_large(request: HttpRequest) -> bool:
    return selection.is_large(request.GET.get("s", ""), request.GET.get("communes", ""))


def state(request: HttpRequest) -> str:
    """Changes with the data, the law, the version, the day and the question; with nothing else."""
    known = (territoires.stamp(), law_reader.load().digest, settings.MAILLAGE_VERSION, timezone.localdate().isoformat())
    return f'"{hashlib.sha256("|".join((*known, request.get_full_path())).encode()).hexdigest()[:32]}"'


def _too_many(seconds: int) -> JsonResponse:
    return _told(f"Plus de {RATE_SAID} : attendez {seconds} secondes.", 429, wait=seconds)


def _told(sentence: str, status: int, *, wait: int) -> JsonResponse:
    headers = {"Retry-After": str(wait)}
    return JsonResponse({"erreur": sentence}, status=status, headers=headers, json_dumps_params={"ensure_ascii": False})
