"""Addresses of this family, mounted at /courrier/."""

from django.urls import URLPattern

app_name = "courrier"
urlpatterns: list[URLPattern] = []
