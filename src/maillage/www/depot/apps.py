"""Application « depot »: templates and static files of the family."""

from django.apps import AppConfig


class DepotConfig(AppConfig):
    name = "maillage.www.depot"
    label = "www_depot"
