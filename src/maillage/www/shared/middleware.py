"""What happens to every request around a view: bodies that are too large are refused, pages of a signed-in person are not
kept, the clock of the demonstration is read once, its people stay as they are."""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import has_vary_header

from maillage.accounts import clock
from maillage.www.shared import errors, service

_TAKES_FILES = re.compile(
    r"/c/[-\w]+/(documents/|depot/(deposer|pieces|reception)/|creation/(envois/|lettre/envoyer/)|depot/contrat/actes/[-\w]+/signatures/)"
    r"|/institution/[-\w]+/contrats/[-\w]+/signatures/"
)
_OF_ACCOUNT = re.compile(
    r"/compte/(nom|sessions|email|password/(change|set)|2fa/(totp|recovery-codes/generate|webauthn/(add|keys)))/"
)
HEALTH = "/sante"
_ENVELOPE = 64 * 1024
"""What a form adds around its files."""
View = Callable[[HttpRequest], HttpResponse]


def size_limit(get_response: View) -> View:
    """Answers 413 from the announced length alone: nothing of the body is read."""

    def middleware(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) > size_limit_of(request.path):
            return errors.too_large(request, takes_files=bool(_TAKES_FILES.match(request.path)))
        return get_response(request)

    return middleware


def probes(get_response: View) -> View:
    """A load balancer asks for the health of a node by its address: the name of the site is not looked at."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return service.health(request) if request.path == HEALTH else get_response(request)

    return middleware


def private_pages(get_response: View) -> View:
    """A page drawn from a session (second factor, recovery codes…) is kept by no cache, unless its view said otherwise."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_personal = settings.SESSION_COOKIE_NAME in request.COOKIES and has_vary_header(response, "Cookie")
        if is_personal and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response

    return middleware


def one_clock(get_response: View) -> View:
    """Views, the library of accounts and the journal see the same moved clock, for one reading."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with clock.held():
            return get_response(request)

    return middleware


def shared_people(get_response: View) -> View:
    """Anybody may be a person of the demonstration: nobody changes how they sign in, nor their name."""

    def middleware(request: HttpRequest) -> HttpResponse:
        is_change = request.method == "POST" and bool(_OF_ACCOUNT.match(request.path))
        if is_change and settings.MAILLAGE_DEMO and getattr(request.user, "is_fictif", False):
            told = "Cette personne fictive sert à tous les visiteurs de la démonstration : son compte ne se change pas."
            return errors.page(request, 403, explanation=told, remedy="Pour essayer, créez un compte à votre adresse.")
        return get_response(request)

    return middleware


def size_limit_of(path: str) -> int:
    """Bytes of a request to this address."""
    return settings.MAILLAGE_MAX_UPLOAD + _ENVELOPE if _TAKES_FILES.match(path) else settings.MAILLAGE_MAX_REQUEST
