"""The page of a contract or of an avenant: what is recorded, what the law says beside, the forms of what comes next."""

from datetime import date
from typing import Any

from django.http import QueryDict

from maillage.community.communities import selectors as communities
from maillage.community.communities.models import Community
from maillage.community.contract import selectors
from maillage.community.contract.models import Contract, Signature
from maillage.community.filing import selectors as filing
from maillage.institutions import selectors as institutions
from maillage.institutions.models import Kind
from maillage.kernel.known import Known
from maillage.results import tailles
from maillage.results.cpts import carriers, filing_state, terms
from maillage.results.cpts import contract as results
from maillage.results.cpts.territory import weigh
from maillage.www.components import contract_reading, contract_signing
from maillage.www.components.contract_reading import Reader
from maillage.www.depot.forms.contract import (
    AmountsForm,
    IndicatorForm,
    MeetingForm,
    MissionForm,
    PartiesForm,
)
from maillage.www.depot.presenters.deeds import following
from maillage.www.shared.markdown import render as markdown


def page(
    community: Community, day: date, deed: Contract | None = None, *, may_sign: bool = False, may_complete: bool = False
) -> dict[str, Any]:
    """Everything the page of a deed reads; without one, the page of the contract, with its history."""
    contract = deed or terms.shown(community, day)
    context: dict[str, Any] = {
        "contract": contract,
        "community": community,
        "is_deed": deed is not None,
        "parties": PartiesForm(initial=_initial(community, contract, day)),
    }
    if deed is None:
        context |= {
            "validated_on": filing.validated_on(community, day),
            "filing": filing_state.of_project(community, day),
            "meetings": [(row, markdown(row.minutes)) for row in selectors.meetings(community)],
            "meeting": MeetingForm(),
        }
    return (
        {**context, **_prepared(community, contract, day, context, may_sign=may_sign, may_complete=may_complete)}
        if contract
        else context
    )


def population(community: Community, day: date, people: int, deed: Contract | None) -> dict[str, Any]:
    """Population, its source and its taille: those already kept when the number stays, those of the perimeter, else what the
    contract says."""
    if deed and deed.population == people:
        return {name: getattr(deed, name) for name in ("population", "population_source", "taille")}
    counted = _counted(community, day)
    known = counted if counted and counted.value == people else Known(people, "Contrat")
    source = " ".join(filter(None, (known.source, known.vintage)))
    return {"population": people, "population_source": source, "taille": tailles.size_of_population(known, day).taille}


def amounts_form(contract: Contract, data: QueryDict | None = None, **more: Any) -> AmountsForm:
    """All the amounts of a text that is written; once it is signed, those that it left blank."""
    return AmountsForm(data, lines=results.amounts(contract), is_signed=contract.signed_on is not None, **more)


def completing(contract: Contract) -> dict[str, Any]:
    """Whether the deed is signed, so that its blanks may be completed; and where."""
    if contract.signed_on is None or contract.given_up_at:
        return {"completes": False}
    home = f"/c/{contract.community.slug}/depot/contrat/actes/{contract.pk}/"
    return {"completes": True, "amounts_at": f"{home}montants/", "annex_at": f"{home}indicateurs/"}


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
        "cpts_representative": carriers.signatory(community),
        "ars_name": names[Kind.ARS][0] if names[Kind.ARS] else "",
        "cpam_name": names[Kind.CPAM][0] if names[Kind.CPAM] else "",
        "version": 0,
    }


def _prepared(
    community: Community, contract: Contract, day: date, context: dict[str, Any], *, may_sign: bool, may_complete: bool
) -> dict[str, Any]:
    is_deed, home = context["is_deed"], f"/c/{community.slug}/depot/contrat/"
    reader = Reader(Signature.Party.CPTS, f"{home}actes/", may_sign, may_complete)
    read = contract_reading.read(community, contract, day, reader, is_deed=is_deed)
    missions, at = held(contract), completing(contract)
    amounts = amounts_form(contract, initial={"version": contract.version})
    return {
        **read,
        **following(community, contract, day, is_deed=is_deed),
        **(contract_reading.transmitted(contract) if read["signed_on"] is None else {}),
        **(contract_signing.offered(contract, read["awaited"], Signature.Party.CPTS) if may_sign else {}),
        "sign_at": f"{home}actes/{contract.pk}/signatures/",
        "all_at": f"{home}actes/{contract.pk}/signatures/papier/",
        "mission": MissionForm(missions=results.mission_names(day)),
        **at,
        "amounts": amounts,
        "writes": may_complete and (read["is_open"] or (at["completes"] and bool(amounts.lines))),
        "indicator": IndicatorForm(missions=missions, years=results.years(contract)) if missions else None,
    }
