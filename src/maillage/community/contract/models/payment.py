"""What came of the money of a contract."""

from django.conf import settings
from django.db import models

from maillage.community.communities.models import Walled


class PaymentReceived(Walled):
    """Somebody says that a payment came, or not yet. A correction is another row: the last one of a payment counts.

    A payment is known by what it pays, never by its day nor by its sum: both change when the contract is computed again.
    """

    class Moment(models.TextChoices):
        AVANCE = "avance", "Avance"
        SOLDE = "solde", "Solde"
        VARIABLE = "variable", "Part variable"
        REGULARISATION = "regularisation", "Régularisation"

    term = models.PositiveSmallIntegerField()
    """Of the contract: 1 for the first, then one more at each renewal."""
    year = models.PositiveSmallIntegerField()
    """Contract year."""
    subject = models.CharField(max_length=30)
    """A mission, or « fonctionnement »."""
    volet = models.CharField(max_length=20)
    """« montant » of the functioning, « volet_fixe » or « volet_variable »."""
    moment = models.CharField(max_length=14, choices=Moment.choices)
    received_on = models.DateField(null=True)
    """None: not yet."""
    cents = models.BigIntegerField(null=True)
    """What came; None with `received_on`."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta(Walled.Meta):
        abstract = False
        ordering = ("at",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(received_on=None, cents=None) | models.Q(received_on__isnull=False, cents__isnull=False),
                name="contract_received_both",
            ),
        )
