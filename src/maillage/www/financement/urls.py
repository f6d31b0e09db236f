"""Addresses of the simulator."""

from django.urls import path

from maillage.www.financement.views import comparison, documents, opening, simulation

app_name = "financement"
urlpatterns = [
    path("", simulation.index, name="index"),
    path("pourquoi/", simulation.why, name="pourquoi"),
    path("comparaison/", comparison.compare, name="comparaison"),
    path("comparaison/ecarts.<slug:kind>", comparison.download, name="ecarts"),
    path("simulation.<slug:kind>", documents.download, name="document"),
    path("ouvrir/", opening.open_dossier, name="ouvrir"),
]
