"""A form sent twice counts once: a double click, a page loaded again, a network that repeats.

Each form carries a key drawn when its page was (`templatetags.once`). The first sending of a key with given contents is done; a
second one with the same contents gets the same answer, and waits for it when both come at once. What a person corrects and sends
again has other contents: it is another sending. Kept KEPT, in the database, so that all the nodes agree.
"""

import hashlib
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from maillage.accounts import turns
from maillage.www.shared import errors
from maillage.www.shared.models import SentForm

FIELD = "cle"
KEPT = timedelta(hours=24)
"""How long an answer is remembered."""
_DEAD_AFTER = timedelta(seconds=90)
"""A sending that began before, and of which nothing came, was cut by the death of its process: it may be done again."""
_PATIENCE, _STEP = 20.0, 0.05
"""Seconds that a second sending waits for the answer of the first; between two looks."""
_PURGED = 100
_UNSAID = ("csrfmiddlewaretoken",)


def new_key() -> str:
    """Drawn for one form of one page."""
    return secrets.token_urlsafe(16)


class OnceMiddleware:
    """Around the views that write: those of signed-in people and of accounts. Comes after the one that checks forms' origin."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with ExitStack() as stack:
            request.once_stack = stack  # type: ignore[attr-defined]
            response = self.get_response(request)
        if key := getattr(request, "once_key", ""):
            _settle(key, request, response)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if request.method != "POST" or not _writes(request) or not request.POST.get(FIELD):
            return None
        key = _key(request)
        if (answer := _claim(key, request)) is not None:
            return answer
        request.once_key = key  # type: ignore[attr-defined]
        request.once_stack.enter_context(turns.marking(partial(_mark, key)))  # type: ignore[attr-defined]
        return None


def _writes(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES or request.path.startswith("/compte/")


def _key(request: HttpRequest) -> str:
    who = request.user.pk if request.user.is_authenticated else request.META.get("CSRF_COOKIE", "")
    total = hashlib.sha256(f"{who} {request.get_full_path()}".encode())
    for name, values in sorted(request.POST.lists()):
        if name not in _UNSAID:
            total.update(repr((name, values)).encode("utf-8", "surrogatepass"))
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            total.update(repr((name, file.name, file.size)).encode("utf-8", "surrogatepass"))
            for chunk in _chunks(file):
                total.update(chunk)
    return total.hexdigest()


def _chunks(file: UploadedFile) -> Iterator[bytes]:
    yield from file.chunks()
    file.seek(0)


def _claim(key: str, request: HttpRequest) -> HttpResponse | None:
    """None when this sending is to be done; else the answer of the first."""
    _forget_old(timezone.now())
    until = time.monotonic() + _PATIENCE
    while True:
        now = timezone.now()
        row, is_first = SentForm.objects.get_or_create(key=key, defaults={"started_at": now})
        if is_first or _is_dead(row, now):
            return None
        if row.location:
            return _again(row, request)
        if row.is_acted and row.started_at < now - _DEAD_AFTER:
            return _said(
                request,
                "Ce formulaire est déjà enregistré.",
                "Rouvrez la page d'où il venait : elle montre ce qui a été gardé.",
            )
        if time.monotonic() > until:
            return _said(
                request, "Ce formulaire est déjà parti, et s'enregistre encore.", "Attendez une minute, puis rouvrez la page."
            )
        time.sleep(_STEP)


def _is_dead(row: SentForm, now: datetime) -> bool:
    """Whether a sending that nobody does any more is now ours."""
    if row.is_acted or row.location or row.started_at > now - _DEAD_AFTER:
        return False
    return bool(
        SentForm.objects.filter(pk=row.pk, started_at=row.started_at, is_acted=False, location="").update(started_at=now)
    )


def _again(row: SentForm, request: HttpRequest) -> HttpResponse:
    if row.session_key and row.session_key != request.session.session_key:
        request.session = type(request.session)(row.session_key)
        request.session.modified = True
    return HttpResponseRedirect(row.location)


def _settle(key: str, request: HttpRequest, response: HttpResponse) -> None:
    """A form that led somewhere is remembered; one that was refused may be sent again as it is."""
    waiting = SentForm.objects.filter(pk=key, location="")
    location = response.get("Location", "") if response.status_code < 400 else ""
    if not location and response.status_code < 400 and waiting.filter(is_acted=True).exists():
        location = urlsplit(request.META.get("HTTP_REFERER", "")).path or "/compte/"
    if location and len(location) <= 2_000:
        waiting.update(location=location, session_key=_opened(request))
    else:
        waiting.delete()


def _opened(request: HttpRequest) -> str:
    """The session that the answer opens, when it is not the one that the request came with."""
    session = request.session
    if not session.modified:
        return ""
    session.save()
    key = session.session_key or ""
    return key if key != request.COOKIES.get(settings.SESSION_COOKIE_NAME) else ""


def _mark(key: str) -> None:
    SentForm.objects.filter(pk=key).update(is_acted=True)


def _said(request: HttpRequest, explanation: str, remedy: str) -> HttpResponse:
    return errors.page(request, 409, explanation=explanation, remedy=remedy)


def _forget_old(now: datetime) -> None:
    old = SentForm.objects.filter(started_at__lt=now - KEPT)
    if not old.exists():
        return
    with transaction.atomic():
        keys = list(old.order_by("pk").select_for_update(skip_locked=True).values_list("pk", flat=True)[:_PURGED])
        SentForm.objects.filter(pk__in=keys).delete()
