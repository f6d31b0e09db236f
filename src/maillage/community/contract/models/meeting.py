"""The meeting that follows the validation."""

from django.conf import settings
from django.db import models

from maillage.community.communities.models import Walled


class ContractMeeting(Walled):
    """A meeting of the CPTS with the agency and the caisse, on missions, methods and first indicators."""

    held_on = models.DateField()
    participants = models.TextField()
    minutes = models.TextField(blank=True)
    """Markdown without HTML."""
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta(Walled.Meta):
        abstract = False
        ordering = ("held_on", "recorded_at")
