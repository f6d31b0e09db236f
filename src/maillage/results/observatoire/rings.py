"""From the edges that bound groups of communes to their rings: points in order, land on the left."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from maillage.results.couverture.ground import Rows
from maillage.results.observatoire.mesh import Mesh


@dataclass(frozen=True, eq=False)
class Rings:
    """Ring r is made of vertices `vertices[starts[r] : starts[r + 1]]`, open; `group[r]` says whose it is."""

    vertices: Rows
    starts: Rows
    group: Rows

    def __iter__(self) -> Iterator[tuple[int, Rows]]:
        for r, group in enumerate(self.group.tolist()):
            yield group, self.vertices[self.starts[r] : self.starts[r + 1]]


def rings_of(mesh: Mesh, group: Rows) -> Rings:
    """All the rings of all groups of rows (see `Mesh.borders`), group after group."""
    edges = mesh.borders(group)
    own = group[mesh.unit[edges]]
    size = len(mesh.lonlat)
    leaving = np.argsort(own * size + mesh.start[edges], kind="stable")
    arriving = np.argsort(own * size + mesh.end[edges], kind="stable")
    following = np.empty(len(edges), np.int64)
    following[arriving] = leaving
    order, starts = _cycles(following, leaving)
    return Rings(mesh.start[edges[order]], starts, own[order[starts[:-1]]])


def _cycles(following: Rows, begin: Rows) -> tuple[Rows, Rows]:
    """The cycles of a permutation, one after the other. As many edges of a group leave a vertex as arrive there."""
    after, seen = following.tolist(), bytearray(len(following))
    order: list[int] = []
    starts: list[int] = []
    for first in begin.tolist():
        if seen[first]:
            continue
        starts.append(len(order))
        edge = first
        while not seen[edge]:
            seen[edge] = 1
            order.append(edge)
            edge = after[edge]
    return np.array(order, np.int64), np.array([*starts, len(order)], np.int64)
