"""The page of a contract or of an avenant: what is recorded, what the law says beside, the forms of what comes next."""

from datetime import date
from typing import Any

from maillage.community.communities import selectors as communities
from maillage.community.communities.models import Community
from maillage.community.contract import selectors
from maillage.community.contract.models import Contract, Signature
from maillage.community.filing import selectors as filing
from maillage.facts import words
from maillage.institutions import selectors as institutions
from maillage.institutions.models import Kind
from maillage.kernel.known import Known
from maillage.results import tailles
from maillage.results.cpts import changes, filing_state, terms
from maillage.results.cpts import contract as results
from maillage.results.cpts.territory import weigh
from maillage.www.depot.forms.contract import (
    AmountsForm,
    IndicatorForm,
    MeetingForm,
    MissionForm,
    PartiesForm,
    SignatureForm,
)
from maillage.www.depot.presenters.deeds import through_time
from maillage.www.shared.formats import euros, long_day, number
from maillage.www.shared.markdown import render as markdown
from maillage.www.shared.money import columns


def page(community: Community, day: date, deed: Contract | None = None) -> dict[str, Any]:
    """Everything the page of a deed reads; without one, the page of the contract, with its history."""
    contract = deed or terms.shown(community, day)
    context: dict[str, Any] = {
        "contract": contract,
        "is_deed": deed is not None,
        "parties": PartiesForm(initial=_initial(community, contract, day)),
        **(through_time(community, contract, day, is_deed=deed is not None) if contract else {}),
    }
    if deed is None:
        context |= {
            "validated_on": filing.validated_on(community, day),
            "filing": filing_state.of_project(community, day),
            "meetings": [(row, markdown(row.minutes)) for row in selectors.meetings(community)],
            "meeting": MeetingForm(),
        }
    return {**context, **_prepared(community, contract, day)} if contract else context


def population(community: Community, day: date, people: int, deed: Contract | None) -> dict[str, Any]:
    """Population, its source and its taille: those already kept when the number stays, those of the perimeter, else what the
    contract says."""
    if deed and deed.population == people:
        return {name: getattr(deed, name) for name in ("population", "population_source", "taille")}
    counted = _counted(community, day)
    known = counted if counted and counted.value == people else Known(people, "Contrat")
    source = " ".join(filter(None, (known.source, known.vintage)))
    return {"population": people, "population_source": source, "taille": tailles.size_of_population(known, day).taille}


def held(contract: Contract) -> list[str]:
    """Names of the missions of the contract."""
    return [row.mission for row in selectors.missions(contract)]


def _counted(community: Community, day: date) -> Known[int] | None:
    perimeter = communities.perimeter(community, day)
    return weigh(perimeter.codes, day).territory.population if perimeter else None


def _initial(community: Community, contract: Contract | None, day: date) -> dict[str, Any]:
    if contract:
        return PartiesForm.initial_of(contract)
    counted = _counted(community, day)
    names = {kind: [place.name for place in institutions.competent_for(community, kind)] for kind in (Kind.ARS, Kind.CPAM)}
    return {
        "population": counted.value if counted else None,
        "ars_name": names[Kind.ARS][0] if names[Kind.ARS] else "",
        "cpam_name": names[Kind.CPAM][0] if names[Kind.CPAM] else "",
        "version": 0,
    }


def _prepared(community: Community, contract: Contract, day: date) -> dict[str, Any]:
    signatures = selectors.signatures(contract)
    awaited = [party for party in Signature.Party if party not in signatures]
    lines = results.amounts(contract)
    missions = list(selectors.missions(contract))
    return {
        "is_open": not signatures,
        "population": number(contract.population),
        "signed_on": contract.signed_on,
        "signatures": [(party, signatures.get(party)) for party in Signature.Party],
        "signature": SignatureForm(parties=awaited) if awaited else None,
        "missions": [(words.mission(row.mission), row, markdown(row.commitments)) for row in missions],
        "mission": MissionForm(missions=results.mission_names(day)),
        "amounts": AmountsForm(lines=lines, initial={"version": contract.version}),
        "indicators": [(words.mission(row.mission), row, _steps(row.steps)) for row in selectors.indicators(contract)],
        "indicator": IndicatorForm(missions=held(contract), years=results.years(contract)) if missions else None,
        "envelopes": [line.sentence for line in results.envelopes(contract) if line.sentence],
        **_funding(community, contract, day),
    }


def _steps(steps: list[dict[str, Any]]) -> list[str]:
    return [f"{step['label']} : {euros(step['cents'])}" for step in steps]


def _funding(community: Community, contract: Contract, day: date) -> dict[str, Any]:
    """What the contract pays this year (the first before it starts), and its calendar; or why it cannot be said."""
    try:
        run = results.run(community, contract, day)
    except results.NoFunding as refused:
        return {"no_funding": str(refused)}
    year = next((one for one in run.years if day in one.period), run.years[-1 if day > run.years[0].period.start else 0])
    return {
        "deadlines": results.deadlines(run),
        "limits": changes.limits(contract),
        "dossier": results.dossier_text(community, contract),
        "year_title": f"Année {year.number}, du {long_day(year.period.start)} au {long_day(year.period.last_day)}",
        "money": columns(year.sums),
    }
