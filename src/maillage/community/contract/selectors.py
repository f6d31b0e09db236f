"""Reads the contract: what it says, who signed, since when it binds."""

from datetime import date

from django.db.models import QuerySet

from maillage.community.communities.models import Community
from maillage.community.contract.models import Contract, ContractIndicator, ContractMeeting, ContractMission, Signature


def contract_of(community: Community) -> Contract | None:
    """The contract, prepared or signed."""
    found: Contract | None = Contract.objects.filter(community=community).first()
    return found


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
    """The day the last of the three parties signed; None while one of them has not."""
    days = dict(Signature.objects.filter(community=community).values_list("party", "signed_on"))
    return max(days.values()) if set(days) == set(Signature.Party.values) else None


def meetings(community: Community) -> QuerySet[ContractMeeting]:
    """The meetings held to prepare the contract, oldest first."""
    found: QuerySet[ContractMeeting] = ContractMeeting.objects.filter(community=community)
    return found.select_related("recorded_by")
