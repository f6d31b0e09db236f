"""Addresses of the studio, mounted at /territoire/."""

from django.urls import path

from maillage.www.territoire.views import downloads, lists, outlines, searches, studio, why

app_name = "territoire"

urlpatterns = [
    path("", studio.studio, name="index"),
    path("recherche/", searches.results, name="search"),
    path("liste/", lists.add_list, name="list"),
    path("pourquoi/", why.explain, name="why"),
    path("communes.csv", downloads.csv_list, name="csv"),
    path("communes.geojson", downloads.geojson, name="geojson"),
    path("apercu.svg", outlines.preview, name="preview"),
    path("contours/france.json", outlines.france, name="outlines_france"),
    path("contours/communes/<str:departement>.json", outlines.communes, name="outlines"),
    path("contours/epci/<str:departement>.json", outlines.epcis, name="outlines_epci"),
]
