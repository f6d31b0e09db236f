"""Registers the templates and static files of the simulator."""

from django.apps import AppConfig


class FinancementConfig(AppConfig):
    name = "maillage.www.financement"
    label = "www_financement"
