"""What the signed contract says and the text typed before left blank: amounts, lines of the annex. What was written stays locked."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from maillage.accounts import journal, turns
from maillage.accounts.models import User
from maillage.accounts.refusals import UnableToSave
from maillage.community.contract.models import (
    Completion,
    CompletionObjection,
    Contract,
    ContractIndicator,
    ContractMission,
    Signature,
)
from maillage.community.filing.actions import Voice, spoken
from maillage.facts.dossier import FONCTIONNEMENT


@turns.act
def complete_amounts(contract: Contract, *, amounts: Mapping[str, Mapping[str, int]], by: User, now: datetime) -> int:
    """Adds the amounts that nobody had typed, in cents; gives how many. One row each: each may be contested."""
    row = _signed(contract)
    known = row.kept_amounts
    given = [(mission, volet, cents) for mission, volets in amounts.items() for volet, cents in volets.items()]
    missing = [one for one in given if known.get(one[0], {}).get(one[1]) is None]
    for mission, volet, cents in given:
        was = known.get(mission, {}).get(volet)
        if was is not None and was != cents:
            raise UnableToSave(
                "Montants : l'un d'eux est déjà écrit dans l'acte signé, il ne change plus. Rechargez la page ; un montant saisi par "
                "erreur se retire, un montant signé change par un avenant."
            )
    for mission, volet, cents in missing:
        _held(row, mission)
        _add(row, by, now, mission=mission, volet=volet, cents=cents)
    return len(missing)


@turns.act
def complete_annex(contract: Contract, *, values: Mapping[str, Any], by: User, now: datetime) -> ContractIndicator:
    """Adds a line to the annex for a mission and a year of which the signed text says nothing; `values` are clean fields."""
    row = _signed(contract)
    _held(row, values["mission"])
    same = ContractIndicator.objects.filter(contract=row, mission=values["mission"], year=values["year"])
    if same.filter(completion=None).exists():
        raise UnableToSave(
            f"Annexe : l'acte signé dit déjà les indicateurs de cette mission pour l'année {values['year']}, ils ne changent plus. "
            "Un indicateur s'y ajoute par un avenant."
        )
    made: ContractIndicator = ContractIndicator.objects.create(community=row.community, contract=row, **values)
    _add(row, by, now, mission=made.mission, indicator=made)
    return made


@turns.act
def refuse_completion(
    completion: Completion, *, side: Signature.Party, reason: str, by: User, now: datetime, voice: Voice | None = None
) -> CompletionObjection:
    """The CPTS withdraws what it typed; the agency or the caisse contests it. The blank may be filled again."""
    Contract.objects.select_for_update().get(pk=completion.contract_id)
    if not reason.strip():
        raise UnableToSave("Motif : dites pourquoi ce complément ne compte pas.")
    if CompletionObjection.objects.filter(completion=completion).exists():
        raise UnableToSave("Ce complément est déjà retiré ou contesté : rechargez la page.")
    ours = side == Signature.Party.CPTS
    row: CompletionObjection = CompletionObjection.objects.create(
        community=completion.community,
        completion=completion,
        kind=CompletionObjection.Kind.RETRAIT if ours else CompletionObjection.Kind.CONTESTATION,
        side=side,
        institution_name=voice.name if voice else "",
        reason=reason.strip(),
        by=by,
        at=now,
    )
    told = "complement_retire" if ours else "complement_conteste"
    said = {told: completion.mission, **spoken(voice)}
    journal.write("contrat", by=by, at=now, chain=completion.community_id, subject=completion, **said)
    return row


def _signed(contract: Contract) -> Contract:
    row: Contract = Contract.objects.select_for_update().get(pk=contract.pk)
    if row.given_up_at or not row.signed_on:
        raise UnableToSave(f"{row} : cet acte n'est pas signé des trois parties, ses termes s'écrivent dans son texte.")
    return row


def _held(row: Contract, mission: str) -> None:
    if mission != FONCTIONNEMENT and not ContractMission.objects.filter(contract=row, mission=mission).exists():
        raise UnableToSave("Mission : l'acte signé ne la dit pas ; elle s'ajoute par un avenant.")


def _add(row: Contract, by: User, now: datetime, **what: Any) -> None:
    made = Completion.objects.create(community=row.community, contract=row, by=by, at=now, **what)
    told = {"complete": made.mission, "volet": made.volet or "annexe", "centimes": made.cents}
    journal.write(
        "contrat", by=by, at=now, chain=row.community_id, subject=made, **{k: v for k, v in told.items() if v is not None}
    )
