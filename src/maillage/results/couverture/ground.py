"""The communes as arrays, once per warehouse: population, places, borders, points and areas, for sums over the whole country."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from maillage.measures.sphere import Floats, cartesian
from maillage.opendata.warehouse.columns import Columns
from maillage.opendata.warehouse.opened import Warehouse
from maillage.results.territoires.source import current

Rows = NDArray[np.int64]
_DEGREE_KM = 111.195
"""Kilometres of a degree of latitude on the mean sphere."""


@dataclass(frozen=True, eq=False)
class Ground:
    """Rows are those of the warehouse. A *unit* is a commune, or an arrondissement of a city divided in arrondissements."""

    warehouse: Warehouse

    @property
    def columns(self) -> Columns:
        return self.warehouse.columns

    @cached_property
    def size(self) -> int:
        return len(self.columns.codes)

    @cached_property
    def is_unit(self) -> NDArray[np.bool_]:
        """Every row except the three cities that their arrondissements make up."""
        units = np.ones(self.size, bool)
        units[list(self.columns.arrondissements)] = False
        return units

    @cached_property
    def population(self) -> Rows:
        return np.asarray(self.columns.newest, np.int64)

    @cached_property
    def commune_of(self) -> Rows:
        """Row of the commune: the city of an arrondissement, else the row itself."""
        rows = np.arange(self.size)
        for inside, city in self.columns.parent_of.items():
            rows[inside] = city
        return rows

    @cached_property
    def is_commune(self) -> NDArray[np.bool_]:
        return self.commune_of == np.arange(self.size)

    def units_of(self, row: int) -> tuple[int, ...]:
        """The row, or its arrondissements."""
        return self.columns.arrondissements.get(row, (row,))

    @cached_property
    def _numbers(self) -> dict[str, Rows]:
        return {}

    def number_in(self, level: str) -> Rows:
        """For each row, the number of its département, région or EPCI in `columns.levels`; -1 without any."""
        if level not in self._numbers:
            places = self.columns.levels[level]
            self._numbers[level] = np.array([places.number.get(own, -1) for own in places.own], np.int64)
        return self._numbers[level]

    @cached_property
    def borders(self) -> tuple[Rows, Rows]:
        """Units that touch, each pair in both directions."""
        told = self.warehouse.graph.columns()
        starts = np.asarray(told["starts"], np.int64)
        ends = np.asarray(told["neighbours"], np.int64)
        froms = np.repeat(np.arange(self.size), np.diff(starts))
        kept = self.is_unit[froms] & self.is_unit[ends]
        return froms[kept], ends[kept]

    @cached_property
    def graph(self) -> Any:
        """The same as a sparse matrix."""
        froms, ends = self.borders
        return csr_matrix((np.ones(len(froms), np.int8), (froms, ends)), shape=(self.size, self.size))

    @cached_property
    def lonlat(self) -> Floats:
        return np.array(self.columns.points, np.float64)

    @cached_property
    def xyz(self) -> Floats:
        """Points in kilometres from the centre of the Earth."""
        return cartesian(self.lonlat)

    @cached_property
    def areas(self) -> Floats:
        """Square kilometres of each unit, from its simplified outline; 0 when it has none."""
        import shapely

        shapes = self.warehouse.shapes
        found = np.zeros(self.size)
        for level in ("commune", "arrondissement"):
            drawn = shapes.level(level)
            rows = np.array([self.columns.row_of[code] for code in drawn], np.int64)
            found[rows] = shapely.area(np.array(list(drawn.values())))
        return found * _DEGREE_KM**2 * np.cos(np.radians(self.lonlat[:, 1]))

    def codes_of(self, rows: Any) -> tuple[str, ...]:
        """Sorted codes; the arrondissements of a whole city become the city."""
        chosen = {int(row) for row in rows}
        for city, inside in self.columns.arrondissements.items():
            if chosen.issuperset(inside):
                chosen = chosen.difference(inside) | {city}
        return tuple(sorted(self.columns.codes[row] for row in chosen))


def ground() -> Ground:
    """Of the warehouse that answers now."""
    warehouse = current()
    return _ground(warehouse.manifest.stamp, warehouse)


@lru_cache(maxsize=2)
def _ground(stamp: str, warehouse: Warehouse) -> Ground:
    return Ground(warehouse)
