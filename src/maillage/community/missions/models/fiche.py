"""A fiche-action: what is done, by whom, for whom, with what, and how one will know that it worked."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from maillage.community.communities.models import Walled
from maillage.community.missions.models.objective import Objective
from maillage.community.missions.states import FicheState
from maillage.facts.words import MISSIONS, mission

_LONG = 8_000


class FicheAction(Walled):
    """One action of the health project; its number is given once. Erased fiches keep their row, to be brought back."""

    number = models.PositiveIntegerField()
    title = models.CharField("intitulé", max_length=200)
    mission = models.CharField("mission", max_length=24, choices=list(MISSIONS.items()))
    axis = models.CharField("axe", max_length=200, blank=True)
    objective = models.ForeignKey(Objective, on_delete=models.SET_NULL, null=True, related_name="fiches")
    state = models.CharField("état", max_length=10, choices=FicheState.choices, default=FicheState.PLANNED)
    position = models.PositiveIntegerField()
    context = models.TextField("contexte et constat", blank=True, max_length=_LONG)
    general_objective = models.TextField("objectif général", blank=True, max_length=_LONG)
    specific_objectives = models.TextField("objectifs opérationnels", blank=True, max_length=_LONG)
    public = models.TextField("public concerné", blank=True, max_length=_LONG)
    description = models.TextField("description et étapes datées", blank=True, max_length=_LONG)
    pilot = models.CharField("pilote", max_length=200, blank=True)
    partners = models.TextField("partenaires", blank=True, max_length=_LONG)
    human = models.JSONField("moyens humains", default=list)
    """Lines of profile and hours a year."""
    material = models.TextField("moyens matériels", blank=True, max_length=_LONG)
    budget = models.PositiveBigIntegerField("budget annuel", null=True)
    """Cents a year."""
    cofunding = models.CharField("cofinancements", max_length=300, blank=True)
    indicators = models.JSONField("indicateurs", default=list)
    """Lines of label, kind (suivi or resultat), start, target, source, frequency."""
    aci_indicator = models.CharField("indicateur de l'ACI alimenté", max_length=300, blank=True)
    risks = models.TextField("risques", blank=True, max_length=_LONG)
    starts_on = models.DateField("début", null=True)
    ends_on = models.DateField("fin", null=True)
    evaluation = models.TextField("évaluation et décision", blank=True, max_length=_LONG)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    erased_at = models.DateTimeField(null=True)

    shapes: ClassVar = {"human": [{str: (str, int, float, None)}], "indicators": [{str: (str, int, float, None)}]}

    class Meta(Walled.Meta):
        abstract = False
        ordering = ("position", "number")
        constraints = (
            models.UniqueConstraint(fields=("community", "number"), name="missions_one_number"),
            models.CheckConstraint(
                condition=models.Q(starts_on=None) | models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="missions_fiche_dates",
            ),
        )

    def __str__(self) -> str:
        return f"Fiche n° {self.number} : {self.title}"

    @property
    def mission_label(self) -> str:
        return mission(self.mission)

    @property
    def hours(self) -> int:
        """Hours a year, all profiles."""
        return sum(line["hours"] for line in self.human)
