"""Registers the templates and static files of the diagnosis."""

from django.apps import AppConfig


class DiagnosticConfig(AppConfig):
    name = "maillage.www.diagnostic"
    label = "www_diagnostic"
