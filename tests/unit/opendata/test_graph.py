"""Pieces and holes on small drawn maps, against oracles of a few lines."""

from hypothesis import given
from hypothesis import strategies as st

from maillage.opendata.warehouse.graph import Graph

WIDTH = 6


def grid(height: int) -> Graph:
    """Square communes; those of the border touch the outside."""
    cells = [(x, y) for y in range(height) for x in range(WIDTH)]
    number = {cell: i for i, cell in enumerate(cells)}
    pairs = [(number[x, y], number[x + 1, y]) for x, y in cells if (x + 1, y) in number]
    pairs += [(number[x, y], number[x, y + 1]) for x, y in cells if (x, y + 1) in number]
    edge = [number[x, y] for x, y in cells if x in (0, WIDTH - 1) or y in (0, height - 1)]
    return Graph.of_pairs(len(cells), pairs, edge)


def drawn(*lines: str) -> tuple[Graph, set[int]]:
    """« # » is selected."""
    text = "".join(lines)
    assert len(text) == WIDTH * len(lines)
    return grid(len(lines)), {i for i, mark in enumerate(text) if mark == "#"}


def naive_groups(graph: Graph, rows: set[int]) -> list[list[int]]:
    groups: list[set[int]] = []
    for row in rows:
        near = [group for group in groups if group & set(graph.around(row))]
        groups = [group for group in groups if group not in near] + [{row}.union(*near)]
    return sorted(sorted(group) for group in groups)


def naive_holes(graph: Graph, rows: set[int], size: int) -> list[list[int]]:
    edge = {i for i in range(size) if i % WIDTH in (0, WIDTH - 1) or i < WIDTH or i >= size - WIDTH}
    return [group for group in naive_groups(graph, set(range(size)) - rows) if not edge & set(group)]


def test_a_ring_encloses_its_middle():
    graph, rows = drawn("......", ".###..", ".#.#..", ".###..", "......")
    assert graph.pieces(rows) == [sorted(rows)]
    assert graph.holes(rows) == [[14]]


def test_touching_by_a_corner_is_not_touching():
    graph, rows = drawn("#.....", ".#....", "......")
    assert graph.pieces(rows) == [[0], [7]]


def test_a_bay_is_not_a_hole():
    graph, rows = drawn("###...", "#.#...", "#.....", "###...")
    assert graph.holes(rows) == []


def test_a_ring_on_the_coast_leaves_the_coast_outside():
    graph, rows = drawn(".#....", "##....", "......")
    assert graph.holes(rows) == []


def test_ignored_rows_neither_fill_nor_open():
    graph, rows = drawn("......", ".####.", ".#..#.", ".####.", "......")
    assert graph.holes(rows) == [[14, 15]]
    assert graph.holes(rows, ignored=[15]) == [[14]]


@given(st.sets(st.integers(0, 6 * 7 - 1)))
def test_same_as_the_naive_oracle(rows):
    graph = grid(7)
    assert sorted(graph.pieces(rows)) == naive_groups(graph, rows)
    assert sorted(graph.holes(rows)) == naive_holes(graph, rows, 42)
