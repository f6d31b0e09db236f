"""What one side answers to what another recorded."""

from django.conf import settings
from django.db import models

from maillage.community.communities.models.walled import Walled


class Objection(Walled):
    """Something recorded is said to be wrong, and why. It stays in sight and no longer counts; nothing is erased."""

    side = models.CharField(max_length=12)
    """« cpts », else the kind of the institution that speaks."""
    institution_name = models.CharField(max_length=120, blank=True)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta(Walled.Meta):
        abstract = True

    @property
    def speaker(self) -> str:
        """« la CPTS », or the name of the institution."""
        return self.institution_name or "la CPTS"
