"""The map of the first page: who is covered by a CPTS and at which stage, with its table by région."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from django.urls import reverse

from maillage.results import observatoire
from maillage.results.couverture import Coverage, stages
from maillage.results.couverture.levels import LevelRow
from maillage.results.couverture.reading import NOT_LOADED
from maillage.www.shared import formats


@dataclass(frozen=True, slots=True)
class Row:
    """A région in the table; `people` in the order of the legend."""

    code: str
    name: str
    href: str
    population: str
    covered: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A stage, with the share of the inhabitants who live there."""

    stage: str
    label: str
    share: str


@dataclass(frozen=True, slots=True)
class FranceMap:
    """All that the template shows; `missing` says how to load perimeters when there are none."""

    drawn: observatoire.Map
    rows: tuple[Row, ...]
    legend: tuple[LegendEntry, ...]
    covered: str
    """Empty when the perimeters are those of a part of the country."""
    cpts: str
    source: str
    fictitious: bool
    missing: str

    @property
    def regions(self) -> dict[str, Row]:
        return {row.code: row for row in self.rows}

    @property
    def areas(self) -> list[tuple[Row, str]]:
        """Each région that is drawn, and its path."""
        return [(self.regions[area.key], area.path) for area in self.drawn.areas]


def france_map(today: date) -> FranceMap:
    """Drawn once for each state of the data."""
    return _told(observatoire.at(today))


@lru_cache(maxsize=2)
def _told(coverage: Coverage) -> FranceMap:
    drawn = observatoire.territory_map(coverage, "france", "france")
    (france,) = coverage.by_level("france")
    present = tuple(stage for stage in reversed(stages.NAMES) if _people(france)[stage])
    return FranceMap(
        drawn,
        tuple(_row(one, present) for one in sorted(coverage.by_level("region"), key=lambda one: one.name)),
        tuple(LegendEntry(one, stages.LABELS[one], _share(_people(france)[one], france.population)) for one in present),
        _share(france.covered, france.population) if coverage.is_national else "",
        formats.plural(france.cpts, "CPTS", "CPTS"),
        formats.typed(coverage.source),
        coverage.fictitious,
        formats.typed(NOT_LOADED) if coverage.is_empty else "",
    )


def _row(one: LevelRow, present: tuple[str, ...]) -> Row:
    return Row(
        one.code,
        one.name,
        reverse("observatoire:region", args=[one.code]),
        formats.number(one.population),
        _share(one.covered, one.population),
        tuple(formats.number(_people(one)[stage]) for stage in present),
    )


def _people(one: LevelRow) -> dict[str, int]:
    """Inhabitants by stage, « aucune » included."""
    return one.by_stage | {stages.NAMES[stages.NONE]: one.uncovered}


def _share(part: int, whole: int) -> str:
    return formats.percent(Decimal(part) / whole) if whole else "n. d."
