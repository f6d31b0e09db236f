"""The diagnosis as it stood the day it was put in the project."""

from django.conf import settings
from django.db import models

from maillage.community.communities.models import Walled


class DiagnosisSnapshot(Walled):
    """A copy of the diagnosis; the newest is the one of the project, the others tell how it changed."""

    number = models.PositiveIntegerField()
    taken_on = models.DateField()
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    stamp = models.CharField(max_length=80)
    """Identifies the data it was made from."""
    content = models.JSONField()
    """What `results.cpts.snapshot` made: territory, synthesis, sections of figures, sources."""

    class Meta(Walled.Meta):
        abstract = False
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("community", "number"), name="missions_one_snapshot"),)
