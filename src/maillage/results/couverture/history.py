"""How coverage grew: population by stage, quarter after quarter, from the days that the perimeters give."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from maillage.kernel.periods import add_months
from maillage.results.couverture import stages

if TYPE_CHECKING:
    from maillage.results.couverture.coverage import Coverage


@dataclass(frozen=True, slots=True)
class HistoryPoint:
    """Coverage on a day."""

    day: date
    by_stage: dict[str, int]
    """Inhabitants by name of stage."""
    covered: int
    cpts: int
    undated: int
    """Inhabitants among them whose stage has no day: they are counted from the first point on."""

    def as_json(self) -> dict[str, Any]:
        told = {"le": self.day.isoformat(), "population_par_stade": self.by_stage, "population_couverte": self.covered}
        return told | {"cpts": self.cpts, "population_sans_date": self.undated}


def history(coverage: "Coverage") -> tuple[HistoryPoint, ...]:
    """One point for each of `days`; none when no day is known."""
    return tuple(_point(coverage.at(day)) for day in days(coverage))


def days(coverage: "Coverage") -> tuple[date, ...]:
    """The beginning of each quarter that follows a first day of stage, then `coverage.today`."""
    known = coverage.claims.since[coverage.claims.since > 0]
    known = known[known <= coverage.today.toordinal()]
    if not len(known):
        return ()
    found = {min(_next_quarter(date.fromordinal(int(day))), coverage.today) for day in np.unique(known)}
    return tuple(sorted(found | {coverage.today}))


def steps(coverage: "Coverage", cpts: str) -> tuple[tuple[str, date], ...]:
    """The first known day of each stage that a CPTS has reached, oldest first."""
    claims = coverage.claims
    own = (claims.cpts == claims.ids.index(cpts)) & (claims.since > 0) & (claims.since <= coverage.today.toordinal())
    ranks = np.unique(claims.stage[own])
    first = [int(claims.since[own & (claims.stage == rank)].min()) for rank in ranks]
    told = sorted(zip(first, ranks.tolist(), strict=True))
    return tuple((stages.NAMES[rank], date.fromordinal(day)) for day, rank in told)


def _next_quarter(day: date) -> date:
    """The first day of a quarter, on or after this one."""
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return first if first == day else add_months(first, 3)


def _point(then: "Coverage") -> HistoryPoint:
    land, stage, claims, held = then.land, then.stage_of_unit, then.claims, then.current
    people = np.bincount(stage[land.is_unit], land.population[land.is_unit], len(stages.NAMES)).astype(int).tolist()
    dated = np.zeros(land.size, bool)
    dated[claims.row[held][claims.since[held] > 0]] = True
    undated = land.population[land.is_unit & ~dated & (stage > stages.NONE)].sum()
    by_stage = dict(zip(stages.COVERED, people[1:], strict=True))
    return HistoryPoint(then.today, by_stage, sum(people[1:]), len(then.packed.ids), int(undated))
