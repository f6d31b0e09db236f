"""All that the document of a contract says, read beforehand."""

from dataclasses import dataclass
from datetime import date

from maillage.community.communities.models import Community
from maillage.community.contract.models import Contract, ContractIndicator, ContractMission, Signature
from maillage.results.cpts.contract import AmountLine, Envelope
from maillage.results.runs.model import Condition, Deadline


@dataclass(frozen=True, slots=True)
class Sheet:
    """One contract on a day. `communes` are names; `validated_on` is the day the project was validated, when it was."""

    community: Community
    contract: Contract
    binding_day: date
    years: int
    communes: tuple[str, ...]
    validated_on: date | None
    missions: tuple[ContractMission, ...]
    indicators: tuple[ContractIndicator, ...]
    amounts: tuple[AmountLine, ...]
    envelopes: tuple[Envelope, ...]
    deadlines: tuple[Deadline, ...]
    conditions: tuple[Condition, ...]
    signatures: dict[str, Signature]
    made_on: date
