"""The contracts that an institution reads, and the signatures that it records or contests in its own name.

It reads a deed whole once the three have signed it; before, the last copy that the CPTS transmitted.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from maillage.accounts import journal, turns
from maillage.accounts.models import User
from maillage.accounts.refusals import UnableToSave
from maillage.community.communities.models import Community
from maillage.community.contract import actions
from maillage.community.contract import selectors as contracts
from maillage.community.contract.models import Completion, Contract, Signature
from maillage.community.library.models import File
from maillage.institutions import selectors
from maillage.institutions.competence import Competence
from maillage.institutions.instruction import voice
from maillage.institutions.models import Institution, Kind
from maillage.kernel.folding import folded

_PARTIES = {Kind.ARS.value: Signature.Party.ARS, Kind.CPAM.value: Signature.Party.CPAM}
Given = Mapping[Signature.Party, tuple[str, date]]


@dataclass(frozen=True, slots=True)
class Deed:
    """A deed that an institution reads: whole once it was signed by the three, else by its last copy."""

    contract: Contract
    is_whole: bool
    party: Signature.Party | None
    """The party that the institution is to it; None when it only reads."""

    @property
    def key(self) -> Mapping[str, Contract]:
        """What it belongs to, for `turns.act`."""
        return {"contract": self.contract}


def deeds(institution: Institution, day: date, of: Iterable[Community] | None = None) -> list[Deed]:
    """Those that it reads, in order, by CPTS; asked within the walls of the portfolio."""
    rows = contracts.kept().select_related("community").prefetch_related(*contracts.WITH_SIGNATURES, "copies")
    if of is not None:
        rows = rows.filter(community__in=list(of))
    competence, found = Competence(institution, day), []
    for row in rows.order_by("community__name", "term", "number"):
        whole = competence.knows(row)
        if whole or any(competence.reads_copy(copy) for copy in row.copies.all()):
            found.append(Deed(row, whole, party_of(institution, row)))
    return found


def deed(institution: Institution, key: UUID, day: date) -> Deed | None:
    """One of them; None when it is not one that it reads."""
    row = contracts.kept().filter(pk=key).select_related("community").first()
    return next((one for one in deeds(institution, day, [row.community]) if one.contract.pk == key), None) if row else None


def party_of(institution: Institution, contract: Contract) -> Signature.Party | None:
    """The agency, or the caisse, that the contract names; when it names none of this instance, any that is competent."""
    party = _PARTIES.get(institution.kind)
    if party is None:
        return None
    named = folded(contract.ars_name if party == Signature.Party.ARS else contract.cpam_name)
    places = selectors.competent_for(contract.community, Kind(institution.kind))
    if institution not in places:
        return None
    known = [place for place in places if folded(place.name) == named]
    return party if institution in (known or places) else None


@turns.act
def sign(institution: Institution, of: Deed, *, name: str, signed_on: date, by: User, now: datetime, today: date) -> None:
    """Records the signature of the institution."""
    party = _required(of)
    said: dict[str, Any] = {"by": by, "now": now, "today": today, "voice": voice(institution)}
    actions.sign(of.contract, name=name, signed_on=signed_on, **said)
    _tell(institution, of.contract, by, now, signature=party)


@turns.act
def sign_for_all(institution: Institution, of: Deed, *, given: Given, scan: File, by: User, now: datetime, today: date) -> None:
    """Records every signature still awaited, from the signed paper."""
    party = _required(of)
    said: dict[str, Any] = {"by": by, "now": now, "today": today, "voice": voice(institution)}
    actions.sign_for_all(of.contract, side=party, given=given, scan=scan, **said)
    _tell(institution, of.contract, by, now, signatures=", ".join(sorted(given)))


@turns.act
def object_to(institution: Institution, of: Deed, signature: Signature, *, reason: str, by: User, now: datetime) -> None:
    """Withdraws a signature that it recorded, or contests one recorded in its name."""
    party = _required(of)
    actions.object_to(signature, side=party, reason=reason, by=by, now=now, voice=voice(institution))
    _tell(institution, of.contract, by, now, signature_ecartee=signature.party)


@turns.act
def refuse_completion(institution: Institution, of: Deed, row: Completion, *, reason: str, by: User, now: datetime) -> None:
    """Contests what the CPTS typed on a signed deed since."""
    party = _required(of)
    actions.refuse_completion(row, side=party, reason=reason, by=by, now=now, voice=voice(institution))
    _tell(institution, of.contract, by, now, complement_ecarte=row.mission)


def _required(of: Deed) -> Signature.Party:
    if of.party is None:
        raise UnableToSave("Votre institution n'est pas partie à ce contrat : elle le lit, et ne le signe pas.")
    return of.party


def _tell(institution: Institution, contract: Contract, by: User, now: datetime, **details: str) -> None:
    journal.write("contrat", by=by, at=now, chain=institution.pk, subject=contract, **details)
