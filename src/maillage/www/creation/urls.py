"""Addresses of this family, mounted at /c/<slug:slug>/creation/."""

from django.urls import URLPattern

app_name = "creation"
urlpatterns: list[URLPattern] = []
