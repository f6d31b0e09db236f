"""The provisional budget of the health project."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from maillage.community.communities.models import Walled
from maillage.community.money.accounts import EXPENSE, RECEIPT
from maillage.facts.words import MISSIONS


class Side(models.TextChoices):
    RECETTE = RECEIPT, "Recette"
    DEPENSE = EXPENSE, "Dépense"


class BudgetLine(Walled):
    """One receipt or one expense of one year of the contract; what the agreement pays is computed, never typed here."""

    side = models.CharField("sens", max_length=8, choices=Side.choices)
    account = models.CharField("poste", max_length=20)
    label = models.CharField("libellé", max_length=200)
    mission = models.CharField("mission", max_length=24, choices=list(MISSIONS.items()), blank=True)
    year = models.PositiveSmallIntegerField("année du contrat")
    cents = models.BigIntegerField("montant")
    note = models.CharField("note", max_length=300, blank=True)
    fiche = models.ForeignKey("missions.FicheAction", on_delete=models.SET_NULL, null=True, related_name="budget_lines")
    """The fiche-action whose yearly budget it took up; None for a line that was typed."""
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta(Walled.Meta):
        abstract = False
        ordering = ("side", "account", "mission", "label")
        constraints = (
            models.CheckConstraint(condition=models.Q(cents__gt=0), name="money_line_positive"),
            models.CheckConstraint(condition=models.Q(year__gte=1), name="money_line_year"),
        )

    def __str__(self) -> str:
        return self.label


class Hypothesis(Walled):
    """The dates that the receipts of the agreement suppose: one row a community."""

    signed_on = models.DateField("signature du contrat")
    starts = models.JSONField(default=dict)
    """Mission -> first day, ISO."""
    shapes: ClassVar = {"starts": {str: str}}
    updated_at = models.DateTimeField()
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta(Walled.Meta):
        abstract = False
        constraints = (models.UniqueConstraint(fields=("community",), name="money_one_hypothesis"),)
