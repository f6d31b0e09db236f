"""The communes as columns in memory: read once per warehouse, indexed by row number everywhere after."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from maillage.opendata.warehouse.schema import AGES, NEWEST, YEARS
from maillage.opendata.warehouse.start import Start

UNKNOWN, PARTIAL = "inconnu", "partiel"
"""Outlines that are missing, or show only a part."""
LEVELS = ("departement", "region", "epci")


@dataclass(frozen=True)
class Level:
    """The départements, régions or EPCI: which one each row belongs to, and what they count in all."""

    own: list[str]
    """Code of the place of each row, empty when it has none."""
    codes: list[str]
    names: list[str]
    communes: list[int]
    population: list[int]

    @cached_property
    def number(self) -> dict[str, int]:
        return {code: i for i, code in enumerate(self.codes)}

    def rows(self, code: str) -> list[int]:
        """Communes and arrondissements of one place."""
        return [row for row, own in enumerate(self.own) if own == code]


@dataclass(frozen=True, slots=True)
class Gap:
    """A figure that the sources do not give for the present perimeter of a row (see the build)."""

    row: int
    kind: str
    other: int | None


class Columns:
    """Communes first, in the order of their codes, then the 45 arrondissements."""

    def __init__(self, start: Start) -> None:
        self._start = start
        self.codes = start.texts("communes/code")
        self.row_of = {code: row for row, code in enumerate(self.codes)}
        self.names = start.texts("communes/name")
        self.kinds = start.texts("communes/kind")
        self.departements = start.texts("communes/departement")
        self.regions = start.texts("communes/region")
        self.epcis = start.texts("communes/epci")
        self.outlines = start.texts("communes/outline")
        self.population = {year: start.numbers(f"communes/pmun_{year}") for year in YEARS}
        self.ages = [start.numbers(f"communes/{name}") for name in AGES]
        self.parent_of = {row: self.row_of[code] for row, code in enumerate(start.texts("communes/parent")) if code}
        """Row of an arrondissement -> row of its city."""

    @property
    def newest(self) -> Sequence[int]:
        """Population of the newest vintage; every row has one."""
        return self.population[NEWEST]

    @cached_property
    def undrawn(self) -> frozenset[int]:
        """Rows without any outline."""
        return frozenset(row for row, outline in enumerate(self.outlines) if outline == UNKNOWN)

    @cached_property
    def postal_codes(self) -> list[str]:
        """Postal codes of each row, apart by spaces."""
        return self._start.texts("communes/postal_codes")

    @cached_property
    def points(self) -> list[tuple[float, float]]:
        """Longitude and latitude of an interior point of each row."""
        return [self.point(row) for row in range(len(self.codes))]

    def point(self, row: int) -> tuple[float, float]:
        lon, lat = self._lonlat
        return lon[row] / 100_000, lat[row] / 100_000

    @cached_property
    def _lonlat(self) -> tuple[Sequence[int], Sequence[int]]:
        return self._start.numbers("communes/lon"), self._start.numbers("communes/lat")

    @cached_property
    def arrondissements(self) -> dict[int, tuple[int, ...]]:
        """Row of a city -> rows of its arrondissements."""
        groups: dict[int, list[int]] = {}
        for row, parent in self.parent_of.items():
            groups.setdefault(parent, []).append(row)
        return {parent: tuple(rows) for parent, rows in groups.items()}

    @cached_property
    def levels(self) -> dict[str, Level]:
        start = self._start
        names = ("code", "name", "kind")
        rows = list(zip(*(start.texts(f"places/{name}") for name in names), strict=True))
        counts = list(zip(start.numbers("places/communes"), start.numbers("places/population"), strict=True))
        own = {"departement": self.departements, "region": self.regions, "epci": self.epcis}
        found = {}
        for kind in LEVELS:
            places = [(code, name, *count) for (code, name, k), count in zip(rows, counts, strict=True) if k == kind]
            codes, titles, communes, population = (list(column) for column in zip(*places, strict=True))
            found[kind] = Level(own[kind], codes, titles, communes, population)
        return found

    @cached_property
    def gaps(self) -> dict[str, tuple[Gap, ...]]:
        """Figure -> the rows it does not describe as they are now."""
        found: dict[str, list[Gap]] = {}
        columns = (self._start.texts(f"gaps/{name}") for name in ("code", "figure", "kind", "other"))
        for code, figure, kind, other in zip(*columns, strict=True):
            found.setdefault(figure, []).append(Gap(self.row_of[code], kind, self.row_of.get(other)))
        return {figure: tuple(gaps) for figure, gaps in found.items()}
