"""Addresses of this family, mounted at /c/<slug:slug>/documents/."""

from django.urls import URLPattern

app_name = "documents"
urlpatterns: list[URLPattern] = []
