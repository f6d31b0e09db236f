"""Application « Argent »."""

from django.apps import AppConfig


class MoneyConfig(AppConfig):
    name = "maillage.community.money"
    label = "money"
    verbose_name = "Argent"
