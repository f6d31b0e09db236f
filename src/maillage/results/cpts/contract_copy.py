"""The frozen copy of a contract that is being prepared: its text in words, made from its rows, and compared with the copy before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from maillage.community.communities.models import Community
from maillage.community.contract.models import Contract
from maillage.community.governance import selectors as governance
from maillage.kernel.french import day as short_day
from maillage.results.cpts import changes
from maillage.results.cpts import contract as results
from maillage.results.cpts.changes import NONE, Change


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the text: its title, and what is said of each thing."""

    title: str
    lines: tuple[tuple[str, str], ...]


def content(community: Community, contract: Contract, day: date) -> dict[str, Any]:
    """What is kept, as plain data; the dossier lets the reader compute what the text pays, when it can be."""
    try:
        dossier, refusal = results.dossier_text(community, contract), ""
    except results.NoFunding as refused:
        dossier, refusal = "", str(refused)
    return {
        "title": str(contract),
        "community": {"name": community.name},
        "fictif": community.is_fictif,
        "on": day.isoformat(),
        "parts": [{"title": title, "lines": [list(line) for line in lines]} for title, lines in _parts(contract)],
        "missing": [piece.label for piece in governance.missing(community)],
        "dossier": dossier,
        "refusal": refusal,
    }


def parts(kept: Mapping[str, Any]) -> tuple[Part, ...]:
    """The text of a copy."""
    return tuple(Part(one["title"], tuple((label, text) for label, text in one["lines"])) for one in kept["parts"])


def between(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Change, ...]:
    """What differs between two copies, in the order of the newer one."""
    old, new = _by_label(before), _by_label(after)
    labels = [*new, *(label for label in old if label not in new)]
    pairs = ((label, old.get(label, NONE), new.get(label, NONE)) for label in labels)
    return tuple(Change(label, was, now) for label, was, now in pairs if was != now)


def _by_label(kept: Mapping[str, Any]) -> dict[str, str]:
    return {label: text for part in parts(kept) for label, text in part.lines}


def _parts(contract: Contract) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    dates = [("Signature visée", short_day(contract.planned_on))]
    if contract.effect_on:
        dates.append(("Prend effet le", short_day(contract.effect_on)))
    if contract.number:
        dates.append(("Motif", "\n".join(filter(None, (contract.get_reason_display(), contract.reason_words)))))
    yield "Dates", dates
    yield from ((title, list(lines.items())) for title, lines in changes.text_of(contract).items())
