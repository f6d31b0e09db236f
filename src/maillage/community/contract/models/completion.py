"""What a signed contract says and nobody had typed: its amounts, its annex."""

from django.conf import settings
from django.db import models

from maillage.community.communities.models import Objection, Walled
from maillage.community.contract.models.contract import Contract, ContractIndicator, SignatureObjection


class Completion(Walled):
    """An amount, or a line of the annex, that the CPTS reads in the signed contract where the text typed before left a blank."""

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="completions")
    mission = models.CharField(max_length=30)
    """A mission, or « fonctionnement »."""
    volet = models.CharField(max_length=20, blank=True)
    """Of an amount, as in `Contract.amounts`; empty for a line of the annex."""
    cents = models.BigIntegerField(null=True)
    indicator = models.OneToOneField(ContractIndicator, on_delete=models.CASCADE, related_name="completion", null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta(Walled.Meta):
        abstract = False
        ordering = ("at",)

    @property
    def stands(self) -> bool:
        """Neither withdrawn nor contested."""
        return not self.objections.all()


class CompletionObjection(Objection):
    """It does not count: the CPTS withdraws it, or another party reads something else in its own copy."""

    Kind = SignatureObjection.Kind

    completion = models.ForeignKey(Completion, on_delete=models.CASCADE, related_name="objections")
    kind = models.CharField(max_length=12, choices=SignatureObjection.Kind.choices)

    class Meta(Objection.Meta):
        abstract = False
        constraints = (models.UniqueConstraint(fields=("completion",), name="contract_one_refusal"),)
