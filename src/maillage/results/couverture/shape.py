"""Compactness and travel of a territory, from sums over its communes: any extension is an addition.

Compactness is the normalised moment of inertia of W. Li, M. Goodchild, R. Church, « An efficient measure of compactness for
two-dimensional shapes and its application in regionalization problems », IJGIS 27(6), 2013: A² / (2 π I), 1 for a disc, near 0
for what is stretched or scattered. Each commune is taken as a disc of its area around its interior point.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from maillage.measures.sphere import Floats, arc
from maillage.results.couverture.ground import Ground, Rows

DETOUR = 1.3
"""Road over straight line, declared; the same as that of the computed accessibility."""


@dataclass(frozen=True, eq=False)
class Moments:
    """Sums over communes, one row a territory: they add up."""

    area: Floats
    first: Floats
    """(n, 3): area × point."""
    second: Floats
    """Area × (squared distance to the centre of the Earth, and the commune's own spread)."""

    def __add__(self, other: "Moments") -> "Moments":
        return Moments(self.area + other.area, self.first + other.first, self.second + other.second)

    def of(self, index: Any) -> "Moments":
        return Moments(self.area[index], self.first[index], self.second[index])

    @property
    def inertia(self) -> Floats:
        """Around the centre of the territory, km⁴."""
        safe = np.where(self.area > 0, self.area, 1.0)
        return np.maximum(self.second - (self.first**2).sum(axis=1) / safe, 0.0)

    @property
    def compactness(self) -> Floats:
        """0 to 1; NaN where no area is known."""
        found = np.full(len(self.area), np.nan)
        inertia = self.inertia
        known = (self.area > 0) & (inertia > 0)
        found[known] = np.minimum(self.area[known] ** 2 / (2 * np.pi * inertia[known]), 1.0)
        return found


def moments(land: Ground, rows: Rows, group: Rows, size: int) -> Moments:
    """Of `size` territories: `group` says which one each row belongs to."""
    area = land.areas[rows]
    point = land.xyz[rows]
    second = area * ((point**2).sum(axis=1) + area / (2 * np.pi))
    first = np.stack([_sums(group, area * axis, size) for axis in point.T], axis=1)
    return Moments(_sums(group, area, size), first, _sums(group, second, size))


def _sums(group: Rows, values: Floats, size: int) -> Floats:
    return np.bincount(group, values, size).astype(np.float64)


def gather(indices: Rows, starts: Rows, counts: Rows) -> tuple[Rows, Rows]:
    """Members of several groups of a packed list, side by side: positions, and which asked group each is of."""
    wanted = counts[indices]
    owner = np.repeat(np.arange(len(indices)), wanted)
    within = np.arange(wanted.sum()) - np.repeat(np.cumsum(wanted) - wanted, wanted)
    return np.repeat(starts[indices], wanted) + within, owner


def road_km(land: Ground, froms: Rows, ends: Rows) -> Floats:
    """Straight line × `DETOUR` between pairs of rows."""
    return arc(np.sqrt(((land.xyz[froms] - land.xyz[ends]) ** 2).sum(axis=1))) * DETOUR
