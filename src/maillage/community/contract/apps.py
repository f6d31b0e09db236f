"""Application « Contrat »."""

from django.apps import AppConfig


class ContractConfig(AppConfig):
    name = "maillage.community.contract"
    label = "contract"
    verbose_name = "Contrat"
