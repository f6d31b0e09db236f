"""A file of the CPTS that went with a transmission."""

from django.db import models

from maillage.community.communities.models import Walled
from maillage.community.filing.models.answers import PieceRequest
from maillage.community.filing.models.receipts import Receipt
from maillage.community.filing.models.transmission import Transmission
from maillage.community.library.models import File


class FiledDocument(Walled):
    """A file as the funders may read it: annexed at the sending, joined to the answer to a piece they asked for, or the
    acknowledgement that proves a receipt.

    The file stays as long as the transmission, even when it leaves the lists of the CPTS.
    """

    transmission = models.ForeignKey(Transmission, on_delete=models.CASCADE, related_name="documents")
    piece = models.ForeignKey(PieceRequest, on_delete=models.CASCADE, related_name="documents", null=True)
    """The request that it answers; none for an annex of the sending, whose digest is in the frozen copy."""
    receipt = models.ForeignKey(Receipt, on_delete=models.CASCADE, related_name="documents", null=True)
    """The declared receipt that it proves."""
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="filed")
    label = models.CharField(max_length=150)
    """Its name on that day."""
    sha256 = models.CharField(max_length=64)
    filed_at = models.DateTimeField()

    class Meta(Walled.Meta):
        abstract = False
        ordering = ("filed_at", "label")

    def __str__(self) -> str:
        return self.label
