"""What a plan shares out: pieces of white zones that touch inside one EPCI, and who could take each."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components, shortest_path

from maillage.measures.sphere import Floats
from maillage.results.couverture import stages
from maillage.results.couverture.ground import Ground, Rows
from maillage.results.couverture.nearest import nearest_cpts
from maillage.results.couverture.shape import DETOUR
from maillage.results.couverture.zones import Groups

if TYPE_CHECKING:
    from maillage.results.couverture.coverage import Coverage


@dataclass(frozen=True, eq=False)
class Parcels:
    """Parcels as `Groups`; distances to the hosts: CPTS first (`cpts` gives their numbers), then each parcel as the seed of a CPTS."""

    groups: Groups
    cpts: Rows
    """Numbers, in the coverage, of the CPTS that touch a parcel."""
    touching: list[set[int]]
    """Of each parcel, the parcels that touch it."""
    hops: Rows
    """(hosts, parcels): parcels to cross from the host, 1 for those that touch it, 0 for its own seed; -1 out of reach."""
    km: Floats
    """(hosts, parcels): mean distance of the inhabitants to the main commune of the host."""
    spread: Floats
    """(hosts, parcels): area × squared distance to the centre of the host, km⁴: what compactness loses (Hess)."""

    @property
    def size(self) -> int:
        return self.groups.size

    @property
    def hosts(self) -> int:
        return len(self.cpts) + self.size


def parcels_of(coverage: "Coverage", region: str) -> Parcels | None:
    """None when nothing of the région is uncovered."""
    land = coverage.land
    number = land.columns.levels["region"].number[region]
    rows = np.flatnonzero(land.is_unit & (land.number_in("region") == number) & (coverage.stage_of_unit == stages.NONE))
    if not len(rows):
        return None
    groups = _pieces(land, rows)
    near, edge = _borders(coverage, groups)
    cpts = np.unique(edge[:, 0]) if len(edge) else np.zeros(0, np.int64)
    place = {int(k): i for i, k in enumerate(cpts)}
    beside = np.array([(place[int(k)], p) for k, p in edge.tolist()], np.int64).reshape(-1, 2)
    hops = _hops(groups.size, len(cpts), near, beside)
    km, spread = _distances(coverage, groups, cpts)
    return Parcels(groups, cpts, near, hops, km, spread)


def _pieces(land: Ground, rows: Rows) -> Groups:
    """Connected inside their EPCI; the four islands without EPCI stand alone."""
    froms, ends = land.borders
    place = np.full(land.size, -1)
    place[rows] = np.arange(len(rows))
    epci = land.number_in("epci")
    kept = (place[froms] >= 0) & (place[ends] >= 0) & (epci[froms] == epci[ends]) & (epci[froms] >= 0)
    pairs = (np.ones(int(kept.sum()), np.int8), (place[froms[kept]], place[ends[kept]]))
    labels = connected_components(coo_matrix(pairs, shape=(len(rows), len(rows))), directed=False)[1].astype(np.int64)
    population = np.bincount(labels, land.population[rows]).astype(np.int64)
    order = np.lexsort((rows, labels))
    counts = np.bincount(labels)
    return Groups(rows[order], labels[order], np.cumsum(counts) - counts, counts, population)


def _borders(coverage: "Coverage", groups: Groups) -> tuple[list[set[int]], Rows]:
    """Parcels that touch, and pairs (CPTS, parcel) that touch; the nearest CPTS for a parcel that touches nothing."""
    land, packed = coverage.land, coverage.packed
    zone = np.full(land.size, -1)
    zone[groups.rows] = groups.zone
    froms, ends = land.borders
    near: list[set[int]] = [set() for _ in range(groups.size)]
    both = (zone[froms] >= 0) & (zone[ends] >= 0) & (zone[froms] != zone[ends])
    for a, b in zip(zone[froms[both]].tolist(), zone[ends[both]].tolist(), strict=True):
        near[a].add(b)
    claimed = coverage.claimants
    out = (zone[froms] >= 0) & (coverage.stage_of_unit[ends] > stages.NONE)
    pairs = {(k, p) for p, row in zip(zone[froms[out]].tolist(), ends[out].tolist(), strict=True) for k in claimed[row]}
    alone = np.setdiff1d(np.arange(groups.size), [p for _, p in pairs] + [p for p in range(groups.size) if near[p]])
    if len(packed.ids):
        pairs |= set(zip(nearest_cpts(packed, groups, alone).tolist(), alone.tolist(), strict=True))
    return near, np.array(sorted(pairs), np.int64).reshape(-1, 2)


def _hops(size: int, hosts: int, near: list[set[int]], beside: Rows) -> Rows:
    """Breadth first from every host over the parcels."""
    pairs = [(a, b) for a, others in enumerate(near) for b in others]
    froms = np.array([a for a, _ in pairs] + (beside[:, 0] + size).tolist(), np.int64)
    ends = np.array([b for _, b in pairs] + beside[:, 1].tolist(), np.int64)
    graph = coo_matrix((np.ones(len(froms)), (froms, ends)), shape=(size + hosts, size + hosts)).tocsr()
    starts = np.r_[np.arange(size, size + hosts), np.arange(size)]
    far = shortest_path(graph, unweighted=True, indices=starts)[:, :size]
    return np.where(np.isfinite(far), far, -1).astype(np.int64)


def _distances(coverage: "Coverage", groups: Groups, cpts: Rows) -> tuple[Floats, Floats]:
    """From the main commune for travel, from the centre of area for compactness."""
    land, packed = coverage.land, coverage.packed
    people = land.population[groups.rows]
    main = np.lexsort((-people, groups.zone))[groups.starts]
    places = land.xyz[np.r_[packed.principal[cpts], groups.rows[main]]]
    centres = np.vstack([_centres(packed.moments.first[cpts], packed.moments.area[cpts]), land.xyz[groups.rows[main]]])
    rows = land.xyz[groups.rows]
    km = np.zeros((len(places), groups.size))
    spread = np.zeros_like(km)
    weight = np.maximum(groups.population, 1)
    for host, (place, centre) in enumerate(zip(places, centres, strict=True)):
        away = np.sqrt(((rows - place) ** 2).sum(axis=1)) * DETOUR
        km[host] = np.bincount(groups.zone, away * people, groups.size) / weight
        squares = ((rows - centre) ** 2).sum(axis=1)
        spread[host] = np.bincount(groups.zone, land.areas[groups.rows] * squares, groups.size)
    return km, spread


def _centres(first: Floats, area: Floats) -> Floats:
    centres: Floats = first / np.where(area > 0, area, 1.0)[:, None]
    return centres
