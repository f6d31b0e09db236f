"""Avenants and renewals: opened one at a time on the text as it stands, described, or given up before anybody signs."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from maillage.accounts import journal, turns
from maillage.accounts.models import User
from maillage.accounts.refusals import UnableToSave
from maillage.community.communities.models import Community
from maillage.community.contract import selectors
from maillage.community.contract.actions.text import change, opened
from maillage.community.contract.models import Contract, ContractIndicator, ContractMission

_TEXT = (
    "population",
    "population_source",
    "taille",
    "cpts_representative",
    "ars_name",
    "ars_representative",
    "cpam_name",
    "cpam_representative",
)


@turns.act
def prepare_amendment(
    community: Community, *, values: Mapping[str, Any], version: int, until: date, by: User, now: datetime
) -> Contract:
    """Opens an avenant to the last contract (`version` 0), or changes its days and its reason; `until` is the last day of that
    contract, included."""
    last = _last(community)
    if last.number and not last.signed_on:
        _between(values["effect_on"], selectors.line_of(last)[-2].since, until)
        row = opened(last)
        change(row, values, version)
    else:
        _between(values["effect_on"], _signed(last).since, until)
        row = _follow(last, {**values, "term": last.term, "number": last.number + 1}, version, by, now)
        for mission in selectors.missions(last):
            _again(mission, row)
        for line in selectors.indicators(last):
            _again(line, row)
    return _told(row, by, now)


@turns.act
def prepare_renewal(
    community: Community, *, values: Mapping[str, Any], version: int, until: date, by: User, now: datetime
) -> Contract:
    """Opens the contract that follows (`version` 0) with the missions of the last one, or changes its days. It begins after the
    day `until`, the last of the contract in force."""
    if values["effect_on"] <= until:
        raise UnableToSave(
            f"Premier jour : le {values['effect_on']:%d/%m/%Y}, l'autre contrat court encore ; donnez un jour après le "
            f"{until:%d/%m/%Y}."
        )
    last = _last(community)
    if last.term > 1 and not last.number and not last.signed_on:
        row = opened(last)
        change(row, values, version)
    else:
        row = _follow(_signed(last), {**values, "term": last.term + 1, "number": 0}, version, by, now)
        for mission in selectors.missions(last):
            _again(mission, row, starts_on=max(mission.starts_on, values["effect_on"]))
    return _told(row, by, now)


@turns.act
def give_up(deed: Contract, *, by: User, now: datetime) -> None:
    """Abandons an avenant or a renewal that nobody signed; its rows stay, out of every list. The first contract stays."""
    row = opened(deed)
    if (row.term, row.number) == (1, 0):
        raise UnableToSave("Le premier contrat ne s'abandonne pas : changez ses termes.")
    row.given_up_at = now
    row.save(update_fields=["given_up_at"])
    journal.write("contrat", by=by, at=now, chain=row.community_id, subject=row, abandonne=str(row))


def _last(community: Community) -> Contract:
    """The last deed, read once all of them are locked until the end of the transaction: two who open one do not open two."""
    list(selectors.kept().select_for_update().filter(community=community))
    last = selectors.last_deed(community)
    if last is None:
        raise UnableToSave("Aucun contrat n'est ouvert : préparez-le d'abord.")
    return last


def _signed(last: Contract) -> Contract:
    if not last.signed_on:
        raise UnableToSave(f"{last} : cet acte n'est pas signé des trois parties. Faites-le signer ou abandonnez-le d'abord.")
    return last


def _between(effect_on: date, first: date, until: date) -> None:
    if not first <= effect_on <= until:
        raise UnableToSave(
            f"Prend effet le : le {effect_on:%d/%m/%Y} n'est pas possible ; donnez un jour du {first:%d/%m/%Y}, où l'acte précédent "
            f"prend effet, au {until:%d/%m/%Y}, dernier jour du contrat."
        )


def _follow(last: Contract, values: Mapping[str, Any], version: int, by: User, now: datetime) -> Contract:
    if version:
        raise UnableToSave("Cet acte n'est plus en préparation : rechargez la page, puis reportez votre changement.")
    kept = {name: getattr(last, name) for name in _TEXT} | {"amounts": last.kept_amounts}
    row: Contract = Contract.objects.create(community=last.community, created_at=now, created_by=by, **kept, **values)
    return row


def _again(row: ContractMission | ContractIndicator, deed: Contract, **changed: Any) -> None:
    """The same line in another deed."""
    kept = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.attname not in ("id", "contract_id")
    }
    type(row).objects.create(**{**kept, **changed, "contract": deed})


def _told(row: Contract, by: User, now: datetime) -> Contract:
    effect = row.effect_on.isoformat() if row.effect_on else ""
    journal.write("contrat", by=by, at=now, chain=row.community_id, subject=row, acte=str(row), effet=effect)
    return row
