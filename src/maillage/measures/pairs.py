"""Pairs of near points with their distance, found once for a set of points and kept."""

import hashlib
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from scipy.sparse import coo_matrix, csr_matrix
from scipy.spatial import cKDTree

from maillage.measures.sphere import Floats, arc, cartesian, chord

_KEPT = 4
"""Sets of pairs in memory: one for France at 25 km and a detour of 1.3 is about 20 MB, and as much for its weights."""


Steps = Sequence[tuple[float, float]]
"""(kilometres, weight): the weight up to this distance included; nothing beyond the last."""


@dataclass(frozen=True, eq=False)
class Pairs:
    """Each pair once, its first point before its second: the upper half of a symmetric matrix, without its diagonal."""

    size: int
    squares: Any
    """Sparse rows (CSR) of squared chords: roots and arcs are left for who asks for kilometres."""
    detour: float
    _weighted: dict[Steps, Any] = field(default_factory=dict)

    def __len__(self) -> int:
        return int(self.squares.nnz)

    @cached_property
    def km(self) -> Any:
        """Sparse rows of distances, detour included."""
        return self._with(arc(np.sqrt(self.squares.data)) * self.detour)

    def weighted(self, steps: Steps) -> Any:
        """Sparse rows of the weight of each pair; the last steps asked are kept."""
        key = tuple(sorted(steps))
        if key not in self._weighted:
            self._weighted.clear()
            limits = [chord(limit / self.detour) ** 2 for limit, _ in key]
            self._weighted[key] = self._with(step_weights(self.squares.data, limits, [weight for _, weight in key]))
        return self._weighted[key]

    def _with(self, values: Floats) -> Any:
        return csr_matrix((values, self.squares.indices, self.squares.indptr), shape=self.squares.shape, copy=False)


def step_weights(lengths: Floats, limits: Sequence[float], weights: Sequence[float]) -> Floats:
    """Weight of each length: that of the first limit which it does not exceed, zero beyond the last."""
    zone = np.zeros(len(lengths), dtype=np.uint8)
    for limit in limits:
        zone += lengths > limit
    return np.array([*weights, 0.0]).take(zone)


_known: OrderedDict[tuple[str, float, float], Pairs] = OrderedDict()


def near(points: Floats, radius_km: float, detour: float = 1.0) -> Pairs:
    """Pairs of `points` (degrees, longitude first) at most `radius_km` apart once the straight line is × `detour`.

    Points without coordinates (NaN) have no neighbour. The last sets asked are kept.
    """
    points = np.ascontiguousarray(points, dtype=np.float64)
    key = (hashlib.blake2b(points.tobytes(), digest_size=16).hexdigest(), float(radius_km), float(detour))
    if key not in _known:
        _known[key] = find(points, radius_km, detour)
        while len(_known) > _KEPT:
            _known.popitem(last=False)
    _known.move_to_end(key)
    return _known[key]


def find(points: Floats, radius_km: float, detour: float = 1.0) -> Pairs:
    """`near`, searched anew each time."""
    size = len(points)
    placed = np.flatnonzero(np.isfinite(points).all(axis=1))
    places = cartesian(points[placed])
    found = cKDTree(places).query_pairs(chord(radius_km / detour), output_type="ndarray")
    first, second = (found[:, side].astype(np.int32) for side in (0, 1))
    squares = _squares(places, first, second)
    if len(placed) < size:
        first, second = (placed.take(side).astype(np.int32) for side in (first, second))
    by_pair = coo_matrix((squares, (first, second)), shape=(size, size), copy=False)
    by_pair.has_canonical_format = True  # no pair is twice there: nothing to sort, nothing to add up
    return Pairs(size, by_pair.tocsr(), detour)


def _squares(places: Floats, first: Any, second: Any) -> Floats:
    squares = np.zeros(len(first))
    for axis in np.ascontiguousarray(places.T):
        gap = axis.take(first)
        gap -= axis.take(second)
        gap *= gap
        squares += gap
    return squares
