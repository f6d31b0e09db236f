"""A geometry as the answer of an operation: one GeoJSON feature, with its licence."""

import json
from typing import Any

from django.http import Http404, HttpResponse

from maillage.results.observatoire.dictionary import LICENCE, LICENCE_URL

OUTLINE: dict[str, Any] = {
    "responses": {200: {"description": "Un contour.", "content": {"application/geo+json": {"schema": {"type": "object"}}}}}
}
"""What the description says of an operation that answers one."""


def feature(geometry: dict[str, Any] | None, properties: dict[str, Any]) -> HttpResponse:
    """Http404 with a sentence when nothing is drawn."""
    if geometry is None:
        raise Http404("Aucun contour n'est connu pour ces communes.")
    told = {"type": "Feature", "properties": properties, "geometry": geometry, "licence": f"{LICENCE}, {LICENCE_URL}"}
    content = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(content, content_type="application/geo+json")
