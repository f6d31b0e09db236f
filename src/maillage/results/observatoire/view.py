"""One place of the observatory: its figures, the places inside it, its CPTS, their sizes, its zones blanches."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from maillage.results.couverture import Coverage, stages
from maillage.results.couverture.cpts import Cpts
from maillage.results.couverture.ground import Rows
from maillage.results.couverture.levels import LevelRow
from maillage.results.couverture.zones import WhiteZone
from maillage.results.observatoire.amounts import Expected, expected
from maillage.results.observatoire.history import HistoryRow, history
from maillage.results.observatoire.territory import FRANCE, Territory, territory

CHILD = {FRANCE: "region", "region": "departement", "departement": "epci"}
SIGNED = "aci_signe"


@dataclass(frozen=True, slots=True)
class Listed:
    """A CPTS in the list of a place. `inside`: its inhabitants there; `is_home`: most of them live there."""

    cpts: Cpts
    inside: int
    is_home: bool


@dataclass(frozen=True, slots=True)
class SizeClass:
    """CPTS of one taille; None is a taille that the law does not establish."""

    taille: int | None
    cpts: int
    population: int


@dataclass(frozen=True, eq=False)
class View:
    """All the figures of a place. Amounts are those of the CPTS that are at home there, so that places add up."""

    coverage: Coverage
    place: Territory
    row: LevelRow
    children: tuple[LevelRow, ...]
    """Régions, départements or EPCI; an EPCI is counted whole even when it reaches out of the département."""
    cpts: tuple[Listed, ...]
    sizes: tuple[SizeClass, ...]
    zones: tuple[WhiteZone, ...]
    uncovered: tuple[tuple[str, str, int, str], ...]
    """Communes without CPTS: code, name, inhabitants, zone; most peopled first."""
    history: tuple[HistoryRow, ...]
    signed: Expected
    """One year of the CPTS whose ACI is signed."""
    every: Expected
    """One year of all the CPTS, if all had signed."""

    @property
    def contested(self) -> int:
        """Communes of the CPTS at home here that several claim: each is paid on its own population, so they count in each sum."""
        return len({code for one in self.cpts if one.is_home for code in one.cpts.contested})


@lru_cache(maxsize=256)
def view(coverage: Coverage, place_level: str, place_code: str) -> View:
    """Kept for each coverage; `UnknownTerritory` when there is no such place."""
    return _view(coverage, territory(place_level, place_code))


def _view(coverage: Coverage, place: Territory) -> View:
    listed = _listed(coverage, place)
    home = [one.cpts for one in listed if one.is_home]
    zones = _zones(coverage, place)
    return View(
        coverage,
        place,
        _row(coverage, place),
        _children(coverage, place),
        listed,
        _sizes(coverage, home),
        zones,
        _uncovered(place, zones),
        history(coverage, place),
        expected(coverage, [one.population for one in home if one.stage == SIGNED]),
        expected(coverage, [one.population for one in home]),
    )


@lru_cache(maxsize=16)
def rows_of(coverage: Coverage, level: str) -> dict[str, LevelRow]:
    """The rows of a level by code, once for each coverage."""
    return {row.code: row for row in coverage.by_level(level)}


@lru_cache(maxsize=8)
def all_cpts(coverage: Coverage) -> tuple[Cpts, ...]:
    return coverage.all_cpts()


@lru_cache(maxsize=8)
def all_zones(coverage: Coverage) -> tuple[WhiteZone, ...]:
    return coverage.white_zones()


def _row(coverage: Coverage, place: Territory) -> LevelRow:
    return rows_of(coverage, place.level)[place.code]


def _children(coverage: Coverage, place: Territory) -> tuple[LevelRow, ...]:
    rows = rows_of(coverage, CHILD[place.level])
    land = place.land
    number = land.number_in(CHILD[place.level])[place.rows]
    codes = land.columns.levels[CHILD[place.level]].codes
    return tuple(rows[codes[n]] for n in np.unique(number[number >= 0]).tolist())


def _listed(coverage: Coverage, place: Territory) -> tuple[Listed, ...]:
    packed, land = coverage.packed, place.land
    size = len(packed.ids)
    people = land.population[packed.rows]
    inside = np.bincount(packed.owner, np.where(place.inside[packed.rows], people, 0), size).astype(np.int64)
    touched = np.bincount(packed.owner, place.inside[packed.rows], size) > 0
    home = homes(coverage, place.level) if place.level != FRANCE else None
    own = land.columns.levels[place.level].number[place.code] if home is not None else 0
    number = packed.number
    return tuple(
        Listed(one, int(inside[k]), home is None or int(home[k]) == own)
        for one in all_cpts(coverage)
        if touched[k := number[one.id]]
    )


@lru_cache(maxsize=16)
def homes(coverage: Coverage, level: str) -> Rows:
    """For each CPTS, the number of the région or département where most of its inhabitants live."""
    packed, land = coverage.packed, coverage.land
    place = land.number_in(level)[packed.rows]
    width = len(land.columns.levels[level].codes)
    people = land.population[packed.rows] + 1e-9
    sums = np.bincount(packed.owner * width + place, people, len(packed.ids) * width)
    most: Rows = sums.reshape(-1, width).argmax(axis=1)
    return most


def _sizes(coverage: Coverage, home: Sequence[Cpts]) -> tuple[SizeClass, ...]:
    """Tailles 1 to 4, then what is not established when there is any; a commune that several CPTS claim counts once in a class."""
    number_of = {key: number for number, key in enumerate(coverage.packed.ids)}
    found = {taille: [number_of[one.id] for one in home if one.taille == taille] for taille in (1, 2, 3, 4, None)}
    return tuple(
        SizeClass(taille, len(held), _people(coverage, held)) for taille, held in found.items() if held or taille is not None
    )


def _people(coverage: Coverage, held: Sequence[int]) -> int:
    """Inhabitants of the communes of these CPTS, each commune once."""
    if not held:
        return 0
    rows = np.unique(np.concatenate([coverage.packed.rows_of(number) for number in held]))
    return int(coverage.land.population[rows].sum())


def _zones(coverage: Coverage, place: Territory) -> tuple[WhiteZone, ...]:
    """Those that lie in the place, whole even when they reach out of it; most peopled first."""
    if place.level == FRANCE:
        return all_zones(coverage)
    return tuple(zone for zone in all_zones(coverage) if not place.codes.isdisjoint(zone.codes))


def _uncovered(place: Territory, zones: Sequence[WhiteZone]) -> tuple[tuple[str, str, int, str], ...]:
    found = [(*commune, zone.id) for zone in zones for commune in zone.communes if commune[0] in place.codes]
    return tuple(sorted(found, key=lambda told: (-told[2], told[0])))


def stage_names() -> tuple[str, ...]:
    """From the most advanced to none, for legends and tables."""
    return tuple(reversed(stages.NAMES))
