"""Addresses of this family, mounted at /c/."""

from django.urls import URLPattern

app_name = "communaute"
urlpatterns: list[URLPattern] = []
