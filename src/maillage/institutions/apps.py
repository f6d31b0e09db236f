"""Application of the institutions: above the communities, whose transmitted files it instructs."""

from django.apps import AppConfig


class InstitutionsConfig(AppConfig):
    name = "maillage.institutions"
    label = "institutions"
    verbose_name = "Institutions"
