"""Addresses of the law. A parameter's page carries its path: /textes/parametres/aci/fonctionnement/."""

from django.urls import path

from maillage.www.textes import views

app_name = "textes"
urlpatterns = [
    path("", views.index, name="index"),
    path("parametres.csv", views.download_csv, name="csv"),
    path("parametres.json", views.download_json, name="json"),
    path("parametres/<path:path>/", views.parameter, name="parametre"),
    path("registre/", views.register, name="registre"),
    path("registre/<slug:text_id>/", views.text, name="texte"),
    path("non-etabli/", views.unknown, name="non_etabli"),
    path("glossaire/", views.glossary, name="glossaire"),
]
