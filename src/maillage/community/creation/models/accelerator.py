"""The support called « accélérateur de projet »."""

from django.conf import settings
from django.db import models

from maillage.community.communities.models import Walled


class AcceleratorSession(Walled):
    """One workshop, at one of the three stages where the agreement offers it."""

    class Stage(models.TextChoices):
        LETTRE = "lettre", "Dès la lettre d'intention"
        PROJET = "projet", "Pendant la rédaction du projet de santé"
        CONTRAT = "contrat", "Avant la signature du contrat"

    stage = models.CharField("étape", max_length=8, choices=Stage.choices)
    on = models.DateField("jour")
    theme = models.CharField("thème", max_length=200)
    outcome = models.TextField("ce qui en est sorti", blank=True)
    version = models.PositiveIntegerField(default=1)
    """Increases at each change: two people who write the outcome do not overwrite each other."""
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta(Walled.Meta):
        abstract = False
        ordering = ("on", "recorded_at")
