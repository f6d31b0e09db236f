"""A contract and its avenants, their missions, indicators and signatures, what ends it, and the meetings that prepare it."""

from maillage.community.contract.models.contract import Contract, ContractIndicator, ContractMission, Signature
from maillage.community.contract.models.meeting import ContractMeeting
from maillage.community.contract.models.termination import Termination

__all__ = ["Contract", "ContractIndicator", "ContractMeeting", "ContractMission", "Signature", "Termination"]
