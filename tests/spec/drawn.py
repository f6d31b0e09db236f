"""Tables drawn in text, for the specifications of measures."""

import math

import numpy as np


def table(text: str) -> dict[str, list[str]]:
    """Columns of a table whose first line names them; cells are apart by spaces, « . » is an empty cell."""
    lines = [line.split() for line in text.strip().splitlines()]
    names, rows = lines[0], lines[1:]
    assert rows
    assert {len(row) for row in rows} == {len(names)}
    return {name: ["" if row[i] == "." else row[i] for row in rows] for i, name in enumerate(names)}


def numbers(cells: list[str]) -> np.ndarray:
    """An empty cell is unknown."""
    return np.array([float(cell) if cell else math.nan for cell in cells])


def haversine(first: tuple[float, float], second: tuple[float, float]) -> float:
    """Kilometres between two points (degrees, longitude first): the formula of textbooks, not that of the code."""
    (lon1, lat1), (lon2, lat2) = (map(math.radians, point) for point in (first, second))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(half))


def along_the_equator(kilometres: list[float]) -> np.ndarray:
    """Points east of Greenwich, at these distances from it."""
    return np.array([(math.degrees(km / 6371.0088), 0.0) for km in kilometres])
