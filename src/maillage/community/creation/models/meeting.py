"""The meeting that answers a first contact."""

from django.conf import settings
from django.db import models

from maillage.community.communities.models import Walled
from maillage.community.filing.models import Transmission


class ContactMeeting(Walled):
    """A date proposed by one side, confirmed by the other, then held or cancelled; it may be recorded once held.

    A side is named as in `filing`: the name of the institution, or nothing for the CPTS.
    """

    transmission = models.ForeignKey(Transmission, on_delete=models.CASCADE, related_name="meetings")
    at = models.DateTimeField("jour et heure")
    place = models.CharField("lieu ou lien", max_length=250)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_by_name = models.CharField(max_length=120, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    confirmed_by_name = models.CharField(max_length=120, blank=True)
    cancelled_at = models.DateTimeField(null=True)
    held_on = models.DateField("tenue le", null=True)
    held_by_name = models.CharField(max_length=120, blank=True)
    """The institution that said it was held; empty when the CPTS did."""
    minutes = models.TextField("compte rendu", blank=True)
    """Markdown without HTML."""
    version = models.PositiveIntegerField(default=1)
    """Increases at each change: two people who write the minutes do not overwrite each other."""

    class Meta(Walled.Meta):
        abstract = False
        ordering = ("at",)

    @property
    def is_open(self) -> bool:
        """Neither held nor cancelled."""
        return self.held_on is None and self.cancelled_at is None
