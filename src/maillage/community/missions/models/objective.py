"""What the CPTS wants to change, and the figures that say why."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from maillage.community.communities.models import Walled


class Objective(Walled):
    """One objective of the health project."""

    title = models.CharField("intitulé", max_length=200)
    finding = models.TextField("constat", blank=True, max_length=6_000)
    figures = models.JSONField(default=list)
    """Figures of the diagnosis as they were when they were linked: key, label, value, unit, vintage, source, fictif, on."""
    position = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    shapes: ClassVar = {"figures": [{str: (str, int, float, bool, None)}]}

    class Meta(Walled.Meta):
        abstract = False
        ordering = ("position", "updated_at")

    def __str__(self) -> str:
        return self.title
