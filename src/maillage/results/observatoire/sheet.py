"""Where each vertex of the mesh falls on a drawing: a local frame, or France in its usual shape with overseas in boxes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from maillage.results.couverture.ground import Ground, Rows
from maillage.results.observatoire.mesh import Mesh
from maillage.results.observatoire.rings import Rings

SIZE = 1000
"""Units of the longer side of a local frame."""
MARGIN = 0.05
FRANCE = (660, 716)
"""About one unit for a pixel of the page."""
OVERSEAS = ("971", "972", "973", "974", "976")
CAPITAL = ("75", "92", "93", "94")
CAPITAL_BOX = (14.0, 24.0, 108.0, 88.0)
_MAINLAND_BOX = (6.0, 4.0, 648.0, 630.0)
_OVERSEAS_TOP, _OVERSEAS_STEP, _OVERSEAS_SIZE = 650.0, 129.0, (92.0, 62.0)
_LAT, _LON = np.radians(46.5), np.radians(3.0)
_CONE = float(np.sin(_LAT))

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
Box = tuple[float, float, float, float]
"""x, y, width, height."""


@dataclass(frozen=True, eq=False)
class Sheet:
    """`xy[v]` is the place of vertex v, in whole units; only vertices of the rows drawn mean something."""

    width: int
    height: int
    xy: Rows

    def paths(self, rings: Rings, size: int) -> list[str]:
        """SVG path data of each group: relative whole steps, what shrinks under three points disappears."""
        found: list[list[str]] = [[] for _ in range(size)]
        for group, vertices in rings:
            if path := _path(self.xy[vertices]):
                found[group].append(path)
        return ["".join(parts) for parts in found]


def _path(points: Rows) -> str:
    steps = np.diff(points, axis=0, append=points[:1])
    moves = steps[(steps != 0).any(axis=1)]
    if len(moves) < 3:
        return ""
    turns = np.flatnonzero(np.any(_directions(moves) != _directions(np.roll(moves, 1, axis=0)), axis=1))
    if len(turns) < 3:
        return ""
    places = np.cumsum(np.concatenate([points[:1], moves]), axis=0)[turns]
    told = " ".join(f"{x} {y}" for x, y in np.diff(places, axis=0).tolist()).replace(" -", "-")
    return f"M{places[0][0]} {places[0][1]}l{told}z"


def _directions(moves: Rows) -> Rows:
    """The same for two steps of one straight line."""
    return moves // np.gcd(np.abs(moves[:, :1]), np.abs(moves[:, 1:]))


def local_sheet(mesh: Mesh, focus: Mask) -> Sheet:
    """A frame around the rows of `focus`; longitudes are shortened as on any local map."""
    seen = mesh.lonlat[mesh.start[focus[mesh.unit]]]
    (west, south), (east, north) = seen.min(axis=0), seen.max(axis=0)
    shrink = float(np.cos(np.radians((south + north) / 2)))
    wide, high = (east - west) * shrink, north - south
    scale = SIZE / max(wide, high) / (1 + 2 * MARGIN)
    gap = MARGIN * SIZE / (1 + 2 * MARGIN)
    xy = np.empty(mesh.lonlat.shape, np.int64)
    xy[:, 0] = np.rint((mesh.lonlat[:, 0] - west) * shrink * scale + gap)
    xy[:, 1] = np.rint((north - mesh.lonlat[:, 1]) * scale + gap)
    return Sheet(round(wide * scale + 2 * gap), round(high * scale + 2 * gap), xy)


def france_sheet(mesh: Mesh, land: Ground) -> Sheet:
    """Mainland and Corsica at one scale, each overseas département in its own box below."""
    departement = np.array(land.columns.departements)[mesh.unit]
    xy = np.zeros(mesh.lonlat.shape, np.int64)
    boxes: list[tuple[Mask, Box]] = [(~np.isin(departement, OVERSEAS), _MAINLAND_BOX)]
    boxes += [
        (departement == code, (26.0 + _OVERSEAS_STEP * n, _OVERSEAS_TOP, *_OVERSEAS_SIZE)) for n, code in enumerate(OVERSEAS)
    ]
    for n, (edges, box) in enumerate(boxes):
        own = _vertices(mesh, edges)
        xy[own] = _fitted(_conic(mesh.lonlat[own]) if n == 0 else _flat(mesh.lonlat[own]), box)
    return Sheet(*FRANCE, xy)


def capital_sheet(mesh: Mesh, land: Ground) -> Sheet:
    """Paris and its neighbours once more, at a larger scale, in the corner of the map of France."""
    edges = np.isin(np.array(land.columns.departements)[mesh.unit], CAPITAL)
    own = _vertices(mesh, edges)
    xy = np.zeros(mesh.lonlat.shape, np.int64)
    xy[own] = _fitted(_conic(mesh.lonlat[own]), CAPITAL_BOX)
    return Sheet(*FRANCE, xy)


def _vertices(mesh: Mesh, edges: Mask) -> Mask:
    found = np.zeros(len(mesh.lonlat), bool)
    found[mesh.start[edges]] = True
    return found


def _conic(lonlat: Floats) -> Floats:
    """Lambert's conformal conic, tangent at 46.5° N, on a sphere of radius 1; y grows to the north."""
    radius = _radius(np.radians(lonlat[:, 1]))
    angle = _CONE * (np.radians(lonlat[:, 0]) - _LON)
    return np.stack([radius * np.sin(angle), _radius(_LAT) - radius * np.cos(angle)], axis=1)


def _radius(lat: Floats) -> Floats:
    told: Floats = (np.tan(np.pi / 4 + _LAT / 2) / np.tan(np.pi / 4 + lat / 2)) ** _CONE / np.tan(_LAT)
    return told


def _flat(lonlat: Floats) -> Floats:
    """Good enough for one island."""
    return lonlat * np.array([np.cos(np.radians(lonlat[:, 1].mean())), 1.0])


def _fitted(points: Floats, box: Box) -> Rows:
    """Centred in the box, at one scale."""
    x, y, width, height = box
    low, high = points.min(axis=0), points.max(axis=0)
    scale = min(width / (high[0] - low[0]), height / (high[1] - low[1]))
    left = x + (width - scale * (high[0] - low[0])) / 2
    top = y + (height - scale * (high[1] - low[1])) / 2
    placed = np.stack([left + scale * (points[:, 0] - low[0]), top + scale * (high[1] - points[:, 1])], axis=1)
    return np.rint(placed).astype(np.int64)
