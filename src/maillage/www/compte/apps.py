"""Application « compte »: templates and static files of the family."""

from django.apps import AppConfig


class CompteConfig(AppConfig):
    name = "maillage.www.compte"
    label = "www_compte"
