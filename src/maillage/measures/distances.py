"""Distance from each point to the nearest of some places: pharmacies, emergency departments, doctors."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from maillage.measures.sphere import Floats, arc, cartesian


@dataclass(frozen=True, eq=False)
class Nearest:
    """For each point: kilometres (NaN when there is none) and the number of the place (-1 when there is none)."""

    km: Floats
    place: NDArray[np.int64]


def nearest(points: Floats, places: Floats, *, detour: float = 1.0) -> Nearest:
    """The nearest of `places` to each of `points` (degrees, longitude first), the straight line × `detour`.

    Points or places without coordinates (NaN) are left out.
    """
    points = np.asarray(points, dtype=np.float64).reshape(-1, 2)
    places = np.asarray(places, dtype=np.float64).reshape(-1, 2)
    km, place = np.full(len(points), np.nan), np.full(len(points), -1, dtype=np.int64)
    asked, open_ = (np.flatnonzero(np.isfinite(given).all(axis=1)) for given in (points, places))
    if len(asked) and len(open_):
        chords, found = cKDTree(cartesian(places[open_])).query(cartesian(points[asked]))
        km[asked] = arc(chords) * detour
        place[asked] = open_[found]
    return Nearest(km, place)
