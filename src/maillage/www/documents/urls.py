"""Addresses of this family, mounted at /c/<slug:slug>/documents/."""

from django.urls import URLPattern, path

from maillage.www.documents import views

app_name = "documents"
urlpatterns: list[URLPattern] = [
    path("", views.listing, name="liste"),
    path("ajouter/", views.add, name="ajouter"),
    path("<uuid:key>/", views.download, name="telecharger"),
    path("<uuid:key>/retirer/", views.remove, name="retirer"),
    path("<uuid:key>/remettre/", views.bring_back, name="remettre"),
]
