"""Transmits what is being prepared: a frozen copy that the agency and the caisse read."""

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from django.utils import timezone

from maillage.accounts import journal, turns
from maillage.accounts.models import User
from maillage.accounts.refusals import UnableToSave
from maillage.community.communities import selectors as communities
from maillage.community.communities.models import Community
from maillage.community.contract import selectors
from maillage.community.contract.models import Contract, ContractCopy, ContractMission
from maillage.community.filing.actions import digest_of

MAX_A_DAY = 10
"""Copies of one deed in a day: each is told to the institutions."""
_APART = {"id", "community", "contract", "created_at", "created_by", "version", "given_up_at"}


@turns.act
def transmit(contract: Contract, *, content: Mapping[str, Any], sent_on: date, by: User, now: datetime) -> ContractCopy:
    """Freezes the text as it stands; refused when nothing changed since the last copy."""
    community = Community.objects.select_for_update().get(pk=contract.community_id)
    row: Contract = Contract.objects.select_for_update().get(pk=contract.pk)
    if row.signed_on:
        raise UnableToSave(f"{row} : cet acte est signé des trois parties, qui le lisent déjà.")
    if not ContractMission.objects.filter(contract=row).exists():
        raise UnableToSave("Le contrat ne dit encore aucune mission : ajoutez-les, puis transmettez.")
    last, source = selectors.last_copy(row), source_of(row)
    if last and last.source == source:
        raise UnableToSave(f"Rien n'a changé depuis la copie n° {last.number}, transmise le {last.sent_on:%d/%m/%Y}.")
    if ContractCopy.objects.filter(contract=row, recorded_at__gt=now - timedelta(days=1)).count() >= MAX_A_DAY:
        raise UnableToSave(f"{MAX_A_DAY} copies sont parties en un jour, le plus permis : la suivante attendra demain.")
    made: ContractCopy = ContractCopy.objects.create(
        community=community,
        contract=row,
        number=last.number + 1 if last else 1,
        sent_on=sent_on,
        sent_by=by,
        recorded_at=now,
        content=content,
        digest=digest_of(content),
        source=source,
    )
    community.departements = communities.touched(community, timezone.localdate(now))
    community.sent_from = sorted({*community.sent_from, *community.departements})
    community.save(update_fields=["departements", "sent_from"])
    journal.write("contrat", by=by, at=now, chain=community.pk, subject=made, transmis=str(row), empreinte=made.digest)
    return made


def source_of(contract: Contract) -> str:
    """SHA-256 of what the rows of a deed say: the same as long as nobody changes them."""
    rows = [contract, *selectors.missions(contract), *selectors.indicators(contract)]
    said = [
        {field.name: field.value_from_object(row) for field in row._meta.concrete_fields if field.name not in _APART}
        for row in rows
    ]
    return sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()
