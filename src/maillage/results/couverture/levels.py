"""Coverage at each level: population and communes by stage, counted once, a commune claimed twice at its most advanced stage."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from maillage.results.couverture import stages
from maillage.results.couverture.ground import Rows
from maillage.results.territoires.words import typed

if TYPE_CHECKING:
    from maillage.results.couverture.coverage import Coverage

LEVELS = ("france", "region", "departement", "epci", "commune")
_ALL = len(stages.NAMES)


class UnknownLevel(LookupError):
    """Not one of `LEVELS`; the message is a French sentence."""


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One place. The two dictionaries go by name of stage (`stages.COVERED`)."""

    code: str
    name: str
    population: int
    communes: int
    by_stage: dict[str, int]
    """Inhabitants."""
    communes_by_stage: dict[str, int]
    uncovered: int
    """Inhabitants of communes without CPTS."""
    uncovered_communes: int
    cpts: int
    """CPTS that claim at least one of its communes."""

    @property
    def covered(self) -> int:
        return self.population - self.uncovered

    @property
    def share(self) -> float:
        """Of the inhabitants, covered at any stage."""
        return self.covered / self.population if self.population else 0.0

    def as_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "nom": self.name,
            "population": self.population,
            "communes": self.communes,
            "cpts": self.cpts,
            "population_par_stade": self.by_stage,
            "communes_par_stade": self.communes_by_stage,
            "population_sans_cpts": self.uncovered,
            "communes_sans_cpts": self.uncovered_communes,
            "part_couverte": round(self.share, 4),
        }


def level_rows(coverage: "Coverage", level: str) -> tuple[LevelRow, ...]:
    """Every place of the level, in the order of the codes; UnknownLevel otherwise."""
    land = coverage.land
    if level == "commune":
        return _communes(coverage)
    if level == "france":
        return _rows(coverage, np.zeros(land.size, np.int64), ["france"], ["France"])
    if level not in land.columns.levels:
        raise UnknownLevel(typed(f"« {level} » n'est pas un niveau : choisissez parmi {', '.join(LEVELS)}."))
    places = land.columns.levels[level]
    return _rows(coverage, land.number_in(level), places.codes, places.names)


def _rows(coverage: "Coverage", place: Rows, codes: list[str], names: list[str]) -> tuple[LevelRow, ...]:
    land, size = coverage.land, len(codes)
    units, communes = land.is_unit & (place >= 0), land.is_commune & (place >= 0)
    people = _table(place[units], coverage.stage_of_unit[units], size, land.population[units])
    counted = _table(place[communes], coverage.stage_of_commune[communes], size)
    several = _cpts(coverage, place, size)
    told = zip(codes, names, people.tolist(), counted.tolist(), several.tolist(), strict=True)
    return tuple(_row(*row) for row in told)


def _table(place: Rows, stage: Rows, size: int, weights: Any = None) -> Rows:
    return np.bincount(place * _ALL + stage, weights, size * _ALL).reshape(size, _ALL).astype(np.int64)


def _cpts(coverage: "Coverage", place: Rows, size: int) -> Rows:
    packed = coverage.packed
    where = place[packed.rows]
    pairs = np.unique(where[where >= 0] * (len(packed.ids) + 1) + packed.owner[where >= 0])
    return np.bincount(pairs // (len(packed.ids) + 1), minlength=size)


def _row(code: str, name: str, people: list[int], counted: list[int], cpts: int) -> LevelRow:
    return LevelRow(
        code=code,
        name=name,
        population=sum(people),
        communes=sum(counted),
        by_stage=dict(zip(stages.COVERED, people[1:], strict=True)),
        communes_by_stage=dict(zip(stages.COVERED, counted[1:], strict=True)),
        uncovered=people[stages.NONE],
        uncovered_communes=counted[stages.NONE],
        cpts=cpts,
    )


def _communes(coverage: "Coverage") -> tuple[LevelRow, ...]:
    """Each commune, a city whole: its inhabitants by the stage of each arrondissement."""
    land = coverage.land
    rows = np.flatnonzero(land.is_commune)
    number = np.full(land.size, -1)
    number[rows] = np.arange(len(rows))
    names, codes = land.columns.names, land.columns.codes
    return _rows(coverage, number[land.commune_of], [codes[r] for r in rows], [names[r] for r in rows])
