"""Points of the globe in three dimensions, where a straight chord stands for the great circle: no projection, DROM included."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
EARTH_KM = 6371.0088
"""Mean radius."""


def cartesian(lonlat: Floats) -> Floats:
    """Kilometres from the centre of the Earth, (n, 3), of degrees of longitude and latitude, (n, 2)."""
    lon, lat = np.radians(np.asarray(lonlat, dtype=np.float64).reshape(-1, 2)).T
    return EARTH_KM * np.column_stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)))


def chord(arc_km: float) -> float:
    """Length of the chord under an arc of this length."""
    return float(2 * EARTH_KM * np.sin(min(arc_km / (2 * EARTH_KM), np.pi / 2)))


def arc(chords: Floats) -> Floats:
    """Lengths of the arcs over these chords."""
    return 2 * EARTH_KM * np.arcsin(np.minimum(chords / (2 * EARTH_KM), 1.0))
