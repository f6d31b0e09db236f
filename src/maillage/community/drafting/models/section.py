"""A section of a text: its present words, all that were before, and who is writing."""

from django.conf import settings
from django.db import models

from maillage.community.communities.models import Walled


class TextKind(models.TextChoices):
    """The texts that a CPTS writes; their outline (titles, help) is in the page family that shows them."""

    LETTRE = "lettre_d_intention", "Lettre d'intention"
    PROJET = "projet_de_sante", "Projet de santé"
    STATUTS = "statuts", "Statuts"
    REGLEMENT = "reglement_interieur", "Règlement intérieur"


class Section(Walled):
    """One section; `version` is 0 until somebody saves words. Body: Markdown without HTML."""

    text = models.CharField(max_length=24, choices=TextKind.choices)
    key = models.CharField(max_length=60)
    body = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(null=True)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta(Walled.Meta):
        abstract = False
        constraints = (models.UniqueConstraint(fields=("community", "text", "key"), name="drafting_one_section"),)


class SectionVersion(Walled):
    """The words of a section after a save."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    body = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta(Walled.Meta):
        abstract = False
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("section", "number"), name="drafting_one_version"),)


class Presence(Walled):
    """Somebody has this section open; forgotten once they leave, or after some missed signs."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="presences")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    class Meta(Walled.Meta):
        abstract = False
        constraints = (models.UniqueConstraint(fields=("section", "person"), name="drafting_one_presence"),)
