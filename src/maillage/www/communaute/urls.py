"""Addresses of this family, mounted at /c/."""

from django.urls import URLPattern, path

from maillage.www.communaute.views import dashboard, new, perimeter, territory

app_name = "communaute"
urlpatterns: list[URLPattern] = [
    path("nouvelle/", new.new, name="nouvelle"),
    path("<slug:slug>/", dashboard.board, name="tableau"),
    path("<slug:slug>/territoire/", territory.territory, name="territoire"),
    path("<slug:slug>/territoire/comparer/", territory.comparison, name="comparaison"),
    path("<slug:slug>/territoire/modifier/", perimeter.edit, name="perimetre"),
    path("<slug:slug>/territoire/liste/", perimeter.listed, name="perimetre_liste"),
]
