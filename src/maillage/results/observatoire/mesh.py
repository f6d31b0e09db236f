"""The borders of communes as edges that know the rows on both sides: what bounds any grouping is then a selection."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from maillage.results.couverture.contours import half_edges
from maillage.results.couverture.ground import Ground, Rows


@dataclass(frozen=True, eq=False)
class Mesh:
    """Edges e go from vertex `start[e]` to `end[e]`, the land of row `unit[e]` on their left."""

    lonlat: NDArray[np.float64]
    """Of each vertex."""
    start: Rows
    end: Rows
    unit: Rows
    twin: Rows
    """Row of the warehouse on the other side; -1 for none."""

    def borders(self, group: Rows) -> Rows:
        """Edges whose sides are in two groups; `group` numbers the rows of the warehouse, -1 leaves one out."""
        own = group[self.unit]
        other = np.where(self.twin >= 0, group[self.twin], -1)
        return np.flatnonzero((own >= 0) & (own != other))


def mesh(land: Ground) -> Mesh:
    """Made once for each warehouse, from the half-edges that dissolve outlines."""
    return _mesh(land.warehouse.manifest.stamp, land)


@lru_cache(maxsize=1)
def _mesh(stamp: str, land: Ground) -> Mesh:
    place, edges = half_edges(land)
    drawn = np.flatnonzero(place >= 0)
    rows = drawn[np.argsort(place[drawn])]
    unit = np.repeat(rows, np.diff(edges.starts))
    twin = np.where(edges.beyond >= 0, rows[edges.beyond], -1)
    moves = edges.tail != edges.head
    return Mesh(edges.vertices, edges.tail[moves], edges.head[moves], unit[moves], twin[moves])
