"""Geometry of the panel's small drawings: whole numbers for SVG attributes, so that no locale can spoil them."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, MARGIN = 240, 56, 6
SEGMENT = 100
"""Width of one taille in the gauge; the four are drawn alike, for their real widths differ tenfold."""


@dataclass(frozen=True, slots=True)
class Dot:
    x: int
    y: int
    text: str


@dataclass(frozen=True, slots=True)
class Spark:
    """A line of population through the years; a missing year leaves its place empty."""

    line: str
    dots: tuple[Dot, ...]
    last: Dot


def spark(points: Sequence[tuple[int, int, str]]) -> Spark | None:
    """Of (year, value, text); None under two points."""
    if len(points) < 2:
        return None
    years, values = [point[0] for point in points], [point[1] for point in points]
    low, high = min(values), max(values)
    dots = tuple(
        Dot(_scale(year, years[0], years[-1], WIDTH), HEIGHT - _scale(value, low, high, HEIGHT), text)
        for year, value, text in points
    )
    return Spark(" ".join(f"{dot.x},{dot.y}" for dot in dots), dots, dots[-1])


def _scale(value: int, low: int, high: int, length: int) -> int:
    room = length - 2 * MARGIN
    return MARGIN + (room // 2 if high == low else round(room * (value - low) / (high - low)))


@dataclass(frozen=True, slots=True)
class Segment:
    x: int
    width: int
    label: str
    active: bool
    bound: str
    """Text of the upper bound; empty for the last taille."""
    end: int


@dataclass(frozen=True, slots=True)
class Gauge:
    """The four tailles side by side, and where the territory stands."""

    segments: tuple[Segment, ...]
    marker: int


def gauge(population: int, taille: int, bounds: Sequence[tuple[int, str]]) -> Gauge:
    """`bounds` are the upper bounds of the tailles but the last, with their texts."""
    segments = tuple(
        Segment(index * SEGMENT, SEGMENT - 3, f"Taille {index + 1}", index + 1 == taille, text, (index + 1) * SEGMENT - 1)
        for index, text in enumerate([*(text for _, text in bounds), ""])
    )
    lower = bounds[taille - 2][0] if taille > 1 else 0
    upper = bounds[taille - 1][0] if taille <= len(bounds) else max(2 * lower, population)
    inside = (population - lower) / (upper - lower)
    return Gauge(segments, (taille - 1) * SEGMENT + round(4 + (SEGMENT - 11) * min(1.0, max(0.0, inside))))


def bars(values: Sequence[int], width: int = WIDTH) -> list[tuple[int, int]]:
    """(x, width) of parts laid end to end, that fill the width exactly."""
    total, done, edges = sum(values), 0, [0]
    for value in values:
        done += value
        edges.append(round(width * done / total) if total else 0)
    return [(left, right - left) for left, right in itertools.pairwise(edges)]
