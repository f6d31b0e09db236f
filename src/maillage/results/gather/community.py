"""The records of a contract become the dossier of its funding: what was signed wins over what is computed."""

from collections.abc import Iterable
from datetime import date

from maillage.community.communities.models import Community
from maillage.community.contract import selectors
from maillage.community.contract.models import Contract, ContractIndicator
from maillage.facts.dossier import Dossier
from maillage.facts.funding import Indicator, Step, YearFacts

NOT_YET = "non"
"""No result is known when the contract is signed: the money of an indicator is at stake until it is measured."""


def dossier_of(community: Community, contract: Contract) -> Dossier:
    """The contract as a DOSSIER; asked within the walls of its community."""
    return Dossier(
        community.name,
        binding_day(community, contract),
        population=contract.population,
        demarrages={row.mission: row.starts_on for row in selectors.missions(contract)},
        montants={name: dict(volets) for name, volets in contract.amounts.items()},
        annees=_years(selectors.indicators(contract)),
    )


def binding_day(community: Community, contract: Contract) -> date:
    """The day it was signed by the three, else the day that is aimed at."""
    return selectors.signed_on(community) or contract.planned_on


def _years(rows: Iterable[ContractIndicator]) -> dict[int, YearFacts]:
    found: dict[int, list[Indicator]] = {}
    for row in rows:
        found.setdefault(row.year, []).append(_indicator(row))
    return {number: YearFacts(indicateurs=tuple(lines)) for number, lines in found.items()}


def _indicator(row: ContractIndicator) -> Indicator:
    steps = tuple(Step(step["label"], int(step["cents"])) for step in row.steps)
    return Indicator(row.mission, row.label, row.cents, 0, NOT_YET, steps)
