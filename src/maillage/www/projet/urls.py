"""Addresses of this family, mounted at /c/<slug:slug>/projet/."""

from django.urls import URLPattern

app_name = "projet"
urlpatterns: list[URLPattern] = []
