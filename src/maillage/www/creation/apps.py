"""Application « creation »: templates and static files of the family."""

from django.apps import AppConfig


class CreationConfig(AppConfig):
    name = "maillage.www.creation"
    label = "www_creation"
