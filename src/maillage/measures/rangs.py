"""Where a territory stands among others: rank, share of them below, and classes for a map."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from maillage.measures.sphere import Floats


@dataclass(frozen=True, slots=True)
class Rank:
    """1 is the highest value; equal values share the best rank. `of` counts the territories compared, this one included."""

    position: int
    of: int

    @property
    def share_below(self) -> Decimal:
        """Share of the others whose value is lower or equal: 1 for the highest."""
        return Decimal(self.of - self.position) / Decimal(self.of - 1) if self.of > 1 else Decimal(1)


def rank(value: Decimal | float | None, others: Floats) -> Rank | None:
    """Rank of `value` among `others` (NaN are left out; this territory is not among them)."""
    known = np.asarray(others, dtype=np.float64)
    known = known[~np.isnan(known)]
    if value is None or not len(known):
        return None
    return Rank(1 + int((known > float(value)).sum()), len(known) + 1)


def class_bounds(values: Floats, count: int = 5, digits: int = 1) -> tuple[float, ...]:
    """Bounds between at most `count` classes of about as many communes, rounded to `digits`; fewer when values repeat.

    A value belongs to the class after every bound that it reaches: `class_of`.
    """
    known = np.asarray(values, dtype=np.float64)
    known = known[~np.isnan(known)]
    if len(known) < 2:
        return ()
    cuts = np.quantile(known, np.arange(1, count) / count, method="linear")
    bounds = sorted({round(float(cut), digits) for cut in cuts})
    return tuple(bound for bound in bounds if known.min() < bound <= known.max())


def class_of(value: Decimal | float, bounds: Sequence[float]) -> int:
    """Number of the class, from 0.

    >>> [class_of(value, (2.0, 5.0)) for value in (1.9, 2, 5.1)]
    [0, 1, 2]
    """
    return sum(float(value) >= bound for bound in bounds)
