"""The records of a contract become the dossier of its funding: what was signed wins over what is computed."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from maillage.community.communities.models import Community
from maillage.community.contract import selectors
from maillage.community.contract.models import Contract, ContractIndicator
from maillage.facts.dossier import Dossier
from maillage.facts.funding import Indicator, Step, YearFacts
from maillage.kernel.periods import anniversary
from maillage.results.gather.funding import contract_years

NOT_YET = "non"
"""No result is known when the contract is signed: the money of an indicator is at stake until it is measured."""
_CRISIS = "crise_sanitaire"


def dossier_of(community: Community, contract: Contract) -> Dossier:
    """The contract as this deed of it leaves it, as a DOSSIER; asked within the walls of its community.

    A dossier knows one start a mission and one amount a volet: those of this deed. It knows the population of each year: an
    avenant that changes it counts from the anniversary that follows. Amounts hold for the taille of the first year only: those
    of another taille stay out.
    """
    line = selectors.line_of(contract)
    first = line[0].since
    populations = _populations(line, first)
    years = {number: YearFacts() for number in populations} | _years(selectors.indicators(contract))
    if _plan_is_written(contract):
        years[1] = replace(years.get(1, YearFacts()), plan_de_crise="mise_a_jour")
    amounts = next(one.kept_amounts for one in reversed(line) if one.taille == line[0].taille)
    return Dossier(
        community.name,
        first,
        population=line[0].population,
        demarrages={row.mission: row.starts_on for row in selectors.missions(contract)},
        montants={name: dict(volets) for name, volets in amounts.items()},
        annees=years,
        populations=populations,
    )


def binding_day(contract: Contract) -> date:
    """The day from which the years of its contract are counted: signed by the three, or written, or aimed at."""
    return selectors.line_of(contract)[0].since


def _populations(line: Sequence[Contract], first: date) -> dict[int, int]:
    """Contract year -> population, where an avenant changed it by the first day of that year."""
    found, known = dict[int, int](), line[0].population
    for number in range(2, contract_years(first) + 1):
        effective = [one for one in line if one.since <= anniversary(first, number - 1)]
        if effective and (now := effective[-1].population) != known:
            found[number] = known = now
    return found


def _plan_is_written(contract: Contract) -> bool:
    """A renewed contract updates the crisis plan that the one before had written."""
    if contract.term == 1 or not selectors.missions(contract).filter(mission=_CRISIS).exists():
        return False
    old = selectors.before(selectors.line_of(contract)[0])
    return old is not None and selectors.missions(old).filter(mission=_CRISIS).exists()


def _years(rows: Iterable[ContractIndicator]) -> dict[int, YearFacts]:
    found: dict[int, list[Indicator]] = {}
    for row in rows:
        found.setdefault(row.year, []).append(_indicator(row))
    return {number: YearFacts(indicateurs=tuple(lines)) for number, lines in found.items()}


def _indicator(row: ContractIndicator) -> Indicator:
    steps = tuple(Step(step["label"], int(step["cents"])) for step in row.steps)
    return Indicator(row.mission, row.label, row.cents, 0, NOT_YET, steps)
