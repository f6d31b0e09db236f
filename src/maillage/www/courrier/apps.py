"""Application « courrier »: templates and static files of the family."""

from django.apps import AppConfig


class CourrierConfig(AppConfig):
    name = "maillage.www.courrier"
    label = "www_courrier"
