"""Columns of figures by commune, as the methods of this package take them: one row a commune, NaN where nothing is known."""

from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from maillage.measures.sphere import Floats

Rows = NDArray[np.intp]
"""Numbers of rows: the communes of a territory."""


@dataclass(frozen=True, eq=False)
class Column:
    """One figure for every commune. Zero is known; NaN is not: secret, or absent from the source."""

    values: Floats
    source: str = ""
    vintage: str = ""
    fictitious: bool = False
    level: str = "commune"

    @property
    def known(self) -> NDArray[np.bool_]:
        return ~np.isnan(self.values)

    def where(self, kept: NDArray[np.bool_]) -> "Column":
        """The same column, unknown elsewhere."""
        return self.with_values(np.where(kept, self.values, np.nan))

    def with_values(self, values: Floats) -> "Column":
        return Column(values, self.source, self.vintage, self.fictitious, self.level)


def both(first: Column, second: Column) -> tuple[Column, Column]:
    """The two columns on the rows where both are known: a ratio never counts a commune on one side only."""
    kept = first.known & second.known
    return first.where(kept), second.where(kept)


def exact(number: float) -> Decimal:
    """A sum of the columns as people add it: whole numbers stay whole, the rest keeps nine decimals."""
    return Decimal(int(number)) if float(number).is_integer() else Decimal(repr(round(float(number), 9)))
