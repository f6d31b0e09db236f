"""Application « Missions »."""

from django.apps import AppConfig


class MissionsConfig(AppConfig):
    name = "maillage.community.missions"
    label = "missions"
    verbose_name = "Missions"
