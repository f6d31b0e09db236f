"""The provisional budget as rows of cents, one column a year: what paper and spreadsheets both show."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_RECEIPT = "recette"


@dataclass(frozen=True, slots=True)
class Row:
    """One line. `kind`: groupe (a heading without amounts), ligne, total or solde."""

    kind: str
    label: str
    cents: tuple[int | None, ...] = ()
    proofs: tuple[str, ...] = ()
    """Words of the proof of each amount that comes from the agreement; empty elsewhere."""
    note: str = ""
    mission: str = ""
    account: str = ""


def rows(kept: Mapping[str, Any]) -> tuple[Row, ...]:
    """In the order of reading: prudent receipts, other receipts, expenses, balance, then what the indicators would add."""
    return tuple(_rows(kept["years"]))


def _rows(years: Sequence[Mapping[str, Any]]) -> Iterator[Row]:
    yield Row("groupe", "Parts fixes de l'accord")
    yield from _receipts(years, "fixe")
    yield _sum("total", "Total des parts fixes", years, "fixed")
    for side, title, total in ((_RECEIPT, "Autres recettes", "other"), ("depense", "Dépenses", "expenses")):
        yield Row("groupe", title)
        yield from _lines(years, side)
        yield _sum("total", f"Total : {title.lower()}", years, total)
    yield _sum("solde", "Solde prudent", years, "prudent")
    yield Row("groupe", "Part variable, si tous les indicateurs sont atteints")
    yield from _receipts(years, "variable")
    yield _sum("solde", "Solde cible", years, "target")


def _receipts(years: Sequence[Mapping[str, Any]], share: str) -> Iterator[Row]:
    labels = dict.fromkeys(one["label"] for year in years for one in year["receipts"] if one["share"] == share)
    for label in labels:
        found = [next((one for one in year["receipts"] if one["label"] == label), None) for year in years]
        proofs = tuple(one["proof"] if one and one["cents"] else "" for one in found)
        notes = dict.fromkeys(one["refusal"] for one in found if one and one["refusal"])
        cents = tuple(one["cents"] if one else None for one in found)
        yield Row("ligne", label, cents, proofs, " ".join(notes))


def _lines(years: Sequence[Mapping[str, Any]], side: str) -> Iterator[Row]:
    """Lines of the same heading, label and mission are added up in each year."""
    every = [line for year in years for line in year["lines"] if line["side"] == side]
    for key in sorted({(line["account"], line["label"], line["mission"]) for line in every}):
        mine = [[line for line in year["lines"] if line["side"] == side and _key(line) == key] for year in years]
        cents = tuple(sum(line["cents"] for line in found) if found else None for found in mine)
        notes = dict.fromkeys(line["note"] for found in mine for line in found if line["note"])
        yield Row("ligne", key[1], cents, note=" ".join(notes), mission=key[2], account=key[0])


def _key(line: Mapping[str, Any]) -> tuple[str, str, str]:
    return line["account"], line["label"], line["mission"]


def _sum(kind: str, label: str, years: Sequence[Mapping[str, Any]], name: str) -> Row:
    """Copies frozen before proofs were kept have none."""
    return Row(kind, label, tuple(year[name] for year in years), tuple(year.get("proofs", {}).get(name, "") for year in years))
