"""Zones blanches: connected groups of communes without CPTS, their neighbours, their supply, and what could be done."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse.csgraph import connected_components

from maillage.results.couverture import stages
from maillage.results.couverture.ground import Ground, Rows
from maillage.results.couverture.nearest import nearest_cpts
from maillage.results.couverture.shape import moments
from maillage.results.couverture.solutions import Solution, solutions
from maillage.results.couverture.supply import Supply, supplies
from maillage.results.territoires.words import named, of, plural, typed

if TYPE_CHECKING:
    from maillage.results.couverture.coverage import Coverage, Packed


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A CPTS beside a zone."""

    cpts: str
    name: str
    stage: str
    population: int
    taille: int | None
    borders: int
    """Pairs of communes that touch; 0 when it is only the nearest, across water or other zones."""
    km: float
    """Mean distance of the inhabitants of the zone to its most peopled commune: straight line × 1.3."""


@dataclass(frozen=True, slots=True)
class Share:
    """The part of a zone that lies in one département or EPCI."""

    code: str
    name: str
    communes: int
    population: int


@dataclass(frozen=True, slots=True)
class WhiteZone:
    """Uncovered communes that touch each other, inside one région. `id` is made of its most peopled commune."""

    id: str
    name: str
    region: str
    codes: tuple[str, ...]
    communes: tuple[tuple[str, str, int], ...]
    """Code, name, inhabitants; most peopled first."""
    population: int
    area_km2: float
    compactness: float
    departements: tuple[Share, ...]
    epcis: tuple[Share, ...]
    neighbours: tuple[Neighbour, ...]
    """Longest shared border first."""
    supply: Supply
    solutions: tuple[Solution, ...]
    """Creation, then of each neighbour extension and temporary extension: neighbours more peopled than the zone first,
    then those whose taille stays, then the most compact."""
    sentence: str

    def inside(self, codes: frozenset[str]) -> tuple[tuple[str, str, int], ...]:
        """Its communes that are among some codes (a département, an EPCI)."""
        return tuple(commune for commune in self.communes if commune[0] in codes)


@dataclass(frozen=True, eq=False)
class Groups:
    """Zones as arrays: `zone[i]` is the zone of `rows[i]`; rows of one zone are side by side, zones from the most peopled."""

    rows: Rows
    zone: Rows
    starts: Rows
    counts: Rows
    population: Rows

    @property
    def size(self) -> int:
        return len(self.starts)


def white_zones(coverage: "Coverage", *, region: str | None = None, departement: str | None = None) -> tuple[WhiteZone, ...]:
    """Of the régions of the file, or those that reach into one région or one département."""
    if coverage.is_empty:
        return ()
    groups = groups_of(coverage.land, _wanted(coverage, region, departement))
    if not groups.size:
        return ()
    return _zones(coverage, groups)


def _wanted(coverage: "Coverage", region: str | None, departement: str | None) -> Rows:
    """Uncovered units to group; a zone is whole even when only a part of it lies in the département."""
    land, rows = coverage.land, coverage.uncovered
    if region is not None:
        return rows[land.number_in("region")[rows] == land.columns.levels["region"].number.get(region, -2)]
    if departement is None:
        return rows
    own = land.number_in("departement")[rows] == land.columns.levels["departement"].number.get(departement, -2)
    same = np.isin(land.number_in("region")[rows], land.number_in("region")[rows[own]])
    rows, own = rows[same], own[same]
    labels = _labels(land, rows)
    return rows[np.isin(labels, labels[own])]


def _labels(land: Ground, rows: Rows) -> Rows:
    """Connected groups, cut at the limits of régions: each région answers for its own."""
    froms, ends = land.borders
    place = np.full(land.size, -1)
    place[rows] = np.arange(len(rows))
    region = land.number_in("region")
    kept = (place[froms] >= 0) & (place[ends] >= 0) & (region[froms] == region[ends])
    from scipy.sparse import coo_matrix

    pairs = (np.ones(int(kept.sum()), np.int8), (place[froms[kept]], place[ends[kept]]))
    labels: Rows = connected_components(coo_matrix(pairs, shape=(len(rows), len(rows))), directed=False)[1]
    return labels


def groups_of(land: Ground, rows: Rows) -> Groups:
    """Most peopled first; the rows of each in the order of the warehouse."""
    labels = _labels(land, rows).astype(np.int64)
    population = np.bincount(labels, land.population[rows]).astype(np.int64)
    first = np.full(len(population), land.size)
    np.minimum.at(first, labels, rows)
    ranked = np.lexsort((first, -population))
    rank = np.empty_like(ranked)
    rank[ranked] = np.arange(len(ranked))
    order = np.lexsort((rows, rank[labels]))
    counts = np.bincount(rank[labels], minlength=len(ranked))
    return Groups(rows[order], rank[labels][order], np.cumsum(counts) - counts, counts, population[ranked])


def beside(coverage: "Coverage", groups: Groups) -> tuple[Rows, Rows, Rows]:
    """Zones, CPTS that touch them, and how many pairs of communes touch; the nearest CPTS, with 0, for a zone without any."""
    packed, land = coverage.packed, coverage.land
    zone = np.full(land.size, -1)
    zone[groups.rows] = groups.zone
    froms, ends = land.borders
    kept = (zone[froms] >= 0) & (coverage.stage_of_unit[ends] > stages.NONE)
    zones, owners = _owners(packed, zone[froms[kept]], ends[kept])
    pairs, borders = np.unique(zones * len(packed.ids) + owners, return_counts=True)
    zones, owners = pairs // len(packed.ids), pairs % len(packed.ids)
    alone = np.setdiff1d(np.arange(groups.size), zones)
    zones = np.r_[zones, alone]
    owners = np.r_[owners, nearest_cpts(packed, groups, alone)]
    return zones, owners, np.r_[borders, np.zeros(len(alone), np.int64)]


def _owners(packed: "Packed", zones: Rows, rows: Rows) -> tuple[Rows, Rows]:
    """A commune claimed by several CPTS makes a neighbour of each."""
    order = np.argsort(packed.rows, kind="stable")
    sorted_rows = packed.rows[order]
    low, high = np.searchsorted(sorted_rows, rows), np.searchsorted(sorted_rows, rows, side="right")
    counts = high - low
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.repeat(zones, counts), packed.owner[order[np.repeat(low, counts) + within]]


def _zones(coverage: "Coverage", groups: Groups) -> tuple[WhiteZone, ...]:
    land = coverage.land
    zones, owners, borders = beside(coverage, groups)
    shape = moments(land, groups.rows, groups.zone, groups.size)
    found = solutions(coverage, groups, shape, zones, owners)
    supply = supplies(land, groups.rows, groups.zone, groups.size)
    areas, compactness = shape.area.tolist(), shape.compactness.tolist()
    near: list[list[Neighbour]] = [[] for _ in range(groups.size)]
    order = np.lexsort((owners, -borders, zones)).tolist()
    for i in order:
        near[zones[i]].append(_neighbour(coverage, int(owners[i]), int(borders[i]), found.km[i], found.taille[owners[i]]))
    parts = _Parts(land)
    return tuple(
        _zone(parts, groups, z, near[z], supply[z], found.by_zone[z], areas[z], compactness[z]) for z in range(groups.size)
    )


def _neighbour(coverage: "Coverage", k: int, borders: int, km: float, taille: int | None) -> Neighbour:
    packed = coverage.packed
    stage = stages.NAMES[packed.stage[k]]
    return Neighbour(packed.ids[k], packed.names[k], stage, int(packed.population[k]), taille, borders, round(float(km), 1))


class _Parts:
    """The lists of the columns, at hand for a loop over zones."""

    def __init__(self, land: Ground) -> None:
        self.land = land
        self.people = land.population.tolist()
        self.codes, self.names = land.columns.codes, land.columns.names

    def shares(self, rows: list[int], level: str) -> tuple[Share, ...]:
        places = self.land.columns.levels[level]
        sums: dict[str, list[int]] = {}
        for row in rows:
            if code := places.own[row]:
                told = sums.setdefault(code, [0, 0])
                told[0] += 1
                told[1] += self.people[row]
        shares = (Share(code, places.names[places.number[code]], *told) for code, told in sums.items())
        return tuple(sorted(shares, key=lambda share: (-share.population, share.code)))


def _zone(
    parts: _Parts,
    groups: Groups,
    z: int,
    near: list[Neighbour],
    supply: Supply,
    found: tuple[Solution, ...],
    area: float,
    compactness: float,
) -> WhiteZone:
    start = groups.starts[z]
    rows: list[int] = groups.rows[start : start + groups.counts[z]].tolist()
    rows.sort(key=lambda row: (-parts.people[row], row))
    communes = tuple((parts.codes[row], parts.names[row], parts.people[row]) for row in rows)
    departements = parts.shares(rows, "departement")
    population = int(groups.population[z])
    return WhiteZone(
        id=f"zone-{communes[0][0]}",
        name=f"Zone {of(communes[0][1])}",
        region=parts.land.columns.regions[rows[0]],
        codes=tuple(sorted(code for code, _, _ in communes)),
        communes=communes,
        population=population,
        area_km2=round(area, 1),
        compactness=round(compactness, 3),
        departements=departements,
        epcis=parts.shares(rows, "epci"),
        neighbours=tuple(near),
        supply=supply,
        solutions=found,
        sentence=_sentence(communes, population, near),
    )


def _sentence(communes: tuple[tuple[str, str, int], ...], population: int, near: list[Neighbour]) -> str:
    which = named([name for _, name, _ in communes])
    touching = [neighbour.name for neighbour in near if neighbour.borders]
    beside = f"touche {named(touching)}" if touching else f"ne touche aucune CPTS ; la plus proche est {near[0].name}"
    if not near:
        beside = "n'a aucune CPTS voisine"
    one = len(communes) == 1
    count = f"{plural(len(communes), 'commune')} sans CPTS ({which}), {plural(population, 'habitant')}"
    return typed(f"{count} ; {'elle' if one else 'le groupe'} {beside}.")


def as_json(zone: WhiteZone) -> dict[str, Any]:
    """Stable form, amounts in euros."""
    return {
        "id": zone.id,
        "nom": zone.name,
        "region": zone.region,
        "population": zone.population,
        "superficie_km2": zone.area_km2,
        "compacite": zone.compactness,
        "communes": [{"code": code, "nom": name, "population": people} for code, name, people in zone.communes],
        **{
            name: [{"code": s.code, "nom": s.name, "communes": s.communes, "population": s.population} for s in shares]
            for name, shares in (("departements", zone.departements), ("epci", zone.epcis))
        },
        "voisines": [
            {"cpts": n.cpts, "nom": n.name, "stade": n.stage, "population": n.population, "taille": n.taille}
            | {"communes_qui_se_touchent": n.borders, "km": n.km}
            for n in zone.neighbours
        ],
        "offre": zone.supply.as_json(),
        "solutions": [solution.as_json() for solution in zone.solutions],
        "phrase": zone.sentence,
    }
