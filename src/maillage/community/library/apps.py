"""Application « Fichiers »."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "maillage.community.library"
    label = "library"
    verbose_name = "Fichiers"
