"""The journal of a space in words: what, when, who, on whom; names are read now, the chain holds identifiers only."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from maillage.accounts.acts import ACTS
from maillage.accounts.models import JournalEntry, User
from maillage.accounts.roles import ROLES
from maillage.kernel.spreadsheet import csv_file
from maillage.www.shared.formats import NBSP, day

SYSTEM = "Maillage"
_KEYS = {"role": "rôle", "numero": "numéro", "recu_le": "reçu le", "retire_le": "retiré le", "quoi": "contenu"}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    at: str
    act: str
    person: str
    details: str
    digest: str


def rows(entries: Iterable[JournalEntry]) -> list[Row]:
    found = list(entries)
    names = _names({one.person_id for one in found} | {_concerned(one) for one in found})
    return [_row(one, names) for one in found]


def as_csv(found: Iterable[Row]) -> bytes:
    cells = ((row.number, row.at, row.act, row.person, row.details, row.digest) for row in found)
    return csv_file(("numero", "date", "acte", "personne", "precisions", "empreinte"), cells)


def people(entries: Iterable[UUID | None]) -> list[tuple[str, str]]:
    """Choices of the filter, by name."""
    names = _names(set(entries))
    return sorted(((str(key), name) for key, name in names.items()), key=lambda choice: choice[1])


def acts(keys: Iterable[str]) -> list[tuple[str, str]]:
    return sorted(((key, ACTS.get(key, key)) for key in set(keys)), key=lambda choice: choice[1])


def _names(keys: set[UUID | None]) -> dict[UUID, str]:
    known = [key for key in keys if key]
    return {person.pk: str(person) for person in User.objects.filter(pk__in=known)}


def _concerned(one: JournalEntry) -> UUID | None:
    """The person that an act is about."""
    return UUID(one.subject_id) if one.subject == "user" else None


def _row(one: JournalEntry, names: dict[UUID, str]) -> Row:
    about = _concerned(one)
    told = [names.get(about, "Personne supprimée")] if about else []
    told += [
        f"{_KEYS.get(key, key)}{NBSP}: {_value(key, value)}" for key, value in one.details.items() if value not in ("", None)
    ]
    person = names.get(one.person_id, "Personne supprimée") if one.person_id else SYSTEM
    at = timezone.localtime(one.at)
    return Row(one.number, f"{at:%d/%m/%Y à %H h %M}", ACTS.get(one.action, one.action), person, ", ".join(told), one.digest)


def _value(key: str, value: object) -> str:
    """Roles by their name, days as French people write them, digests by their beginning."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    text = str(value)
    if key == "role" and text in ROLES:
        return ROLES[text].label
    if _DAY.fullmatch(text):
        return day(date.fromisoformat(text))
    return f"{text[:10]}…" if _DIGEST.fullmatch(text) else text.replace("_", " ")
