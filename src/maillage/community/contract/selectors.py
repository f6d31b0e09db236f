"""Reads the contracts and their avenants: what they say, who signed, since when they bind."""

from datetime import date

from django.db.models import QuerySet

from maillage.community.communities.models import Community
from maillage.community.contract.models import (
    Contract,
    ContractIndicator,
    ContractMeeting,
    ContractMission,
    Signature,
    Termination,
)


def deeds(community: Community) -> list[Contract]:
    """Every contract and avenant with their signatures, in order. All are signed, but perhaps the last."""
    return list(Contract.objects.filter(community=community).prefetch_related("signatures"))


def last_deed(community: Community) -> Contract | None:
    """The contract or the avenant that is being prepared, else the last one signed."""
    found: Contract | None = Contract.objects.filter(community=community).last()
    return found


def contract_of(community: Community) -> Contract | None:
    """The last text that the three signed, else the first contract while it is prepared."""
    found = deeds(community)
    return next((one for one in reversed(found) if one.signed_on), found[0] if found else None)


def line_of(deed: Contract) -> list[Contract]:
    """The contract, its avenants up to this deed, and this deed: in order."""
    rows = Contract.objects.filter(community=deed.community_id, term=deed.term, number__lte=deed.number)
    return list(rows.prefetch_related("signatures"))


def before(deed: Contract) -> Contract | None:
    """The deed that this one follows; None for the first contract."""
    found = [one for one in deeds(deed.community) if (one.term, one.number) < (deed.term, deed.number)]
    return found[-1] if found else None


def missions(contract: Contract) -> QuerySet[ContractMission]:
    """The missions of the contract, by start."""
    found: QuerySet[ContractMission] = ContractMission.objects.filter(contract=contract)
    return found


def indicators(contract: Contract) -> QuerySet[ContractIndicator]:
    """The lines of the annex, by year and mission."""
    found: QuerySet[ContractIndicator] = ContractIndicator.objects.filter(contract=contract)
    return found


def signatures(contract: Contract) -> dict[str, Signature]:
    """The signatures recorded, by party."""
    return {row.party: row for row in Signature.objects.filter(contract=contract).select_related("recorded_by")}


def signed_on(community: Community) -> date | None:
    """The day the last of the three parties signed the first contract; None while one of them has not."""
    first = Contract.objects.filter(community=community).first()
    return first.signed_on if first else None


def terminations(community: Community) -> QuerySet[Termination]:
    """The contracts that were terminated."""
    found: QuerySet[Termination] = Termination.objects.filter(community=community)
    return found.select_related("recorded_by")


def meetings(community: Community) -> QuerySet[ContractMeeting]:
    """The meetings held to prepare the contract, oldest first."""
    found: QuerySet[ContractMeeting] = ContractMeeting.objects.filter(community=community)
    return found.select_related("recorded_by")
