"""The register of texts: grouped by nature, and the page of each with what it feeds."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from maillage.law import register
from maillage.law.corpus import Law, cited_texts
from maillage.law.model import Parameter, Text
from maillage.www.shared import formats


@dataclass(frozen=True, slots=True)
class Entry:
    text: Text
    status: str
    dates: str
    feeds: str


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class TextView:
    text: Text
    kind: str
    status: str
    dates: tuple[tuple[str, str], ...]
    grounds: tuple[Parameter, ...]
    """Parameters whose versions rest on this text."""
    attests: tuple[Parameter, ...]
    """Parameters where it is only a source of a value."""


def groups(law: Law) -> tuple[Group, ...]:
    """Texts by nature, in the order of the register."""
    feeds = Counter(name for parameter in law.parameters.values() for name in cited_texts(parameter))
    return tuple(
        Group(title, entries)
        for kind, title in register.KINDS.items()
        if (entries := tuple(_entry(text, feeds[text.id]) for text in law.texts.values() if text.kind == kind))
    )


def view(law: Law, text: Text) -> TextView:
    fed = law.fed_by(text.id)
    grounds = tuple(p for p in fed if any(row.text == text.id for row in p.rows))
    return TextView(
        text=text,
        kind=register.KINDS[text.kind],
        status=register.STATUSES[text.status],
        dates=tuple(_dates(text)),
        grounds=grounds,
        attests=tuple(p for p in fed if p not in grounds),
    )


def _entry(text: Text, feeds: int) -> Entry:
    dates = ", ".join(f"{label.lower()} le {day}" for label, day in _dates(text))
    return Entry(text, register.STATUSES[text.status], dates, formats.plural(feeds, "paramètre") if feeds else "")


def _dates(text: Text) -> Iterator[tuple[str, str]]:
    given: tuple[tuple[str, date | None], ...] = (
        ("Signé", text.signed),
        ("Publié", text.published),
        ("En vigueur", text.in_force),
    )
    for label, day in given:
        if day:
            yield label, formats.day(day)
