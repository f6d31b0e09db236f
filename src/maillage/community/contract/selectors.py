"""Reads the contracts and their avenants: what they say, who signed, since when they bind."""

from datetime import date
from itertools import takewhile
from uuid import UUID

from django.db.models import QuerySet

from maillage.community.communities.models import Community
from maillage.community.contract.models import (
    Completion,
    Contract,
    ContractCopy,
    ContractIndicator,
    ContractMeeting,
    ContractMission,
    PaymentReceived,
    Signature,
    Termination,
)
from maillage.community.library.models import File

WITH_SIGNATURES = ("signatures__objections", "completions__objections")
"""What `Contract.signed_on` and `kept_amounts` read: prefetched wherever several deeds are read."""


def kept() -> QuerySet[Contract]:
    """The deeds that were not abandoned."""
    found: QuerySet[Contract] = Contract.objects.filter(given_up_at=None)
    return found


def deeds(community: Community) -> list[Contract]:
    """Every contract and avenant with their signatures, in order. All are signed, but perhaps the last, and those whose signature
    was contested since."""
    return list(kept().filter(community=community).prefetch_related(*WITH_SIGNATURES))


def last_deed(community: Community) -> Contract | None:
    """The contract or the avenant that is being prepared, else the last one signed."""
    return kept().filter(community=community).last()


def to_sign(community: Community) -> Contract | None:
    """The first deed that waits for a signature, else the last."""
    found = deeds(community)
    return next((one for one in found if one.signed_on is None), found[-1] if found else None)


def contract_of(community: Community) -> Contract | None:
    """The last text that the three signed, itself resting on signed texts; else the first contract while it is prepared."""
    found = deeds(community)
    held = list(takewhile(lambda one: one.signed_on is not None, found))
    return held[-1] if held else next(iter(found), None)


def line_of(deed: Contract) -> list[Contract]:
    """The contract, its avenants up to this deed, and this deed: in order."""
    rows = kept().filter(community=deed.community_id, term=deed.term, number__lte=deed.number)
    return list(rows.prefetch_related(*WITH_SIGNATURES))


def before(deed: Contract) -> Contract | None:
    """The deed that this one follows; None for the first contract."""
    found = [one for one in deeds(deed.community) if (one.term, one.number) < (deed.term, deed.number)]
    return found[-1] if found else None


def missions(contract: Contract) -> QuerySet[ContractMission]:
    """The missions of the contract, by start."""
    found: QuerySet[ContractMission] = ContractMission.objects.filter(contract=contract)
    return found


def indicators(contract: Contract) -> QuerySet[ContractIndicator]:
    """The lines of the annex, by year and mission; without those that a party contested."""
    found: QuerySet[ContractIndicator] = ContractIndicator.objects.filter(contract=contract)
    return found.exclude(completion__objections__isnull=False)


def completions(contract: Contract) -> QuerySet[Completion]:
    """What was typed of a signed deed since, oldest first, contested or not."""
    found: QuerySet[Completion] = Completion.objects.filter(contract=contract)
    return found.select_related("by", "indicator", "contract").prefetch_related("objections__by")


def payments_told(community: Community) -> QuerySet[PaymentReceived]:
    """Everything that was said of payments, oldest first: the last row of a payment counts."""
    found: QuerySet[PaymentReceived] = PaymentReceived.objects.filter(community=community)
    return found.select_related("by")


def signatures(contract: Contract) -> dict[str, Signature]:
    """The signatures that count, by party."""
    return {row.party: row for row in every_signature(contract) if row.stands}


def every_signature(contract: Contract) -> list[Signature]:
    """All that were recorded, oldest first, with what was withdrawn or contested."""
    rows = Signature.objects.filter(contract=contract).select_related("recorded_by", "scan")
    return list(rows.prefetch_related("objections__by"))


def copies(contract: Contract) -> QuerySet[ContractCopy]:
    """What was transmitted of a deed, oldest first."""
    found: QuerySet[ContractCopy] = ContractCopy.objects.filter(contract=contract)
    return found.select_related("sent_by")


def last_copy(contract: Contract) -> ContractCopy | None:
    return copies(contract).last()


def scan_of(community: Community, key: UUID) -> File | None:
    """A file that proves a signature, even when it left the lists of the CPTS."""
    found: File | None = File.objects.filter(community=community, pk=key, signatures__isnull=False).distinct().first()
    return found


def signed_on(community: Community) -> date | None:
    """The day the last of the three parties signed the first contract; None while one of them has not."""
    first = kept().filter(community=community).first()
    return first.signed_on if first else None


def terminations(community: Community) -> QuerySet[Termination]:
    """The contracts that were terminated."""
    found: QuerySet[Termination] = Termination.objects.filter(community=community)
    return found.select_related("recorded_by")


def meetings(community: Community) -> QuerySet[ContractMeeting]:
    """The meetings held to prepare the contract, oldest first."""
    found: QuerySet[ContractMeeting] = ContractMeeting.objects.filter(community=community)
    return found.select_related("recorded_by")
