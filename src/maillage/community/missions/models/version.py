"""What a fiche-action or an objective said after each save."""

from django.conf import settings
from django.db import models

from maillage.community.communities.models import Walled
from maillage.community.missions.models.fiche import FicheAction
from maillage.community.missions.models.objective import Objective


class Version(Walled):
    """The whole row under its number, as `missions.contents` makes it; never changed afterwards."""

    number = models.PositiveIntegerField()
    content = models.JSONField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta(Walled.Meta):
        abstract = True


class FicheVersion(Version):
    fiche = models.ForeignKey(FicheAction, on_delete=models.CASCADE, related_name="versions")

    class Meta(Version.Meta):
        abstract = False
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("fiche", "number"), name="missions_one_fiche_version"),)


class ObjectiveVersion(Version):
    """Goes with its objective when it is erased."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="versions")

    class Meta(Version.Meta):
        abstract = False
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("objective", "number"), name="missions_one_objective_version"),)
