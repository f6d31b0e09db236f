"""A transmission and everything that answers it."""

from maillage.community.filing.models.answers import Decision, Opinion, PieceRequest
from maillage.community.filing.models.transmission import Transmission, TransmissionKind, Way

__all__ = ["Decision", "Opinion", "PieceRequest", "Transmission", "TransmissionKind", "Way"]
