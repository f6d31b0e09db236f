"""The communes of a CPTS, through time."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from maillage.community.communities.models.walled import Walled


class Perimeter(Walled):
    """The communes from a day on, until the next version's day. Versions are added, never changed; one from
    before the space was opened, or still to come, may be withdrawn."""

    number = models.PositiveIntegerField()
    since = models.DateField()
    """First day it applies."""
    codes = models.JSONField()
    """Sorted codes of communes, as they were known when the version was made."""
    reason = models.CharField("motif", max_length=300, blank=True)
    decision = models.CharField("décision", max_length=300, blank=True)
    """The meeting or the letter that decided it."""
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    withdrawn_at = models.DateTimeField(null=True)
    """Written by mistake: it keeps its number, and applies to no day."""

    shapes: ClassVar = {"codes": [str]}

    class Meta:
        ordering = ("since", "number")
        constraints = (models.UniqueConstraint(fields=("community", "number"), name="communities_perimeter_number"),)

    def __str__(self) -> str:
        return f"Périmètre n° {self.number} au {self.since:%d/%m/%Y}"
