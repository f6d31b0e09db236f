"""Application of the transmitted files."""

from django.apps import AppConfig


class FilingConfig(AppConfig):
    name = "maillage.community.filing"
    label = "filing"
    verbose_name = "Dossiers transmis"
