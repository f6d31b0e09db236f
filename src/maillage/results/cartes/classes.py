"""Values by commune cut in classes of about as many communes, for the legend and the colours of a map."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from maillage.measures.rangs import class_bounds, class_of

COUNT = 5


@dataclass(frozen=True, slots=True)
class Classes:
    """`bounds` are those between classes; class n holds `counts[n]` communes, from `lowest` to `highest` in all."""

    bounds: tuple[Decimal, ...]
    number: Mapping[str, int]
    """Code -> class from 0; communes without value are absent."""
    counts: tuple[int, ...]
    lowest: Decimal | None
    highest: Decimal | None

    def shade(self, number: int) -> int:
        """Which of the five tints a class takes: few classes use tints far apart."""
        return round(number * (COUNT - 1) / (len(self.counts) - 1)) if len(self.counts) > 1 else COUNT // 2

    @property
    def intervals(self) -> tuple[tuple[Decimal, Decimal, int], ...]:
        """From, to and number of communes of each class; the upper bound belongs to the next class."""
        if self.lowest is None or self.highest is None:
            return ()
        edges = (self.lowest, *self.bounds, self.highest)
        return tuple((edges[n], edges[n + 1], count) for n, count in enumerate(self.counts))


def classed(values: Mapping[str, Decimal | None], digits: int) -> Classes:
    """At most five classes, none of them empty; fewer when values repeat, one when all are alike."""
    known = {code: value for code, value in values.items() if value is not None}
    if not known:
        return Classes((), {}, (), None, None)
    cuts = class_bounds(np.array([float(value) for value in known.values()]), COUNT, digits)
    reached = {class_of(value, cuts) for value in known.values()}
    bounds = [bound for place, bound in enumerate(cuts, start=1) if place in reached]
    number = {code: class_of(value, bounds) for code, value in known.items()}
    counts = [0] * (len(bounds) + 1)
    for place in number.values():
        counts[place] += 1
    exact = tuple(Decimal(repr(bound)) for bound in bounds)
    return Classes(exact, number, tuple(counts), min(known.values()), max(known.values()))
