"""The journal of a space in words: what, when, who, on whom; names are read now, the chain holds identifiers only."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from maillage.accounts.acts import ACTS
from maillage.accounts.models import JournalEntry, User
from maillage.kernel.spreadsheet import csv_file
from maillage.www.shared import journal_words

SYSTEM = "Maillage"


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
    told += journal_words.lines(one.details)
    person = names.get(one.person_id, "Personne supprimée") if one.person_id else SYSTEM
    at = timezone.localtime(one.at)
    return Row(one.number, f"{at:%d/%m/%Y à %H h %M}", ACTS.get(one.action, one.action), person, ", ".join(told), one.digest)
