"""Addresses of this family, mounted at /c/."""

from django.urls import URLPattern, path

from maillage.www.communaute.views import dashboard, new

app_name = "communaute"
urlpatterns: list[URLPattern] = [
    path("nouvelle/", new.new, name="nouvelle"),
    path("<slug:slug>/", dashboard.board, name="tableau"),
]
