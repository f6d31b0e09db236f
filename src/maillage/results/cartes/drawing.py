"""The communes of a selection and those around, as paths of whole numbers in one frame: for SVG, on screen and on paper."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians

import numpy as np
import shapely
from numpy.typing import NDArray

from maillage.kernel.weighed import weighed
from maillage.opendata.warehouse.columns import Columns
from maillage.opendata.warehouse.opened import Warehouse
from maillage.results.territoires.source import current, stamp

SIZE = 1000
"""Units of the longer side of the frame."""
MARGIN = 0.07
MAX_AROUND = 700
"""Above that many communes around, the ground is left blank: the selection is a whole région."""
_LABELS, _CHARACTER, _LINE = 7, 13, 30
"""Most names written, and the room that one character and one line take in the frame."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Area:
    """One commune of the selection."""

    code: str
    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Label:
    """The name of a large commune, centred on a point."""

    x: int
    y: int
    text: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """`width` × `height` is the frame; longitudes are shortened as on any local map."""

    width: int
    height: int
    areas: tuple[Area, ...]
    around: tuple[str, ...]
    """Paths of the other communes."""
    outline: str
    """Path of the edge of the selection."""
    labels: tuple[Label, ...]
    box: Box
    """West, south, east, north."""

    def place(self, lon: float, lat: float) -> tuple[int, int] | None:
        """Where a point falls in the frame; None outside."""
        west, south, east, north = self.box
        if not (west <= lon <= east and south <= lat <= north):
            return None
        return round((lon - west) / (east - west) * self.width), round((north - lat) / (north - south) * self.height)


def drawing(codes: Iterable[str]) -> Drawing | None:
    """None when no commune of the selection has an outline."""
    return _drawing(stamp(), tuple(sorted(codes)))


@weighed(lambda stamp, codes: max(len(codes), 200), most=8_000)
def _drawing(stamp: str, codes: tuple[str, ...]) -> Drawing | None:
    """The stamp makes a drawing of newer data another drawing."""
    warehouse = current()
    everywhere = _everywhere(stamp, warehouse)
    drawn = {code: everywhere.shapes[everywhere.row_of[code]] for code in codes if code in everywhere.row_of}
    if not drawn:
        return None
    shapes = np.array(list(drawn.values()))
    box = _box(shapely.total_bounds(shapes).tolist())
    pen = _Pen(box)
    columns = warehouse.columns
    areas = tuple(Area(code, columns.names[columns.row_of[code]], pen.path(shape)) for code, shape in drawn.items())
    around = tuple(pen.path(shape) for shape in everywhere.near(box, _hidden(columns, codes)))
    outline = pen.path(shapely.union_all(shapes))
    return Drawing(pen.width, pen.height, areas, around, outline, _labels(warehouse, codes, pen), box)


def _hidden(columns: Columns, codes: tuple[str, ...]) -> frozenset[str]:
    """What the selection covers already: its communes, the arrondissements of its cities, the city of its arrondissements."""
    rows = {columns.row_of[code] for code in codes if code in columns.row_of}
    inside = {part for city in rows for part in columns.arrondissements.get(city, ())}
    cities = {columns.parent_of[row] for row in rows if row in columns.parent_of}
    return frozenset(codes) | {columns.codes[row] for row in inside | cities}


def _box(bounds: list[float]) -> Box:
    west, south, east, north = bounds
    wide, high = (east - west) * MARGIN, (north - south) * MARGIN
    return west - wide, south - high, east + wide, north + high


class _Pen:
    """Turns outlines into paths: one scale for both axes, relative whole steps, nothing smaller than one unit."""

    def __init__(self, box: Box) -> None:
        west, south, east, north = box
        shrink = cos(radians((south + north) / 2))
        self._scale = SIZE / max((east - west) * shrink, north - south)
        self._origin = np.array([west, north])
        self._steps = np.array([shrink * self._scale, -self._scale])
        self.width = round((east - west) * shrink * self._scale)
        self.height = round((north - south) * self._scale)

    def points(self, coordinates: NDArray[np.float64]) -> NDArray[np.int64]:
        return np.rint((coordinates - self._origin) * self._steps).astype(np.int64)

    def path(self, shape: shapely.Geometry) -> str:
        parts = (shapely.get_rings(part) for part in shapely.get_parts(shape))
        return "".join(filter(None, (self._ring(ring) for rings in parts for ring in rings)))

    def _ring(self, ring: shapely.Geometry) -> str:
        points = self.points(shapely.get_coordinates(ring))
        steps = np.diff(points, axis=0)
        moved = steps[np.any(steps != 0, axis=1)]
        if len(moved) < 3:
            return ""
        x, y = points[0].tolist()
        return f"M{x} {y}l{' '.join(f'{dx} {dy}' for dx, dy in moved[:-1].tolist())}z"


@dataclass(frozen=True, eq=False)
class _Everywhere:
    """Every outline of the country with its box, decoded once per warehouse."""

    codes: tuple[str, ...]
    shapes: NDArray[np.object_]
    boxes: NDArray[np.float64]
    row_of: dict[str, int]

    def near(self, box: Box, left_out: frozenset[str]) -> list[shapely.Geometry]:
        west, south, east, north = box
        edges = self.boxes
        touch = (edges[:, 0] < east) & (edges[:, 2] > west) & (edges[:, 1] < north) & (edges[:, 3] > south)
        rows = [row for row in np.flatnonzero(touch).tolist() if self.codes[row] not in left_out]
        return [] if len(rows) > MAX_AROUND else [self.shapes[row] for row in rows]


@lru_cache(maxsize=1)
def _everywhere(stamp: str, warehouse: Warehouse) -> _Everywhere:
    drawn = warehouse.shapes.level("commune") | warehouse.shapes.level("arrondissement")
    shapes = np.array(list(drawn.values()))
    return _Everywhere(tuple(drawn), shapes, shapely.bounds(shapes), {code: row for row, code in enumerate(drawn)})


def _labels(warehouse: Warehouse, codes: tuple[str, ...], pen: _Pen) -> tuple[Label, ...]:
    """Names of the largest communes, each where it covers none written before."""
    columns = warehouse.columns
    largest = sorted((columns.row_of[code] for code in codes), key=lambda row: -columns.newest[row])
    placed: list[tuple[int, int, int]] = []
    labels = []
    for row in largest[: 4 * _LABELS]:
        x, y = pen.points(np.array([columns.points[row]]))[0].tolist()
        half = len(columns.names[row]) * _CHARACTER // 2
        x = max(half, min(pen.width - half, x))
        if all(abs(y - other) > _LINE or abs(x - at) > half + room for at, other, room in placed):
            placed.append((x, y, half))
            labels.append(Label(x, y, columns.names[row]))
        if len(labels) == _LABELS:
            break
    return tuple(labels)
