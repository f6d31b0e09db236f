"""Who touches whom, and who touches the outside: shared segments of one coverage, hashed in numpy."""

import numpy as np
import shapely


def shared_borders(codes: list[str], geometries: np.ndarray) -> list[tuple[str, str]]:
    """Pairs of codes that share at least one segment (a single point does not count), sorted."""
    first, owners = _sorted_segments(geometries)
    same = np.flatnonzero((first[1:] == first[:-1]).all(axis=1))
    pairs = np.sort(np.stack([owners[same], owners[same + 1]], axis=1), axis=1)
    pairs = np.unique(pairs[pairs[:, 0] != pairs[:, 1]], axis=0)
    return sorted(tuple(sorted((codes[i], codes[j]))) for i, j in pairs)


def on_the_edge(codes: list[str], geometries: np.ndarray) -> set[str]:
    """Codes that touch the sea, a foreign country or a lake border of the whole: its exterior rings."""
    whole = shapely.get_parts(shapely.coverage_union_all(geometries))
    edge, _ = _sorted_segments(shapely.polygons(shapely.get_exterior_ring(whole)))
    segments, owners = _sorted_segments(geometries)
    outside = _as_records(segments)
    return {codes[i] for i in np.unique(owners[np.isin(outside, _as_records(edge))])}


def _sorted_segments(geometries: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Every segment as four numbers, its smaller end first, sorted; and the index of the geometry it comes from."""
    parts, part_owner = shapely.get_parts(geometries, return_index=True)
    rings, ring_part = shapely.get_rings(parts, return_index=True)
    points, ring_of_point = shapely.get_coordinates(rings, return_index=True)
    inside = np.flatnonzero(ring_of_point[1:] == ring_of_point[:-1])
    start, end = points[inside], points[inside + 1]
    swap = (start[:, 0] > end[:, 0]) | ((start[:, 0] == end[:, 0]) & (start[:, 1] > end[:, 1]))
    start[swap], end[swap] = end[swap], start[swap].copy()
    segments = np.hstack([start, end])
    order = np.lexsort(segments.T[::-1])
    return segments[order], part_owner[ring_part[ring_of_point[inside]]][order]


def _as_records(segments: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(segments).view([("", segments.dtype)] * 4).ravel()
