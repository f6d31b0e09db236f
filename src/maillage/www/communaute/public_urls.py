"""Addresses of the public pages, mounted at /cpts/."""

from django.urls import URLPattern, path

from maillage.www.communaute.views import public

app_name = "cpts"
urlpatterns: list[URLPattern] = [path("<slug:slug>/", public.page, name="page")]
