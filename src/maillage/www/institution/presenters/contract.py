"""The contract as the agency and the caisse read it: the same pieces as the page of the CPTS."""

from typing import Any

from maillage.accounts.roles import Permission
from maillage.community.contract.models import Signature
from maillage.institutions import contracts
from maillage.institutions.contracts import Deed
from maillage.www.components import contract_reading, contract_signing
from maillage.www.components.contract_reading import Reader
from maillage.www.shared.espace import Visit
from maillage.www.shared.formats import day as short_day
from maillage.www.shared.formats import typed


def page(one: Deed, visit: Visit) -> dict[str, Any]:
    """The whole text of a signed deed, else its last copy; and who signed."""
    contract, home = one.contract, f"{visit.home}contrats/"
    may_sign = one.party is not None and Permission.SIGNER in visit.may
    known = contracts.deeds(visit.institution, visit.today, [contract.community])
    reader = Reader(one.party, home, may_sign, may_sign, frozenset(other.contract.pk for other in known if other.is_whole))
    if one.is_whole:
        read = contract_reading.read(contract.community, contract, visit.today, reader, is_deed=True)
    else:
        read = contract_reading.signatures(contract.community, contract, reader)
        read |= {"community": contract.community, "contract": contract, "signed_on": contract.signed_on}
    offered = contract_signing.offered(contract, read["awaited"], Signature.Party(one.party)) if may_sign and one.party else {}
    return {
        **read,
        **({} if one.is_whole else contract_reading.transmitted(contract)),
        **offered,
        "reads_only": True,
        "is_whole": one.is_whole,
        "party": one.party,
        "sign_at": f"{home}{contract.pk}/signatures/",
        "all_at": f"{home}{contract.pk}/signatures/papier/",
    }


def listing(visit: Visit) -> dict[str, Any]:
    """A line for each deed: what it waits for."""
    every = contracts.deeds(visit.institution, visit.today)
    lines = [
        {
            "name": one.contract.community.name,
            "fictif": one.contract.community.is_fictif,
            "what": str(one.contract),
            "href": f"{visit.home}contrats/{one.contract.pk}/",
            "state": state(one),
            "waits": waits(one),
        }
        for one in every
    ]
    return {"lines": sorted(lines, key=lambda line: not line["waits"])}


def state(one: Deed) -> str:
    """« Signé le… », or what is transmitted."""
    if one.contract.signed_on:
        return f"Signé des trois parties le {short_day(one.contract.signed_on)}"
    if any(not row.stands for row in one.contract.signatures.all()):
        return "Une signature est retirée ou contestée"
    copies = list(one.contract.copies.all())
    return typed(f"En préparation : {copies[-1]} du {short_day(copies[-1].sent_on)}") if copies else "En préparation"


def waits(one: Deed) -> bool:
    """Whether the signature of this institution is awaited."""
    given = {row.party for row in one.contract.signatures.all() if row.stands}
    return one.party is not None and one.party not in given
