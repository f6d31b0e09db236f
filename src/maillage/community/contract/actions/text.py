"""What a contract or an avenant says: parties, missions, amounts, annex. It does not change once somebody has signed."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from maillage.accounts import journal, turns
from maillage.accounts.models import User
from maillage.accounts.refusals import Stale, UnableToSave
from maillage.community.communities.models import Community
from maillage.community.contract import selectors
from maillage.community.contract.models import (
    Completion,
    CompletionObjection,
    Contract,
    ContractIndicator,
    ContractMission,
    Signature,
)


@turns.act
def prepare(community: Community, *, values: Mapping[str, Any], version: int, by: User, now: datetime) -> Contract:
    """Opens the first contract (`version` 0), or changes the parties, the population and the day of the deed that is prepared;
    `values` are clean fields."""
    row, is_new = selectors.last_deed(community), False
    if row is None:
        given = {"created_at": now, "created_by": by, **values}
        key = {"term": 1, "number": 0, "given_up_at": None}
        row, is_new = Contract.objects.get_or_create(community=community, **key, defaults=given)
    if not is_new:
        row = opened(row)
        change(row, values, version)
    journal.write("contrat", by=by, at=now, chain=community.pk, subject=row, champs=", ".join(sorted(values)))
    return row


@turns.act
def set_mission(
    contract: Contract, *, mission: str, starts_on: date, commitments: str, by: User, now: datetime
) -> ContractMission:
    """Adds a mission, or changes its start and its commitments."""
    opened(contract)
    values = {"starts_on": starts_on, "commitments": commitments.strip()}
    row: ContractMission = ContractMission.objects.update_or_create(
        community=contract.community, contract=contract, mission=mission, defaults=values
    )[0]
    journal.write(
        "contrat", by=by, at=now, chain=contract.community_id, subject=row, mission=mission, demarre_le=starts_on.isoformat()
    )
    return row


@turns.act
def remove_mission(contract: Contract, *, mission: str, by: User, now: datetime) -> None:
    """Takes a mission out of the contract, with its indicators and the amounts typed for it."""
    row = opened(contract)
    ContractMission.objects.filter(contract=row, mission=mission).delete()
    ContractIndicator.objects.filter(contract=row, mission=mission).delete()
    row.amounts = {name: volets for name, volets in row.amounts.items() if name != mission}
    row.save(update_fields=["amounts"])
    _fold(row, by, now, mission=mission)
    journal.write("contrat", by=by, at=now, chain=contract.community_id, subject=contract, mission_retiree=mission)


@turns.act
def save_amounts(
    contract: Contract, *, amounts: Mapping[str, Mapping[str, int]], version: int, by: User, now: datetime
) -> Contract:
    """Keeps the amounts read in the contract, in cents."""
    row = opened(contract)
    kept = {name: dict(volets) for name, volets in amounts.items() if volets}
    change(row, {"amounts": kept}, version)
    _fold(row, by, now)
    journal.write("contrat", by=by, at=now, chain=row.community_id, subject=row, montants=", ".join(sorted(kept)))
    return row


@turns.act
def add_indicator(contract: Contract, *, values: Mapping[str, Any], by: User, now: datetime) -> ContractIndicator:
    """Adds a line to the annex, for a mission of the contract; `values` are clean fields."""
    opened(contract)
    if not ContractMission.objects.filter(contract=contract, mission=values["mission"]).exists():
        raise UnableToSave("Mission : elle n'est pas dans le contrat ; ajoutez-la d'abord, avec sa date de démarrage.")
    row: ContractIndicator = ContractIndicator.objects.create(community=contract.community, contract=contract, **values)
    journal.write("contrat", by=by, at=now, chain=contract.community_id, subject=row, indicateur=row.mission, annee=row.year)
    return row


@turns.act
def remove_indicator(indicator: ContractIndicator, *, by: User, now: datetime) -> None:
    """Takes a line off the annex."""
    opened(indicator.contract)
    journal.write(
        "contrat", by=by, at=now, chain=indicator.community_id, subject=indicator, indicateur_retire=indicator.mission
    )
    indicator.delete()


def _fold(contract: Contract, by: User, now: datetime, **of: str) -> None:
    """What was completed on a signed text is part of the text once that one is written again: it counts no more by itself."""
    for one in Completion.objects.filter(contract=contract, indicator=None, objections=None, **of):
        reason = "Le texte n'est plus signé : ses montants ont été enregistrés à nouveau."
        kept = {"completion": one, "kind": CompletionObjection.Kind.RETRAIT, "side": "cpts", "reason": reason}
        CompletionObjection.objects.create(community=contract.community, by=by, at=now, **kept)


def opened(contract: Contract) -> Contract:
    """The contract, locked until the end of the transaction; refused when somebody signed it."""
    row: Contract = Contract.objects.select_for_update().get(pk=contract.pk)
    if row.given_up_at:
        raise UnableToSave(f"{row} : cet acte est abandonné, ses termes ne changent plus.")
    signed = Signature.objects.filter(contract=row, objections=None).order_by("signed_on").first()
    if signed:
        raise UnableToSave(
            f"« {signed.get_party_display()} » a signé {'cet avenant' if row.number else 'ce contrat'} le "
            f"{signed.signed_on:%d/%m/%Y} : ses termes ne changent plus. "
            "Retirez la signature si elle a été enregistrée par erreur, ou contestez-la si une autre partie l'a enregistrée."
        )
    return row


def change(row: Contract, values: Mapping[str, Any], version: int) -> None:
    """Keeps the values; Stale when somebody kept others since the page was read."""
    if row.version != version:
        raise Stale(
            "Une autre personne a changé le contrat pendant que vous écriviez : votre saisie est plus bas. "
            "Comparez avec ce qui est enregistré, puis enregistrez à nouveau."
        )
    for name, value in values.items():
        setattr(row, name, value)
    row.version = version + 1
    row.save(update_fields=[*values, "version"])
