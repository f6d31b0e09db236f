"""Application of the texts being written."""

from django.apps import AppConfig


class DraftingConfig(AppConfig):
    name = "maillage.community.drafting"
    label = "drafting"
    verbose_name = "Rédaction"
