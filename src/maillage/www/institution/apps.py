"""Application « institution »: templates and static files of the family."""

from django.apps import AppConfig


class InstitutionConfig(AppConfig):
    name = "maillage.www.institution"
    label = "www_institution"
