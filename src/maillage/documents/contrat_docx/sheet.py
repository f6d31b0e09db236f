"""All that the document of a contract says, read beforehand."""

from dataclasses import dataclass
from datetime import date

from maillage.community.communities.models import Community
from maillage.community.contract import selectors as contracts
from maillage.community.contract.models import Contract, ContractIndicator, ContractMission, Signature
from maillage.community.filing import selectors as filing
from maillage.results.cpts import contract as results
from maillage.results.cpts import filing_state
from maillage.results.cpts.contract import AmountLine, Envelope
from maillage.results.cpts.filing_state import FilingState
from maillage.results.cpts.texts import commune_names
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
    filing: FilingState | None = None
    """Of the last health project filed."""


def read(community: Community, contract: Contract, day: date) -> Sheet:
    """The sheet of a contract as it stands on a day; results.NoFunding when its amounts cannot be computed."""
    run = results.run(community, contract, day)
    return Sheet(
        community=community,
        contract=contract,
        binding_day=run.facts.signe_le,
        years=results.years(contract),
        communes=commune_names(community, day),
        validated_on=filing.validated_on(community, day),
        filing=filing_state.of_project(community, day),
        missions=tuple(contracts.missions(contract)),
        indicators=tuple(contracts.indicators(contract)),
        amounts=tuple(results.amounts(contract)),
        envelopes=tuple(results.envelopes(contract)),
        deadlines=tuple(results.deadlines(run)),
        conditions=run.conditions,
        signatures=contracts.signatures(contract),
        made_on=day,
    )
