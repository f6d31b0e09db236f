"""Application « Gouvernance »."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "maillage.community.governance"
    label = "governance"
    verbose_name = "Gouvernance"
