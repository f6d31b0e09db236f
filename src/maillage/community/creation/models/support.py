"""What the agency gives before the contract."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from maillage.community.communities.models import Walled
from maillage.community.filing.models import Transmission


class Support(Walled):
    """Money granted before the contract (fonds d'intervention régional): there is no national scale, the answer says it."""

    institution_name = models.CharField("accordé par", max_length=120)
    amount = models.PositiveBigIntegerField("montant")
    """Cents."""
    purpose = models.CharField("objet", max_length=300)
    since = models.DateField("du")
    until = models.DateField("au")
    """Last day, included."""
    decided_on = models.DateField("décidé le")
    reference = models.CharField("référence", max_length=120, blank=True)
    transmission = models.ForeignKey(Transmission, on_delete=models.SET_NULL, null=True, related_name="+")
    """The letter that it answers."""
    by_institution = models.BooleanField(default=False)
    """Whether the institution recorded it itself: the CPTS then contests it, and does not take it out."""
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    """When it was found to be an error."""

    class Meta(Walled.Meta):
        abstract = False
        ordering = ("decided_on", "recorded_at")
        constraints = (models.CheckConstraint(condition=Q(until__gte=F("since")), name="creation_support_period"),)


class EarlyCoordinator(Walled):
    """The coordinator paid before the contract, without a name: their time, their objectives and the days these are due."""

    starts_on = models.DateField("prise de poste")
    ends_on = models.DateField("fin du financement")
    share = models.PositiveSmallIntegerField("temps de travail")
    """Percent of a full time."""
    employer = models.CharField("employeur", max_length=200)
    objectives = models.TextField("objectifs", blank=True)
    project_due_on = models.DateField("projet de santé déposé au plus tard le")
    contract_due_on = models.DateField("contrat signé au plus tard le")
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta(Walled.Meta):
        abstract = False
        constraints = (models.UniqueConstraint(fields=("community",), name="creation_one_coordinator"),)
