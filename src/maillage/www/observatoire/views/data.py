"""The open data of the observatory: dictionary, files, and the way to the API."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.views.decorators.http import require_safe
from django_ratelimit.decorators import ratelimit

from maillage.results import territoires
from maillage.results.couverture.reading import NOT_LOADED
from maillage.results.observatoire import dictionary, files
from maillage.www.observatoire.address import Asked
from maillage.www.observatoire.presenters import data
from maillage.www.observatoire.views.rendering import answer
from maillage.www.shared.formats import typed


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    asked = Asked.read(request)
    return answer(request, "observatoire/donnees.html", asked, "donnees", **data.page(asked))


@require_safe
def datapackage(request: HttpRequest) -> HttpResponse:
    """Frictionless description, addresses relative to this one."""
    coverage = Asked.read(request).coverage
    told = dictionary.datapackage(
        source=coverage.source,
        fictitious=coverage.fictitious,
        version=settings.MAILLAGE_VERSION,
        addresses=[
            (table.name, kind, f"{table.name}.{kind}") for table in dictionary.tables().values() for kind in table.kinds
        ],
    )
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})


@require_safe
@ratelimit(key="ip", rate="30/m", group="donnees", block=True)
def download(request: HttpRequest, table: str, kind: str) -> HttpResponse:
    """One table in one form, today or on a day."""
    asked = Asked.read(request)
    if asked.coverage.is_empty:
        raise Http404(typed(NOT_LOADED))
    etag = f'"{territoires.stamp()}-{asked.coverage.today:%Y%m%d}-{table}-{kind}"'
    if etag in request.headers.get("If-None-Match", ""):
        return HttpResponseNotModified(headers={"ETag": etag})
    try:
        found = files.file(asked.coverage, table, kind)
    except files.NoSuchFile as error:
        raise Http404(str(error)) from None
    headers = {
        "Content-Disposition": f'attachment; filename="{found.name}"',
        "ETag": etag,
        "Link": f'<{dictionary.LICENCE_URL}>; rel="license"',
    }
    return HttpResponse(found.content, content_type=found.type, headers=headers)
