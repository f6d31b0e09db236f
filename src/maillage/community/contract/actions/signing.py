"""Who signed, and what ends the contract before its term; a mistake is taken back, and the journal keeps both."""

from datetime import date, datetime

from maillage.accounts import journal, turns
from maillage.accounts.models import User
from maillage.accounts.refusals import UnableToSave
from maillage.community.contract.models import Contract, ContractMission, Signature, Termination


@turns.act
def sign(
    contract: Contract, *, party: Signature.Party, name: str, signed_on: date, by: User, now: datetime, today: date
) -> Signature:
    """Records that a party signed; a contract without mission is not signed, nor is one signed tomorrow."""
    if signed_on > today:
        raise UnableToSave(f"Date : une signature ne peut pas être datée de l'avenir ({signed_on:%d/%m/%Y}).")
    Contract.objects.select_for_update().get(pk=contract.pk)
    if not ContractMission.objects.filter(contract=contract).exists():
        raise UnableToSave("Le contrat ne dit encore aucune mission : ajoutez celles que la CPTS mènera, puis signez.")
    if known := Signature.objects.filter(contract=contract, party=party).first():
        raise UnableToSave(
            f"« {known.get_party_display()} » a déjà signé le {known.signed_on:%d/%m/%Y} : retirez cette signature pour la corriger."
        )
    row: Signature = Signature.objects.create(
        community=contract.community,
        contract=contract,
        party=party,
        name=name.strip(),
        signed_on=signed_on,
        recorded_by=by,
        recorded_at=now,
    )
    journal.write("contrat", by=by, at=now, chain=contract.community_id, subject=row, signature=party, le=signed_on.isoformat())
    return row


@turns.act
def remove_signature(signature: Signature, *, by: User, now: datetime) -> None:
    """Takes back a signature recorded by mistake, while nothing rests on it."""
    deed = signature.contract
    _last_one(deed)
    if Termination.objects.filter(contract__term=deed.term, community=deed.community_id).exists():
        raise UnableToSave("Ce contrat est résilié : retirez d'abord la résiliation si elle a été enregistrée par erreur.")
    journal.write("contrat", by=by, at=now, chain=signature.community_id, subject=signature, signature_retiree=signature.party)
    signature.delete()


@turns.act
def terminate(
    contract: Contract,
    *,
    party: Termination.Party,
    notified_on: date,
    last_day: date,
    reason: str,
    until: date,
    by: User,
    now: datetime,
    today: date,
) -> Termination:
    """Records that a signed contract ends before the day `until`, its last; `contract` is the contract itself."""
    Contract.objects.select_for_update().get(pk=contract.pk)
    if not contract.signed_on:
        raise UnableToSave("Le contrat n'est pas signé des trois parties : il n'y a rien à résilier.")
    if notified_on > today:
        raise UnableToSave(f"Notifiée le : le {notified_on:%d/%m/%Y} n'est pas encore passé.")
    if not notified_on <= last_day < until or last_day < contract.since:
        raise UnableToSave(
            f"Dernier jour : le {last_day:%d/%m/%Y} n'est pas possible ; donnez un jour du {max(notified_on, contract.since):%d/%m/%Y} "
            f"à la veille du terme ({until:%d/%m/%Y})."
        )
    if known := Termination.objects.filter(contract=contract).first():
        raise UnableToSave(
            f"Ce contrat est déjà résilié au {known.last_day:%d/%m/%Y} : retirez cette résiliation pour la corriger."
        )
    row: Termination = Termination.objects.create(
        community=contract.community,
        contract=contract,
        party=party,
        notified_on=notified_on,
        last_day=last_day,
        reason=reason.strip(),
        recorded_by=by,
        recorded_at=now,
    )
    journal.write(
        "contrat", by=by, at=now, chain=contract.community_id, subject=row, resiliation=party, dernier_jour=last_day.isoformat()
    )
    return row


@turns.act
def remove_termination(termination: Termination, *, by: User, now: datetime) -> None:
    """Takes back a termination recorded by mistake, while no contract followed."""
    _last_one(termination.contract, term_only=True)
    journal.write(
        "contrat", by=by, at=now, chain=termination.community_id, subject=termination, resiliation_retiree=termination.party
    )
    termination.delete()


def _last_one(deed: Contract, *, term_only: bool = False) -> None:
    """Refused when another deed rests on this one, or on its whole term."""
    later = Contract.objects.filter(community=deed.community_id, term__gt=deed.term)
    if not term_only:
        later = later | Contract.objects.filter(community=deed.community_id, term=deed.term, number__gt=deed.number)
    if after := later.first():
        raise UnableToSave(f"{after} : cet acte repose sur celui-ci. Abandonnez-le d'abord, s'il n'est pas signé.")
