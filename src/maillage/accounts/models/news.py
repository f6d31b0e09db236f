"""How often a person wants to be written to, and when they last looked at each of their spaces."""

import uuid

from django.conf import settings
from django.db import models


class Rhythm(models.TextChoices):
    TOUT_DE_SUITE = "tout_de_suite", "Tout de suite"
    CHAQUE_JOUR = "chaque_jour", "Une fois par jour"
    JAMAIS = "jamais", "Jamais, sauf ce que la procédure demande"


class MailChoice(models.Model):
    """What a person chose; none for who never did."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+")
    rhythm = models.CharField(max_length=14, choices=Rhythm.choices)

    def __str__(self) -> str:
        return f"{self.person} : {self.get_rhythm_display()}"


class SpaceVisit(models.Model):
    """When a person last opened one space: a row for each of their spaces, and nothing of what is in it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    space_id = models.UUIDField()
    """The CPTS or the institution, named and not pointed at: its rows lie behind its walls."""
    seen_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "space_id"), name="accounts_one_visit"),)

    def __str__(self) -> str:
        return f"{self.person} : {self.space_id}, {self.seen_at}"
