"""Addresses of the API, mounted at /api/: its page for people, then version 1 and its OpenAPI description."""

from django.urls import path

from maillage.api.site import api
from maillage.api.views import page

urlpatterns = [path("", page, name="api"), path("v1/", api.urls)]
