"""A contract, its missions, its indicators, its signatures, and the meetings that prepare it."""

from maillage.community.contract.models.contract import Contract, ContractIndicator, ContractMission, Signature
from maillage.community.contract.models.meeting import ContractMeeting

__all__ = ["Contract", "ContractIndicator", "ContractMeeting", "ContractMission", "Signature"]
