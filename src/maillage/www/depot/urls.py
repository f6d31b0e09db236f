"""Addresses of this family, mounted at /c/<slug:slug>/depot/."""

from django.urls import URLPattern

app_name = "depot"
urlpatterns: list[URLPattern] = []
