"""Dissolves thousands of territories at once: in a coverage, a border between two communes of one territory cancels out.

Neighbours share the very same vertices (the build sees to it), so nothing has to be intersected: the half-edges left are
chained into rings, rings into polygons.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from maillage.opendata.warehouse.shapes import without_specks

_GRID = 10_000
"""Vertices are multiples of a ten-thousandth of a degree."""
_WIDTH = 1 << 23


@dataclass(frozen=True, eq=False)
class HalfEdges:
    """Borders of all units, walked with the unit on the left; those of unit u are `starts[u] : starts[u + 1]`."""

    vertices: Any
    """(n, 2): longitude, latitude."""
    starts: Any
    tail: Any
    head: Any
    """Numbers of vertices."""
    beyond: Any
    """Unit on the other side, -1 for none."""

    @classmethod
    def of(cls, outlines: Sequence[shapely.Geometry]) -> "HalfEdges":
        """Outlines of one coverage, all different."""
        parts, unit = shapely.get_parts(np.array(outlines), return_index=True)
        rings, part = shapely.get_rings(shapely.orient_polygons(parts), return_index=True)
        points, ring = shapely.get_coordinates(rings, return_index=True)
        grid = np.round(points * _GRID).astype(np.int64)
        keys, number = np.unique((grid[:, 0] + _WIDTH // 2) * _WIDTH + grid[:, 1] + _WIDTH // 2, return_inverse=True)
        same = ring[1:] == ring[:-1]
        tail, head, owner = number[:-1][same], number[1:][same], unit[part[ring[:-1][same]]]
        starts = np.searchsorted(owner, np.arange(len(outlines) + 1))
        vertices = np.column_stack((keys // _WIDTH - _WIDTH // 2, keys % _WIDTH - _WIDTH // 2)) / _GRID
        return cls(vertices, starts, tail, head, _beyond(tail, head, owner, len(keys)))

    def dissolve(self, units: Any, groups: Any, count: int) -> list[shapely.Geometry | None]:
        """`count` territories: pairs of a unit and its group, a unit being in as many as one wants."""
        units, groups = np.asarray(units, np.int64), np.asarray(groups, np.int64)
        sizes = np.diff(self.starts)[units]
        edges = np.repeat(self.starts[units], sizes) + _within(sizes)
        group = np.repeat(groups, sizes)
        pairs = np.sort(units * count + groups)
        other = self.beyond[edges] * count + group
        found = np.minimum(np.searchsorted(pairs, other), len(pairs) - 1)
        kept = (self.beyond[edges] < 0) | (pairs[found] != other)
        edges, group = edges[kept], group[kept]
        loops = _loops(self.vertices, self.tail[edges], self.head[edges], group)
        return _polygons(self.vertices, loops, count)


def _within(sizes: Any) -> Any:
    return np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)


def _beyond(tail: Any, head: Any, owner: Any, size: int) -> Any:
    """Each border met twice, once each way, has a unit on both sides."""
    border = np.minimum(tail, head) * size + np.maximum(tail, head)
    order = np.argsort(border * 2 + (tail > head))
    met = np.flatnonzero(border[order[1:]] == border[order[:-1]])
    met = met[(tail > head)[order[met]] != (tail > head)[order[met + 1]]]
    found = np.full(len(owner), -1, np.int64)
    found[order[met]] = owner[order[met + 1]]
    found[order[met + 1]] = owner[order[met]]
    return found


def _loops(vertices: Any, tail: Any, head: Any, group: Any) -> list[tuple[int, list[int]]]:
    """Group and vertices of each closed walk, in the order of the groups."""
    size = len(vertices)
    order = np.lexsort((tail, group))
    tail, head, group = tail[order], head[order], group[order]
    leaving = group * size + tail
    first = np.searchsorted(leaving, group * size + head)
    choices = np.searchsorted(leaving, group * size + head, side="right") - first
    follow = first.tolist()
    for edge in np.flatnonzero(choices > 1).tolist():
        follow[edge] = _leftmost(vertices, tail, head, edge, range(first[edge], first[edge] + choices[edge]))
    walked = bytearray(len(follow))
    heads, groups = head.tolist(), group.tolist()
    loops = []
    for start in range(len(follow)):
        if walked[start]:
            continue
        edge, loop = start, []
        while not walked[edge]:
            walked[edge] = 1
            loop.append(heads[edge])
            edge = follow[edge]
        loops += [(groups[start], simple) for simple in _simple(loop)]
    return loops


def _leftmost(vertices: Any, tail: Any, head: Any, edge: int, choices: range) -> int:
    """Where several ways leave a vertex, the one that keeps to the same land: the first met turning from where we came."""
    here = vertices[head[edge]]
    back = np.arctan2(*(vertices[tail[edge]] - here)[::-1])

    def turn(choice: int) -> float:
        way = np.arctan2(*(vertices[head[choice]] - here)[::-1])
        return float((back - way) % (2 * np.pi)) or 2 * np.pi

    return min(choices, key=turn)


def _simple(loop: list[int]) -> list[list[int]]:
    """A walk that passes twice by a vertex is several rings that touch there."""
    if len(set(loop)) == len(loop):
        return [loop]
    found, path, place = [], list[int](), dict[int, int]()
    for vertex in loop:
        if vertex in place:
            ring = path[place[vertex] :]
            for gone in ring:
                del place[gone]
            del path[len(path) - len(ring) :]
            found.append(ring)
        place[vertex] = len(path)
        path.append(vertex)
    return [*found, path] if len(path) > 2 else found


def _polygons(vertices: Any, loops: list[tuple[int, list[int]]], count: int) -> list[shapely.Geometry | None]:
    sizes = np.array([len(loop) + 1 for _, loop in loops], np.int64)
    closed = np.array([vertex for _, loop in loops for vertex in (*loop, loop[0])], np.int64)
    points = vertices[closed]
    rings = shapely.linearrings(points, indices=np.repeat(np.arange(len(loops)), sizes)) if loops else np.array([])
    outer = shapely.is_ccw(rings)
    shells: list[list[int]] = [[] for _ in range(count)]
    holes: list[list[int]] = [[] for _ in range(count)]
    for i, (group, _) in enumerate(loops):
        (shells if outer[i] else holes)[group].append(i)
    found = np.array([_polygon(rings, shells[group], holes[group]) for group in range(count)], object)
    for group in np.flatnonzero(~shapely.is_valid(found) & ~shapely.is_missing(found)).tolist():
        found[group] = _mended(found[group])
    return list(found)


def _mended(shape: shapely.Geometry) -> shapely.Geometry:
    """Where neighbours do not share a vertex after all (a handful in the country)."""
    whole = shapely.union_all(shapely.make_valid(shapely.get_parts(shape)))
    parts = [part for part in shapely.get_parts(whole) if part.geom_type == "Polygon"]
    return shapely.multipolygons([without_specks(part) for part in parts])


def _polygon(rings: Any, shells: list[int], holes: list[int]) -> shapely.Geometry | None:
    if not shells:
        return None
    inside: dict[int, list[int]] = {shell: [] for shell in shells}
    for hole in holes:
        inside[shells[0] if len(shells) == 1 else _around(rings, shells, hole)].append(hole)
    parts = [shapely.polygons(rings[shell], rings[within] if within else None) for shell, within in inside.items()]
    return shapely.multipolygons([without_specks(part) for part in parts])


def _around(rings: Any, shells: list[int], hole: int) -> int:
    """The smallest shell that covers the hole."""
    covering = [shell for shell in shells if shapely.covers(shapely.polygons(rings[shell]), rings[hole])]
    return min(covering or shells, key=lambda shell: float(shapely.polygons(rings[shell]).area))
