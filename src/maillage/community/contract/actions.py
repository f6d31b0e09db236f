"""Writes the contract. Its words do not change once somebody has signed; each refusal is a sentence."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from maillage.accounts import journal
from maillage.accounts.models import User
from maillage.accounts.refusals import UnableToSave
from maillage.community.communities.models import Community
from maillage.community.contract.models import Contract, ContractIndicator, ContractMeeting, ContractMission, Signature


@transaction.atomic
def record_meeting(
    community: Community, *, held_on: date, participants: str, minutes: str, by: User, now: datetime, today: date
) -> ContractMeeting:
    """Keeps the record of a meeting that was held."""
    if held_on > today:
        raise UnableToSave(f"Date : le {held_on:%d/%m/%Y} n'est pas encore passé ; le compte rendu s'écrit après la rencontre.")
    row: ContractMeeting = ContractMeeting.objects.create(
        community=community,
        held_on=held_on,
        participants=participants.strip(),
        minutes=minutes.strip(),
        recorded_at=now,
        recorded_by=by,
    )
    journal.write("contrat", by=by, at=now, chain=community.pk, subject=row, rencontre=held_on.isoformat())
    return row


@transaction.atomic
def prepare(community: Community, *, values: Mapping[str, Any], version: int, by: User, now: datetime) -> Contract:
    """Opens the contract (`version` 0) or changes its parties, its population and its day; `values` are clean fields."""
    given = {"created_at": now, "created_by": by, **values}
    row, is_new = Contract.objects.get_or_create(community=community, defaults=given)
    if not is_new:
        row = _open(row)
        _change(row, values, version)
    journal.write("contrat", by=by, at=now, chain=community.pk, subject=row, champs=", ".join(sorted(values)))
    return row


@transaction.atomic
def set_mission(
    contract: Contract, *, mission: str, starts_on: date, commitments: str, by: User, now: datetime
) -> ContractMission:
    """Adds a mission, or changes its start and its commitments."""
    _open(contract)
    values = {"starts_on": starts_on, "commitments": commitments.strip()}
    row: ContractMission = ContractMission.objects.update_or_create(
        community=contract.community, contract=contract, mission=mission, defaults=values
    )[0]
    journal.write(
        "contrat", by=by, at=now, chain=contract.community_id, subject=row, mission=mission, demarre_le=starts_on.isoformat()
    )
    return row


@transaction.atomic
def remove_mission(contract: Contract, *, mission: str, by: User, now: datetime) -> None:
    """Takes a mission out of the contract, with its indicators and the amounts typed for it."""
    row = _open(contract)
    ContractMission.objects.filter(contract=row, mission=mission).delete()
    ContractIndicator.objects.filter(contract=row, mission=mission).delete()
    row.amounts = {name: volets for name, volets in row.amounts.items() if name != mission}
    row.save(update_fields=["amounts"])
    journal.write("contrat", by=by, at=now, chain=contract.community_id, subject=contract, mission_retiree=mission)


@transaction.atomic
def save_amounts(
    contract: Contract, *, amounts: Mapping[str, Mapping[str, int]], version: int, by: User, now: datetime
) -> Contract:
    """Keeps the amounts that the contract says otherwise than the national table, in cents."""
    row = _open(contract)
    kept = {name: dict(volets) for name, volets in amounts.items() if volets}
    _change(row, {"amounts": kept}, version)
    journal.write("contrat", by=by, at=now, chain=row.community_id, subject=row, montants=", ".join(sorted(kept)))
    return row


@transaction.atomic
def add_indicator(contract: Contract, *, values: Mapping[str, Any], by: User, now: datetime) -> ContractIndicator:
    """Adds a line to the annex, for a mission of the contract; `values` are clean fields."""
    _open(contract)
    if not ContractMission.objects.filter(contract=contract, mission=values["mission"]).exists():
        raise UnableToSave("Mission : elle n'est pas dans le contrat ; ajoutez-la d'abord, avec sa date de démarrage.")
    row: ContractIndicator = ContractIndicator.objects.create(community=contract.community, contract=contract, **values)
    journal.write("contrat", by=by, at=now, chain=contract.community_id, subject=row, indicateur=row.mission, annee=row.year)
    return row


@transaction.atomic
def remove_indicator(indicator: ContractIndicator, *, by: User, now: datetime) -> None:
    """Takes a line off the annex."""
    _open(indicator.contract)
    journal.write(
        "contrat", by=by, at=now, chain=indicator.community_id, subject=indicator, indicateur_retire=indicator.mission
    )
    indicator.delete()


@transaction.atomic
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


@transaction.atomic
def remove_signature(signature: Signature, *, by: User, now: datetime) -> None:
    """Takes back a signature recorded by mistake; the journal keeps both."""
    journal.write("contrat", by=by, at=now, chain=signature.community_id, subject=signature, signature_retiree=signature.party)
    signature.delete()


def _open(contract: Contract) -> Contract:
    """The contract, locked until the end of the transaction; refused when somebody signed it."""
    row: Contract = Contract.objects.select_for_update().get(pk=contract.pk)
    signed = Signature.objects.filter(contract=row).order_by("signed_on").first()
    if signed:
        raise UnableToSave(
            f"« {signed.get_party_display()} » a signé ce contrat le {signed.signed_on:%d/%m/%Y} : ses termes ne changent plus. "
            "Retirez la signature si elle a été enregistrée par erreur."
        )
    return row


def _change(row: Contract, values: Mapping[str, Any], version: int) -> None:
    if row.version != version:
        raise UnableToSave(
            "Une autre personne a changé le contrat entre-temps : rechargez la page, puis reportez votre changement."
        )
    for name, value in values.items():
        setattr(row, name, value)
    row.version = version + 1
    row.save(update_fields=[*values, "version"])
