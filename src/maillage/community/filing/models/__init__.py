"""A transmission and everything that answers it."""

from maillage.community.filing.models.answers import Decision, Opinion, PieceRequest
from maillage.community.filing.models.documents import FiledDocument
from maillage.community.filing.models.receipts import Receipt, ReceiptContest
from maillage.community.filing.models.transmission import Transmission, TransmissionKind, Way

__all__ = [
    "Decision",
    "FiledDocument",
    "Opinion",
    "PieceRequest",
    "Receipt",
    "ReceiptContest",
    "Transmission",
    "TransmissionKind",
    "Way",
]
