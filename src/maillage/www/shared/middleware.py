"""What happens to every request before a view: here, the refusal of bodies that are too large."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from maillage.www.shared import errors

View = Callable[[HttpRequest], HttpResponse]


def size_limit(get_response: View) -> View:
    """Answers 413 from the announced length alone: nothing of the body is read."""

    def middleware(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) > settings.MAILLAGE_MAX_REQUEST:
            return errors.too_large(request)
        return get_response(request)

    return middleware
