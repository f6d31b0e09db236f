"""The coverage of the country by CPTS at a day: what each commune, level and CPTS is, from the claims of a file or of the warehouse."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from maillage.results.couverture import stages
from maillage.results.couverture.claims import Claims, in_force
from maillage.results.couverture.ground import Ground, Rows
from maillage.results.couverture.shape import Moments, moments

if TYPE_CHECKING:
    from maillage.results.couverture.cpts import Catalogue, Cpts
    from maillage.results.couverture.fragile import Fragility
    from maillage.results.couverture.history import HistoryPoint
    from maillage.results.couverture.levels import LevelRow
    from maillage.results.couverture.plan import Plan
    from maillage.results.couverture.plan100 import PlanView
    from maillage.results.couverture.plan_rules import PlanRules
    from maillage.results.couverture.quality import QualityReport
    from maillage.results.couverture.zones import WhiteZone


@dataclass(frozen=True, eq=False)
class Coverage:
    """Perimeters, tailles and amounts on the day `today`."""

    land: Ground
    claims: Claims
    today: date
    source: str = ""
    """Where the perimeters come from, in a few words."""
    written: Callable[[], Claims] | None = None
    """The claims as the files write them, when `claims` come from tables where codes are already translated."""
    at_any_day: bool = False
    """For the quality report: stages to come count too."""

    @property
    def fictitious(self) -> bool:
        return self.claims.fictitious

    @property
    def is_empty(self) -> bool:
        return not len(self.claims.cpts)

    def at(self, day: date) -> "Coverage":
        """The perimeters and the law of another day."""
        return self if day == self.today else replace(self, today=day)

    @cached_property
    def current(self) -> Rows:
        """Indices of the claims that hold."""
        return in_force(self.claims, None if self.at_any_day else self.today)

    @cached_property
    def packed(self) -> "Packed":
        return _packed(self)

    @cached_property
    def stage_of_unit(self) -> Rows:
        """Rank of the most advanced CPTS of each row; 0 where there is none."""
        found = np.zeros(self.land.size, np.int64)
        np.maximum.at(found, self.claims.row[self.current], self.claims.stage[self.current])
        return found

    @cached_property
    def stage_of_commune(self) -> Rows:
        """The same by commune: a city is at the least advanced stage of its arrondissements."""
        found = self.stage_of_unit.copy()
        for city, inside in self.land.columns.arrondissements.items():
            found[city] = found[list(inside)].min()
        return found

    @cached_property
    def uncovered(self) -> Rows:
        """Units without any CPTS, inside the régions of the file."""
        inside = np.isin(self.land.number_in("region"), self.regions)
        return np.flatnonzero(self.land.is_unit & inside & (self.stage_of_unit == stages.NONE))

    @cached_property
    def regions(self) -> Rows:
        """Numbers of the régions the file is about: where at least one CPTS has most of its inhabitants."""
        return np.unique(self.packed.region) if len(self.packed.ids) else np.zeros(0, np.int64)

    @property
    def is_national(self) -> bool:
        return len(self.regions) == len(self.land.columns.levels["region"].codes)

    @cached_property
    def claimants(self) -> dict[int, tuple[int, ...]]:
        """Row of a claimed unit -> numbers of its CPTS."""
        found: dict[int, tuple[int, ...]] = {}
        for row, k in zip(self.packed.rows.tolist(), self.packed.owner.tolist(), strict=True):
            found[row] = (*found.get(row, ()), k)
        return found

    @cached_property
    def catalogue(self) -> "Catalogue":
        from maillage.results.couverture.cpts import Catalogue

        return Catalogue(self)

    @cached_property
    def _levels(self) -> "dict[str, tuple[LevelRow, ...]]":
        return {}

    def by_level(self, level: str) -> "tuple[LevelRow, ...]":
        """« france », « region », « departement », « epci » or « commune »: population and communes by stage."""
        from maillage.results.couverture.levels import level_rows

        if level not in self._levels:
            self._levels[level] = level_rows(self, level)
        return self._levels[level]

    def history(self) -> "tuple[HistoryPoint, ...]":
        """Population covered, by stage, each time a stage began."""
        from maillage.results.couverture.history import history

        return history(self)

    def cpts(self, name: str) -> "Cpts":
        """One CPTS by its machine name; UnknownCpts otherwise."""
        from maillage.results.couverture.cpts import cpts

        return cpts(self, name)

    def all_cpts(self) -> "tuple[Cpts, ...]":
        from maillage.results.couverture.cpts import all_cpts

        return all_cpts(self)

    def white_zones(self, *, region: str | None = None, departement: str | None = None) -> "tuple[WhiteZone, ...]":
        """Connected groups of uncovered communes, most peopled first, each with its solutions."""
        from maillage.results.couverture.zones import white_zones

        return white_zones(self, region=region, departement=departement)

    def plan(self, region: str, rules: "PlanRules | None" = None) -> "Plan":
        """Who could take each uncovered commune of a région: the fewest changes of taille, then the best compactness."""
        from maillage.results.couverture.plan import propose

        return propose(self, region, rules)

    def fragilities(self) -> "tuple[Fragility, ...]":
        """Every CPTS with its signals, those with most signals raised first."""
        from maillage.results.couverture.fragile import fragilities

        return fragilities(self)

    def plan_100(self) -> "PlanView":
        """The plan « 100 % CPTS »: its actions as the instance follows them, its two indicators."""
        from maillage.results.couverture.plan100 import plan_100

        return plan_100(self)

    def quality(self) -> "QualityReport":
        from maillage.results.couverture.quality import quality

        return quality(replace(self, claims=self.written() if self.written else self.claims, at_any_day=True))


@dataclass(frozen=True, eq=False)
class Packed:
    """The CPTS that hold today as arrays: rows of CPTS k are `rows[starts[k] : starts[k] + counts[k]]`."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    stage: Rows
    rows: Rows
    owner: Rows
    starts: Rows
    counts: Rows
    population: Rows
    principal: Rows
    """Row of the most peopled commune."""
    region: Rows
    """Number of the région where most of the inhabitants live."""
    land: Ground

    @cached_property
    def moments(self) -> Moments:
        return moments(self.land, self.rows, self.owner, len(self.ids))

    @cached_property
    def number(self) -> dict[str, int]:
        return {name: k for k, name in enumerate(self.ids)}

    def rows_of(self, k: int) -> Rows:
        return self.rows[self.starts[k] : self.starts[k] + self.counts[k]]


def _packed(coverage: Coverage) -> Packed:
    claims, land = coverage.claims, coverage.land
    held = coverage.current
    present, owner = np.unique(claims.cpts[held], return_inverse=True)
    rows, size = claims.row[held], len(present)
    counts = np.bincount(owner, minlength=size)
    people = land.population[rows]
    stage = np.zeros(size, np.int64)
    np.maximum.at(stage, owner, claims.stage[held])
    return Packed(
        ids=tuple(claims.ids[k] for k in present),
        names=tuple(claims.names[k] for k in present),
        stage=stage,
        rows=rows,
        owner=owner,
        starts=np.cumsum(counts) - counts,
        counts=counts,
        population=np.bincount(owner, people, size).astype(np.int64),
        principal=rows[_first_of_each(owner, -people)] if size else rows,
        region=_most_peopled(owner, land.number_in("region")[rows], people, size),
        land=land,
    )


def _first_of_each(owner: Rows, key: Any) -> Rows:
    order = np.lexsort((key, owner))
    return order[np.r_[True, owner[order][1:] != owner[order][:-1]]]


def _most_peopled(owner: Rows, place: Rows, people: Rows, size: int) -> Rows:
    width = int(place.max(initial=0)) + 1
    sums = np.bincount(owner * width + place, people + 1e-9, size * width).reshape(size, width)
    return sums.argmax(axis=1) if size else np.zeros(0, np.int64)
