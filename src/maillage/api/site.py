"""The API as one object: its routers, what every operation does, and errors as French sentences."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.renderers import JSONRenderer

from maillage.api import observatoire, territoires
from maillage.api.serving import RATE_SAID, open_data
from maillage.facts.selection import InvalidSelection
from maillage.results.couverture.cpts import UnknownCpts
from maillage.results.couverture.plan100 import InvalidFollowing
from maillage.results.observatoire import NotLoaded, UnknownTerritory, Unreadable
from maillage.results.territoires import UnknownPlace

DESCRIPTION = f"""Données ouvertes de l'observatoire des CPTS et des territoires, en lecture, sans compte.

Chaque réponse dit sa source, son jour, sa licence, et « fictif » quand les données sont inventées pour la démonstration.
Limite : {RATE_SAID} (en-têtes RateLimit-*). Chaque réponse a un ETag : renvoyez-le dans If-None-Match pour recevoir 304
quand rien n'a changé. Toute l'observatoire en fichiers : /observatoire/donnees/."""


class Readable(JSONRenderer):
    """Accents as they are."""

    json_dumps_params = {"ensure_ascii": False}  # noqa: RUF012 (the base class declares it so)


api = NinjaAPI(
    renderer=Readable(),
    title="Maillage",
    version=settings.MAILLAGE_VERSION,
    description=DESCRIPTION,
    urls_namespace="api-v1",
    docs_url=None,
    openapi_extra={
        "info": {"license": {"name": "Licence Ouverte 2.0", "url": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"}}
    },
)
api.add_decorator(open_data, mode="view")
api.add_router("/territoires", territoires.router)
api.add_router("/observatoire", observatoire.router)


def _said(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    return api.create_response(request, {"erreur": sentence}, status=status)


@api.exception_handler(NotLoaded)
@api.exception_handler(UnknownPlace)
@api.exception_handler(UnknownCpts)
@api.exception_handler(UnknownTerritory)
@api.exception_handler(Http404)
def unknown(request: HttpRequest, error: Exception) -> HttpResponse:
    return _said(request, str(error) or "Rien n'est à cette adresse.", 404)


@api.exception_handler(Unreadable)
@api.exception_handler(InvalidSelection)
@api.exception_handler(InvalidFollowing)
def unreadable(request: HttpRequest, error: Exception) -> HttpResponse:
    return _said(request, str(error), 400)


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Names the parameter, what was given and what is expected."""
    return _said(request, " ".join(_sentence(one) for one in error.errors), 400)


_EXPECTED = {
    "missing": "il manque",
    "literal_error": "attendu : {expected}",
    "int_parsing": "écrivez un nombre entier",
    "bool_parsing": "écrivez true ou false",
    "greater_than_equal": "au moins {ge}",
    "less_than_equal": "au plus {le}",
    "string_too_short": "au moins {min_length} caractère",
    "string_too_long": "au plus {max_length} caractères",
}


def _sentence(error: dict[str, Any]) -> str:
    name, kind = error["loc"][-1], error["type"]
    if kind.startswith("date"):
        return f"Le paramètre « {name} » est une date : écrivez AAAA-MM-JJ, par exemple 2024-01-01."
    told = _EXPECTED.get(kind, "valeur refusée").format_map({"expected": "", **error.get("ctx", {})}).replace(" or ", " ou ")
    return f"Paramètre « {name} » : {told}."
