"""A contract that ends before its term."""

from django.conf import settings
from django.db import models

from maillage.community.communities.models import Walled
from maillage.community.contract.models.contract import Contract


class Termination(Walled):
    """The contract was terminated: by whom, told when, with which last day, and why."""

    class Party(models.TextChoices):
        CPTS = "cpts", "La CPTS"
        ARS = "ars", "L'agence régionale de santé"
        CPAM = "cpam", "La caisse d'assurance maladie"
        ENSEMBLE = "ensemble", "Les parties, d'un commun accord"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="terminations")
    """The contract itself, never an avenant."""
    party = models.CharField(max_length=8, choices=Party.choices)
    notified_on = models.DateField()
    last_day = models.DateField()
    """Last day of the contract, included."""
    reason = models.TextField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta(Walled.Meta):
        abstract = False
        constraints = (models.UniqueConstraint(fields=("contract",), name="contract_one_termination"),)
