"""A contract and its avenants, their copies, missions, indicators and signatures, what completes and what ends it, what was paid, and
the meetings that prepare it."""

from maillage.community.contract.models.completion import Completion, CompletionObjection
from maillage.community.contract.models.contract import (
    Contract,
    ContractIndicator,
    ContractMission,
    Signature,
    SignatureObjection,
)
from maillage.community.contract.models.copy import ContractCopy
from maillage.community.contract.models.meeting import ContractMeeting
from maillage.community.contract.models.payment import PaymentReceived
from maillage.community.contract.models.termination import Termination

__all__ = [
    "Completion",
    "CompletionObjection",
    "Contract",
    "ContractCopy",
    "ContractIndicator",
    "ContractMeeting",
    "ContractMission",
    "PaymentReceived",
    "Signature",
    "SignatureObjection",
    "Termination",
]
