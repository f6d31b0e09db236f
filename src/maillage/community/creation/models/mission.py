"""A mission that did not wait for the contract."""

from django.conf import settings
from django.db import models

from maillage.community.communities.models import Walled
from maillage.facts.words import MISSIONS, mission


class EarlyMission(Walled):
    """A socle mission that already runs, since when, and what proves it."""

    mission = models.CharField("mission", max_length=24, choices=list(MISSIONS.items()))
    since = models.DateField("en fonctionnement depuis le")
    evidence = models.TextField("ce qui le prouve")
    version = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta(Walled.Meta):
        abstract = False
        ordering = ("since", "mission")
        constraints = (models.UniqueConstraint(fields=("community", "mission"), name="creation_one_early_mission"),)

    @property
    def label(self) -> str:
        return mission(self.mission)
