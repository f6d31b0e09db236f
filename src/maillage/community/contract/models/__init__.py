"""A contract and its avenants, their copies, missions, indicators and signatures, what ends it, and the meetings that prepare it."""

from maillage.community.contract.models.contract import (
    Contract,
    ContractIndicator,
    ContractMission,
    Signature,
    SignatureObjection,
)
from maillage.community.contract.models.copy import ContractCopy
from maillage.community.contract.models.meeting import ContractMeeting
from maillage.community.contract.models.termination import Termination

__all__ = [
    "Contract",
    "ContractCopy",
    "ContractIndicator",
    "ContractMeeting",
    "ContractMission",
    "Signature",
    "SignatureObjection",
    "Termination",
]
