"""Two runs side by side: what changes by certainty, by year, by mission, by payment, and what is only deduced on a side."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from maillage.facts import words
from maillage.kernel.proof import Proof
from maillage.results.runs.model import CERTAINTIES, EN_JEU, Figure, Payment, Run, Sum


@dataclass(frozen=True, slots=True)
class Gap:
    """One line: A, B and B less A. A side is None where the texts do not establish it."""

    label: str
    a: Sum | None
    b: Sum | None
    status: str = ""
    """Its certainty, where it has one."""
    on: date | None = None
    """Of a payment."""

    @property
    def change(self) -> Sum | None:
        """Cents of B less A, with the weakest proof of both; None when a side is not established."""
        if self.a is None or self.b is None:
            return None
        cents = self.b.cents - self.a.cents
        return Sum(cents, Proof.weakest((self.a.proof, self.b.proof)) if cents else None)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Tables of gaps by title, in the order of reading."""

    totals: tuple[Gap, ...]
    years: tuple[Gap, ...]
    missions: tuple[Gap, ...]
    payments: tuple[Gap, ...]
    """Only those that differ."""
    is_same: bool
    warnings: tuple[str, ...]
    """What makes the two sides hard to compare, in sentences."""

    @property
    def tables(self) -> Mapping[str, tuple[Gap, ...]]:
        return {
            "Sur tout le contrat": self.totals,
            "Par année": self.years,
            "Par mission": self.missions,
            "Par versement": self.payments,
        }


def compare(first: Run, second: Run) -> Comparison:
    """B is `second`."""
    payments = tuple(_payments(first, second))
    return Comparison(
        totals=tuple(_totals(first, second)),
        years=tuple(
            Gap(f"Année {a.number}", _figures([a.total]), _figures([b.total]))
            for a, b in zip(first.years, second.years, strict=False)
        ),
        missions=tuple(_missions(first, second)),
        payments=payments,
        is_same=not payments,
        warnings=tuple(_warnings(first, second)),
    )


def _totals(first: Run, second: Run) -> Iterator[Gap]:
    """Due and expected together, then by certainty: a proof moves nothing from one to another."""
    a, b = (Sum.of(one for status, one in run.sums.items() if status != EN_JEU) for run in (first, second))
    yield Gap("Dû et selon indicateurs", a, b)
    for status in CERTAINTIES:
        yield Gap(words.certainty(status), first.sums[status], second.sums[status], status)


def _missions(first: Run, second: Run) -> Iterator[Gap]:
    """Fixed share due and variable share expected, summed over the contract."""
    a, b = (_figures(year.fonctionnement for year in run.years) for run in (first, second))
    yield Gap("Fonctionnement", a, b)
    labels = {one.mission: one.label for run in (first, second) for year in run.years for one in year.missions}
    for name, label in labels.items():
        a, b = (_figures(_of_mission(run, name)) for run in (first, second))
        yield Gap(label, a, b)


def _of_mission(run: Run, name: str) -> Iterator[Figure]:
    """Both shares apart: the proof of a sum is that of what it adds, not of a variable share of nothing."""
    for one in (one for year in run.years for one in year.missions if one.mission == name):
        yield one.volet_fixe
        yield one.volet_variable


def _figures(figures: Iterable[Figure]) -> Sum | None:
    """None as soon as one figure is not established."""
    kept = list(figures)
    return None if any(one.cents is None for one in kept) else Sum.of(kept)


def _payments(first: Run, second: Run) -> Iterator[Gap]:
    """Payments that differ, matched by day, label and certainty."""
    found: dict[tuple[Any, ...], tuple[list[Payment], list[Payment]]] = {}
    for place, run in enumerate((first, second)):
        for one in run.payments:
            found.setdefault((one.on, one.label, one.status), ([], []))[place].append(one)
    for (on, label, status), sides in sorted(found.items(), key=lambda item: item[0]):
        a, b = (Sum.of(side) for side in sides)
        if a.cents != b.cents:
            yield Gap(label, a, b, status, on)


def _warnings(first: Run, second: Run) -> Iterator[str]:
    for name, run in (("A", first), ("B", second)):
        if any(year.total.cents is None for year in run.years):
            yield (
                f"Dans {name}, des montants ne sont pas établis par les textes connus : les sommes ne comptent que les autres, et ne "
                "se comparent qu'avec prudence."
            )
    said: dict[str, list[str]] = {}
    for name, run in (("A", first), ("B", second)):
        for remark in run.warnings:
            if remark.code == "montants_deduits":
                said.setdefault(remark.sentence, []).append(name)
    for sentence, names in said.items():
        yield f"Dans {' et '.join(names)} : {sentence[0].lower()}{sentence[1:]}"
