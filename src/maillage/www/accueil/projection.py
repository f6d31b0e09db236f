"""From longitude and latitude to the small drawing of one territory."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Ring = Sequence[tuple[float, float]]


def local(lon: float, lat: float, middle: float) -> tuple[float, float]:
    """Good enough for one island: degrees, longitude shortened at the middle latitude."""
    return math.radians(lon) * math.cos(math.radians(middle)), math.radians(lat)


@dataclass(frozen=True, slots=True)
class Box:
    """Where a set of points is drawn, in units of the SVG."""

    x: float
    y: float
    width: float
    height: float


def paths(shapes: Sequence[Sequence[Ring]], box: Box) -> list[str]:
    """SVG path data of each shape: all fit the box together, centred, at one scale. Points are already projected."""
    points = [point for rings in shapes for ring in rings for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    scale = min(box.width / (east - west), box.height / (north - south))
    left = box.x + (box.width - scale * (east - west)) / 2
    top = box.y + (box.height - scale * (north - south)) / 2

    def place(ring: Ring) -> Iterable[tuple[int, int]]:
        return ((round(left + scale * (x - west)), round(top + scale * (north - y))) for x, y in ring)

    return ["".join(_subpath(place(ring)) for ring in rings) for rings in shapes]


def _subpath(points: Iterable[tuple[int, int]]) -> str:
    """One closed line on the whole-number grid; what shrinks under three points disappears."""
    line: list[tuple[int, int]] = []
    for point in points:
        if not line or point != line[-1]:
            line.append(point)
    if len(line) < 4:
        return ""
    (x, y), *rest = line[:-1]
    moves = []
    for next_x, next_y in rest:
        moves.append(f"{next_x - x} {next_y - y}")
        x, y = next_x, next_y
    return f"M{line[0][0]} {line[0][1]}l{' '.join(moves).replace(' -', '-')}z"
