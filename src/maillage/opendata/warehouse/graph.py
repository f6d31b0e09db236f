"""Communes that touch each other: connected groups of a selection, and the holes it encloses."""

import heapq
from collections.abc import Iterable, Sequence

from maillage.opendata.warehouse.start import Start


class Graph:
    """Rows as nodes, shared borders as edges. `distances`: borders to cross from each row to the sea or a foreign country."""

    def __init__(self, starts: Sequence[int], neighbours: Sequence[int], distances: Sequence[int]) -> None:
        self._starts, self._neighbours, self._distances = starts, neighbours, distances

    @classmethod
    def of_pairs(cls, size: int, pairs: Iterable[tuple[int, int]], edge: Iterable[int]) -> "Graph":
        """From undirected pairs of rows, and the rows that touch the outside."""
        around: list[list[int]] = [[] for _ in range(size)]
        for first, second in pairs:
            around[first].append(second)
            around[second].append(first)
        starts, neighbours = [0], list[int]()
        for near in around:
            neighbours += sorted(near)
            starts.append(len(neighbours))
        return cls(starts, neighbours, _distances(around, edge))

    @classmethod
    def read(cls, start: Start) -> "Graph":
        return cls(*(start.numbers(f"graph/{name}") for name in ("starts", "neighbours", "distances")))

    def columns(self) -> dict[str, Sequence[int]]:
        """What `read` needs."""
        return {"starts": self._starts, "neighbours": self._neighbours, "distances": self._distances}

    def around(self, row: int) -> Sequence[int]:
        """Rows that share a border with this one."""
        return self._neighbours[self._starts[row] : self._starts[row + 1]]

    def pieces(self, rows: Iterable[int]) -> list[list[int]]:
        """Connected groups, each sorted, in the order of their first row."""
        left = set(rows)
        found = []
        for start in sorted(left):
            if start not in left:
                continue
            left.remove(start)
            piece, todo = [], [start]
            while todo:
                row = todo.pop()
                piece.append(row)
                near = left.intersection(self.around(row))
                left -= near
                todo.extend(near)
            found.append(sorted(piece))
        return found

    def holes(self, rows: Iterable[int], ignored: Iterable[int] = ()) -> list[list[int]]:
        """Groups of other rows from which one cannot reach the outside without crossing the selection.

        `ignored` rows are not part of the map: the other level of a city, communes without outline.
        """
        selected = set(rows)
        barred = selected.union(ignored)
        free: set[int] = set()
        found = []
        enclosed: set[int] = set()
        for start in sorted({near for row in selected for near in self.around(row)} - barred):
            if start in free or start in enclosed:
                continue
            seen, escaped = self._escape(start, barred, free)
            if escaped:
                free |= seen
            else:
                enclosed |= seen
                found.append(sorted(seen))
        return found

    def _escape(self, start: int, barred: set[int], free: set[int]) -> tuple[set[int], bool]:
        """Walk towards the outside, always from the row nearest to it."""
        seen = {start}
        heap = [(self._distances[start], start)]
        while heap:
            distance, row = heapq.heappop(heap)
            if distance == 0 or row in free:
                return seen, True
            for near in self.around(row):
                if near not in seen and near not in barred:
                    seen.add(near)
                    heapq.heappush(heap, (self._distances[near], near))
        return seen, False


def _distances(around: list[list[int]], edge: Iterable[int]) -> list[int]:
    """Breadth first from the edge; rows that no path links to it are the farthest."""
    distances = [-1] * len(around)
    frontier = sorted(set(edge))
    step = 0
    while frontier:
        for row in frontier:
            distances[row] = step
        step += 1
        frontier = sorted({near for row in frontier for near in around[row] if distances[near] < 0})
    return [step if distance < 0 else distance for distance in distances]
