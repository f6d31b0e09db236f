"""Addresses for machines: health, robots, icon."""

from django.db import connection
from django.db.utils import Error
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

_ROBOTS = """User-agent: *
Disallow: /*?
Disallow: /composants/
Disallow: /sante
"""


@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """« ok » when the process answers and reaches its database; 503 otherwise, without detail."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return HttpResponse("base de données injoignable\n", status=503, content_type="text/plain; charset=utf-8")
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Each selection is an address of its own: engines index the pages, not the selections."""
    return HttpResponse(_ROBOTS, content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(static("shared/favicon.svg"))
