"""A copy of a contract that is being prepared, as the agency and the caisse read it."""

from django.conf import settings
from django.db import models

from maillage.community.communities.models import Walled
from maillage.community.contract.models.contract import Contract


class ContractCopy(Walled):
    """The text of a deed as it was that day, which nobody changes afterwards; a later copy of the deed replaces it on the page,
    all are kept."""

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="copies")
    number = models.PositiveIntegerField()
    """1 for the first copy of the deed."""
    sent_on = models.DateField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    content = models.JSONField()
    """The frozen copy (`results.cpts.contract_copy`)."""
    digest = models.CharField(max_length=64)
    """SHA-256 of the canonical JSON of `content`."""
    source = models.CharField(max_length=64)
    """SHA-256 of the rows of the deed that day: whether what is being prepared is still what was transmitted."""

    class Meta(Walled.Meta):
        abstract = False
        ordering = ("recorded_at",)
        constraints = (models.UniqueConstraint(fields=("contract", "number"), name="contract_one_copy"),)

    def __str__(self) -> str:
        return f"Copie n° {self.number}"
