"""What a perimeter weighs on a day, and what changes between two perimeters: people, taille, money."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from maillage.facts.territory import Commune, Remark, Territory
from maillage.results import tailles, territoires
from maillage.results.couverture.amounts import HYPOTHESIS, Amount, sized
from maillage.results.tailles import SizeView

__all__ = ["HYPOTHESIS", "Change", "Weight", "compare", "weigh"]


@dataclass(frozen=True, slots=True)
class Weight:
    """A perimeter on a day: its territory, its taille, and one full year of the agreement under `HYPOTHESIS`."""

    territory: Territory
    size: SizeView
    amount: Amount

    @property
    def codes(self) -> tuple[str, ...]:
        return self.territory.codes

    @property
    def remarks(self) -> tuple[Remark, ...]:
        return self.territory.remarks


@dataclass(frozen=True, slots=True)
class Change:
    """From a perimeter to another. Differences are None when one of the two figures is not established."""

    before: Weight
    after: Weight
    added: tuple[Commune, ...]
    removed: tuple[Commune, ...]

    @property
    def population(self) -> int | None:
        return _difference(self.before.territory.population.value, self.after.territory.population.value)

    @property
    def fixed(self) -> int | None:
        """Cents a year."""
        return _difference(self.before.amount.fixed, self.after.amount.fixed)

    @property
    def variable(self) -> int | None:
        """Cents a year, at most."""
        return _difference(self.before.amount.variable, self.after.amount.variable)

    @property
    def is_none(self) -> bool:
        return not self.added and not self.removed


def weigh(codes: Iterable[str], day: date) -> Weight:
    """The weight of codes as they were kept: vanished ones are translated, and the remarks say it."""
    territory = territoires.describe(codes)
    (amount,) = sized([territory.population.value or 0], day)
    return Weight(territory, tailles.size_of(territory, day), amount.amount)


def compare(before: Weight, after: Weight) -> Change:
    """What the second has and the first has not, and the other way round."""
    old, new = set(before.codes), set(after.codes)
    added = tuple(commune for commune in after.territory.communes if commune.code not in old)
    removed = tuple(commune for commune in before.territory.communes if commune.code not in new)
    return Change(before, after, added, removed)


def _difference(before: int | None, after: int | None) -> int | None:
    return None if before is None or after is None else after - before
