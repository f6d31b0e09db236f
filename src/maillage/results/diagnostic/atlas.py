"""The communes of the warehouse as the measures need them: arrays by row, groups by level, read once per content of the data."""

from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from maillage.measures.columns import Rows
from maillage.measures.sphere import Floats
from maillage.opendata.warehouse.opened import Warehouse
from maillage.results.territoires.source import current

T = TypeVar("T")
FRANCE, FRANCE_NAME = "FR", "France"
"""Code of the whole country in the table of indicators."""


class Atlas:
    """One content of the data; everything computed from it is kept here, and goes with it."""

    def __init__(self, warehouse: Warehouse) -> None:
        self.warehouse = warehouse
        self.columns = warehouse.columns
        self.size = len(self.columns.codes)
        self.row_of = self.columns.row_of
        self._kept: dict[Any, Any] = {}

    def once(self, key: Any, compute: Callable[[], T]) -> T:
        """What `compute` gave the first time for this key."""
        if key not in self._kept:
            self._kept[key] = compute()
        found: T = self._kept[key]
        return found

    @cached_property
    def population(self) -> Floats:
        return np.asarray(self.columns.newest, dtype=np.float64)

    @cached_property
    def points(self) -> Floats:
        return np.array(self.columns.points, dtype=np.float64)

    @cached_property
    def is_commune(self) -> NDArray[np.bool_]:
        return np.array([kind == "commune" for kind in self.columns.kinds])

    @cached_property
    def cities(self) -> dict[int, Rows]:
        """Row of a city -> rows of its arrondissements."""
        return {city: np.array(rows, dtype=np.intp) for city, rows in self.columns.arrondissements.items()}

    def group(self, kind: str) -> Rows:
        """Number of the département, région or EPCI of every row, arrondissements included; -1 for none."""
        level = self.columns.levels[kind]
        return self.once(("group", kind), lambda: np.array([level.number.get(code, -1) for code in level.own], dtype=np.intp))

    def members(self, kind: str, code: str) -> Rows:
        """Rows of the communes of a place; of all for France."""
        if kind == "france":
            return self.once("france", lambda: np.flatnonzero(self.is_commune))
        number = self.columns.levels[kind].number[code]
        return self.once((kind, code), lambda: np.flatnonzero(self.is_commune & (self.group(kind) == number)))

    def codes_of(self, level: str) -> list[str]:
        """Codes of a level of the table of indicators, in the order of its columns."""
        if level == "commune":
            return self.columns.codes
        return [FRANCE] if level == "france" else self.columns.levels[level].codes

    @cached_property
    def region_of(self) -> Rows:
        """Number of the région of each département."""
        departements, found = self.group("departement"), np.zeros(len(self.columns.levels["departement"].codes), dtype=np.intp)
        found[departements] = self.group("region")
        return found


def atlas() -> Atlas:
    """Of the data that answer now."""
    return _atlas(current().manifest.stamp)


@lru_cache(maxsize=2)
def _atlas(stamp: str) -> Atlas:
    return Atlas(current())
