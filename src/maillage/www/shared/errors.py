"""Pages for what cannot be served: each says what happened and gives a way out; none needs the database."""

import errno
import sys

from django.conf import settings
from django.core.exceptions import TooManyFilesSent
from django.db.utils import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader

from maillage.community.library.shelf import Unreachable
from maillage.documents.shared.typesetting import TooCostly
from maillage.www.shared import formats

_PAGES = {
    400: (
        "Cette adresse ne peut pas être lue",
        "Elle est incomplète, altérée, ou contient une valeur que Maillage ne sait pas interpréter.",
        "Si un lien vous a été envoyé, demandez-le à nouveau. Sinon, repartez de la page concernée.",
    ),
    403: (
        "Cette page ne vous est pas ouverte",
        "La demande a été reçue et comprise, mais elle n'est pas autorisée.",
        "Revenez à l'accueil, ou à la page précédente.",
    ),
    404: (
        "Cette page n'existe pas",
        "L'adresse a peut-être changé, ou comporte une faute de frappe.",
        "Cherchez votre commune ci-dessous, ou repartez de l'accueil.",
    ),
    409: (
        "Ce formulaire est déjà parti",
        "Il a été envoyé deux fois : il ne compte qu'une fois.",
        "Rouvrez la page d'où il venait : elle montre ce qui a été enregistré.",
    ),
    413: (
        "Ce fichier est trop lourd",
        "Un envoi ne peut pas dépasser 4 Mo : rien n'a été lu ni conservé.",
        "Pour une liste de communes, gardez la seule colonne des codes : toute la France tient dans 300 Ko.",
    ),
    429: (
        "Un instant, s'il vous plaît",
        "Trop de demandes sont arrivées de votre réseau en peu de temps. Cette limite protège le service pour tous.",
        "Attendez une minute, puis rechargez la page : rien de ce que vous avez saisi dans l'adresse n'est perdu.",
    ),
    500: (
        "Une erreur s'est produite de notre côté",
        "Votre saisie n'est pas en cause. L'incident est inscrit au journal de cette instance.",
        "Rechargez la page. Si l'erreur revient, signalez-la avec l'adresse de la page et l'heure.",
    ),
    507: (
        "Ce serveur n'a plus de place",
        "Ce que vous veniez d'envoyer n'a pas été enregistré, même en partie. Votre saisie n'est pas en cause.",
        "Prévenez la personne qui tient cette instance, puis revenez à la page précédente : votre saisie y est encore.",
    ),
    503: (
        "La base de données n'a pas répondu",
        "Elle redémarre peut-être. Ce que vous veniez d'envoyer n'a pas été enregistré, même en partie.",
        "Attendez quelques secondes, revenez à la page précédente et envoyez à nouveau : votre saisie y est encore.",
    ),
}
_FILES_AWAY = (
    "Le stockage des fichiers n'a pas répondu",
    "Il redémarre peut-être. Ce que vous veniez d'envoyer n'a pas été enregistré, même en partie.",
    "Attendez quelques instants, revenez à la page précédente et recommencez : votre saisie y est encore.",
)
_TOO_COSTLY = (
    "Ce document est trop lourd à composer",
    "Il a été interrompu avant la fin : il demandait plus de mémoire ou de temps que n'en a un document.",
    "Demandez-le sur moins de communes ou de pages, ou prenez une autre forme (CSV, classeur, DOCX).",
)
_SAID: dict[type[BaseException], tuple[str, str, str]] = {Unreachable: _FILES_AWAY, TooCostly: _TOO_COSTLY}
_FULL = (errno.ENOSPC, errno.EDQUOT)
_DISK_FULL = "53100"
_LOST = (OperationalError, InterfaceError)
"""What the database says when it went away in the middle of a request; its transaction is undone."""


def page(request: HttpRequest, status: int, *, title: str = "", explanation: str = "", remedy: str = "") -> HttpResponse:
    """The error page of a status; a view may say better what happened (« Le code 99999 n'existe pas »)."""
    usual_title, usual, usual_remedy = _PAGES[status]
    context = {
        "status": status,
        "title": title or usual_title,
        "explanation": formats.typed(explanation or usual),
        "remedy": formats.typed(remedy or usual_remedy),
    }
    return HttpResponse(loader.render_to_string("error.html", context, request), status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, TooManyFilesSent):
        most = settings.DATA_UPLOAD_MAX_NUMBER_FILES
        explanation = f"Un envoi prend {most} fichiers au plus : rien n'a été conservé."
        return page(
            request, 400, explanation=explanation, remedy="Revenez à la page précédente et envoyez-les en plusieurs fois."
        )
    return page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A view that looked for something says what it is; an address that no view has says nothing."""
    said = next(iter(exception.args), "")
    return page(request, 404, explanation=said if isinstance(said, str) else "")


def server_error(request: HttpRequest) -> HttpResponse:
    """Without context processors: what broke may be among them. Called while the exception is being handled."""
    problem = sys.exception()
    status = _status_of(problem)
    title, explanation, remedy = next((said for kind, said in _SAID.items() if isinstance(problem, kind)), _PAGES[status])
    context = {"status": status, "title": title, "explanation": explanation, "remedy": remedy}
    response = HttpResponse(loader.render_to_string("error_500.html", context), status=status)
    if status == 503:
        response["Retry-After"] = "10"
    return response


def _status_of(problem: BaseException | None) -> int:
    """507 when a disk is full, where files or where rows are kept; 503 when the database or the files went away; 400 when a document
    passed its bounds; else 500."""
    if isinstance(problem, OSError) and problem.errno in _FULL:
        return 507
    if isinstance(problem, TooCostly):
        return 400
    if isinstance(problem, Unreachable):
        return 503
    if not isinstance(problem, _LOST):
        return 500
    cause = problem.__cause__
    is_full = "disk is full" in str(problem) or getattr(cause, "sqlstate", "") == _DISK_FULL
    return 507 if is_full else 503


def too_large(request: HttpRequest, *, takes_files: bool = False) -> HttpResponse:
    if not takes_files:
        return page(request, 413)
    return page(
        request,
        413,
        explanation=f"Un envoi ne peut pas dépasser {settings.MAILLAGE_MAX_UPLOAD // 1_048_576} Mo, tous fichiers ensemble : "
        "rien n'a été lu ni conservé.",
        remedy="Revenez à la page précédente, puis envoyez les fichiers un par un, ou réduisez-les (images moins fines, PDF compressé).",
    )


def too_many_requests(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The view of django-ratelimit."""
    response = page(request, 429)
    response["Retry-After"] = "60"
    return response


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form sent from elsewhere, or from a page left open for very long."""
    return page(
        request,
        403,
        explanation="Ce formulaire a expiré, ou n'a pas été envoyé depuis Maillage.",
        remedy="Revenez à la page précédente et rechargez-la : ce que vous avez écrit dans un espace vous est rendu ; "
        "envoyez-le à nouveau.",
    )
