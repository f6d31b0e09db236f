"""Application « projet »: templates and static files of the family."""

from django.apps import AppConfig


class ProjetConfig(AppConfig):
    name = "maillage.www.projet"
    label = "www_projet"
