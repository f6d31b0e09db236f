"""Projected coordinates of French publishers to WGS84 longitudes and latitudes: Lambert-93, and UTM overseas.

Formulas: IGN, NTG_71 (Lambert conic conformal) and NTG_76 (UTM), GRS80 ellipsoid; RGF93 and its overseas cousins stand within
a metre of WGS84.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
_A = 6_378_137.0
_F = 1 / 298.257222101
_E2 = _F * (2 - _F)
_E = np.sqrt(_E2)


@dataclass(frozen=True, slots=True)
class Utm:
    """A zone: its central meridian in degrees, and its hemisphere."""

    meridian: float
    south: bool = False


UTM = {
    "5490": Utm(-63),
    "32620": Utm(-63),
    "utmn20": Utm(-63),
    "utm20n": Utm(-63),
    "2972": Utm(-51),
    "utmn22": Utm(-51),
    "utm22n": Utm(-51),
    "2975": Utm(57, south=True),
    "utms40": Utm(57, south=True),
    "utm40s": Utm(57, south=True),
    "4471": Utm(45, south=True),
    "utms38": Utm(45, south=True),
    "utm38s": Utm(45, south=True),
}
"""Zones of the overseas départements, by EPSG code and by the names that publishers write."""
BY_DEPARTEMENT = {"971": UTM["5490"], "972": UTM["5490"], "973": UTM["2972"], "974": UTM["2975"], "976": UTM["4471"]}
_N, _C, _XS, _YS = 0.7256077650532670, 11_754_255.426096, 700_000.0, 12_655_612.049876
"""Lambert-93: exponent, constant, and coordinates of the pole (NTG_71, annex)."""


def from_lambert93(x: Numbers, y: Numbers) -> tuple[Numbers, Numbers]:
    """Longitudes and latitudes in degrees.

    >>> lon, lat = from_lambert93(np.array([700_000.0]), np.array([6_600_000.0]))
    >>> round(float(lon[0]), 6), round(float(lat[0]), 6)
    (3.0, 46.5)
    """
    dx, dy = x - _XS, y - _YS
    radius = np.hypot(dx, dy)
    gamma = np.arctan2(dx, -dy)
    isometric = -np.log(radius / _C) / _N
    return np.degrees(gamma / _N) + 3.0, np.degrees(_latitude(isometric))


def _latitude(isometric: Numbers) -> Numbers:
    """From the isometric latitude, by fixed point (six rounds reach the millimetre)."""
    phi = 2 * np.arctan(np.exp(isometric)) - np.pi / 2
    for _ in range(6):
        shift = ((1 + _E * np.sin(phi)) / (1 - _E * np.sin(phi))) ** (_E / 2)
        phi = 2 * np.arctan(shift * np.exp(isometric)) - np.pi / 2
    return phi


def from_utm(x: Numbers, y: Numbers, zone: Utm) -> tuple[Numbers, Numbers]:
    """Longitudes and latitudes in degrees (Krüger's series, better than a millimetre in the zone)."""
    n = _F / (2 - _F)
    radius = _A / (1 + n) * (1 + n**2 / 4 + n**4 / 64)
    xi = (y - (10_000_000.0 if zone.south else 0.0)) / (0.9996 * radius)
    eta = (x - 500_000.0) / (0.9996 * radius)
    beta = (n / 2 - 2 * n**2 / 3 + 37 * n**3 / 96, n**2 / 48 + n**3 / 15, 17 * n**3 / 480)
    xi_, eta_ = xi.copy(), eta.copy()
    for k, b in enumerate(beta, 1):
        xi_ = xi_ - b * np.sin(2 * k * xi) * np.cosh(2 * k * eta)
        eta_ = eta_ - b * np.cos(2 * k * xi) * np.sinh(2 * k * eta)
    chi = np.arcsin(np.sin(xi_) / np.cosh(eta_))
    phi = _latitude(np.arctanh(np.sin(chi)))
    return np.degrees(np.arctan2(np.sinh(eta_), np.cos(xi_))) + zone.meridian, np.degrees(phi)
