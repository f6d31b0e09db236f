"""How the coverage of one place grew: inhabitants by stage, quarter after quarter."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np

from maillage.results.couverture import Coverage, stages
from maillage.results.couverture.ground import Rows
from maillage.results.couverture.history import days
from maillage.results.observatoire.territory import Territory


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """Coverage of a place on a day. The dictionary goes by name of stage."""

    day: date
    by_stage: dict[str, int]
    covered: int
    share: float


@dataclass(frozen=True, eq=False)
class Quarters:
    """`stage[i]` is the rank of every row on `days[i]`."""

    days: tuple[date, ...]
    stage: Rows


def history(coverage: Coverage, place: Territory) -> tuple[HistoryRow, ...]:
    """Empty when no perimeter has a day."""
    quarters = quarters_of(coverage)
    people = place.land.population[place.rows]
    whole = int(people.sum())
    return tuple(_row(day, stage[place.rows], people, whole) for day, stage in zip(quarters.days, quarters.stage, strict=True))


@lru_cache(maxsize=4)
def quarters_of(coverage: Coverage) -> Quarters:
    """Computed once for every place."""
    told = days(coverage)
    found = [coverage.at(day).stage_of_unit for day in told]
    return Quarters(told, np.array(found, np.int64).reshape(len(told), coverage.land.size))


def _row(day: date, stage: Rows, people: Rows, whole: int) -> HistoryRow:
    sums = np.bincount(stage, people, len(stages.NAMES)).astype(int).tolist()
    covered = sum(sums[1:])
    return HistoryRow(day, dict(zip(stages.COVERED, sums[1:], strict=True)), covered, covered / whole if whole else 0.0)
