"""The receipt of a transmission: who dated it, on what, when the agency was told of it, and its contestation."""

from django.conf import settings
from django.db import models

from maillage.community.communities.models import Walled
from maillage.community.filing.models.answers import Answer
from maillage.community.filing.models.transmission import Transmission


class Receipt(Walled):
    """One day of receipt, as one side gave it. Rows are only added: that of the agency replaces the one that it contests."""

    class Source(models.TextChoices):
        AGENCE = "agence", "datée par l'institution"
        DECLAREE = "declaree", "déclarée, à vérifier par l'agence"
        ELECTRONIQUE = "electronique", "jour de la transmission électronique"

    transmission = models.ForeignKey(Transmission, on_delete=models.CASCADE, related_name="receipts")
    source = models.CharField(max_length=12, choices=Source.choices)
    received_on = models.DateField()
    institution_id = models.UUIDField(null=True)
    institution_name = models.CharField(max_length=120, blank=True)
    """The institution that dated it; empty when none did."""
    reference = models.CharField(max_length=120, blank=True)
    """Of the paper that the CPTS got back."""
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField(null=True)
    """When the agency of the territory was told of a date that it did not give; its delay to contest starts that day."""
    told_to = models.CharField(max_length=250, blank=True)

    class Meta(Walled.Meta):
        abstract = False
        ordering = ("recorded_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("transmission",), condition=models.Q(source="agence"), name="filing_one_receipt_of_the_agency"
            ),
            models.UniqueConstraint(
                fields=("transmission",), condition=~models.Q(source="agence"), name="filing_one_receipt_to_verify"
            ),
        )

    def __str__(self) -> str:
        return f"Réception du {self.received_on:%d/%m/%Y}, {self.get_source_display()}"


class ReceiptContest(Answer):
    """The agency says that a receipt is not dated rightly, and why: the clock then waits for its own date."""

    receipt = models.OneToOneField(Receipt, on_delete=models.CASCADE, related_name="contest")
    reason = models.TextField()

    class Meta(Answer.Meta):
        abstract = False
        ordering = ("at",)
