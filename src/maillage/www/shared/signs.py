"""Signs that no address, field, cookie or header may hold: refused at the door, for every page, before anything reads them."""

import re
from collections.abc import Callable, Iterator

from django.http import HttpRequest, HttpResponse, JsonResponse

from maillage.www.shared import errors
from maillage.www.shared.formats import typed

_REFUSED = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Controls but tabulation and ends of lines, halves of signs, and what Unicode keeps for no text."""
_LONGEST_NAME = 200
_HEADERS = ("HTTP_HOST", "HTTP_X_FORWARDED_FOR", "HTTP_IF_NONE_MATCH", "HTTP_REFERER", "HTTP_HX_CURRENT_URL", "HTTP_HX_TARGET")
"""Headers that pages or libraries read as text."""
View = Callable[[HttpRequest], HttpResponse]


def refuse_signs(get_response: View) -> View:
    """Middleware: 400 and a sentence that names where the sign is."""

    def middleware(request: HttpRequest) -> HttpResponse:
        for where, text in _texts(request):
            if found := _REFUSED.search(text):
                return _answer(request, f"{where} contient un signe invisible (U+{ord(found[0]):04X}) : retirez-le.")
            if len(text) > _LONGEST_NAME and where.startswith("Le nom"):
                return _answer(request, f"{where} compte plus de {_LONGEST_NAME} signes : raccourcissez-le.")
        return get_response(request)

    return middleware


def _texts(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """Everything that the request gives as text, with what a person calls it. Django cleans the names of files itself."""
    yield "L'adresse", request.path
    for name in _HEADERS:
        yield f"L'en-tête « {name.removeprefix('HTTP_').replace('_', '-')} »", request.META.get(name, "")
    for name, value in request.COOKIES.items():
        yield f"Le témoin « {name[:40]} »", name + value
    given = [request.GET, request.POST] if request.method == "POST" else [request.GET]
    for fields in given:
        for name, values in fields.lists():
            yield "Le nom d'un champ", name
            yield from ((f"Le champ « {name} »", value) for value in values)


def _answer(request: HttpRequest, sentence: str) -> HttpResponse:
    if request.path.startswith("/api/v1/"):
        return JsonResponse({"erreur": typed(sentence)}, status=400, json_dumps_params={"ensure_ascii": False})
    remedy = "Si vous avez collé un texte, effacez-le et tapez-le, ou collez-le sans mise en forme."
    return errors.page(request, 400, explanation=sentence, remedy=remedy)
