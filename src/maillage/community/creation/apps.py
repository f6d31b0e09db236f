"""Application « Création »."""

from django.apps import AppConfig


class CreationConfig(AppConfig):
    name = "maillage.community.creation"
    label = "creation"
    verbose_name = "Création"
