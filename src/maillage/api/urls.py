"""Addresses of the API, mounted at /api/: its page for people, then version 1 and its OpenAPI description."""

from django.urls import URLPattern, path

from maillage.api.reading import read_only
from maillage.api.site import api
from maillage.api.views import missing, page

patterns, application, namespace = api.urls
for pattern in patterns:
    if isinstance(pattern, URLPattern):  # the 404 of its root is a page
        pattern.callback = missing if pattern.name == "api-root" else read_only(pattern.callback)

urlpatterns = [
    path("", page, name="api"),
    path("v1/", (patterns, application, namespace)),
    path("v1/<path:rest>", missing),
]
