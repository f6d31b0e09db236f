"""What the institutions answer to a transmission. They are named, not pointed at: institutions are above communities."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from maillage.community.communities.models import Walled
from maillage.community.filing.models.transmission import Transmission


class Answer(Walled):
    """Common to all answers: to what, from which institution, by whom, when."""

    transmission = models.ForeignKey(Transmission, on_delete=models.CASCADE, related_name="%(class)ss")
    institution_id = models.UUIDField(null=True)
    institution_kind = models.CharField(max_length=12)
    institution_name = models.CharField(max_length=120)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta(Walled.Meta):
        abstract = True


class Opinion(Answer):
    """The opinion of one institution; a later one of the same institution replaces it on the page, both are kept."""

    class Sense(models.TextChoices):
        FAVORABLE = "favorable", "Favorable"
        RESERVES = "reserves", "Favorable avec réserves"
        DEFAVORABLE = "defavorable", "Défavorable"

    sense = models.CharField(max_length=12, choices=Sense.choices)
    body = models.TextField(blank=True)
    is_shared = models.BooleanField(default=False)
    """Whether the CPTS reads it; until then it is between institutions."""
    withheld: ClassVar[Mapping[str, Any]] = {"is_shared": False}

    class Meta(Answer.Meta):
        abstract = False
        ordering = ("at",)


class PieceRequest(Answer):
    """A piece that an institution asks for; it does not stop the clock."""

    body = models.TextField()
    due_on = models.DateField(null=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta(Answer.Meta):
        abstract = False
        ordering = ("at",)


class Decision(Answer):
    """What became of a transmission. A tacit validation needs no row: it is computed from the receipt."""

    class Kind(models.TextChoices):
        REPONSE = "reponse", "Réponse"
        VALIDATION = "validation", "Validation expresse"
        OPPOSITION = "opposition", "Opposition"

    class Ground(models.TextChoices):
        """The only two grounds of an opposition (CSP, art. L1434-12)."""

        PRS = "prs", "Le projet ne respecte pas les objectifs du projet régional de santé"
        TERRITOIRE = "territoire", "Le territoire n'est pas pertinent"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    decided_on = models.DateField()
    ground = models.CharField(max_length=10, choices=Ground.choices, blank=True)
    reasons = models.TextField(blank=True)

    class Meta(Answer.Meta):
        abstract = False
        ordering = ("decided_on", "at")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(kind="opposition") | (~models.Q(ground="") & ~models.Q(reasons="")),
                name="filing_opposition_has_ground",
            ),
        )
