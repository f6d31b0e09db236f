"""Chooses who takes each parcel: a mixed integer programme solved by HiGHS (scipy.optimize.milp), in two questions.

Contiguity is that of A. Zoltners, P. Sinha, « Sales territory alignment: a review and model », Management Science 29(11), 1983: a
parcel goes to a host only with a parcel that touches it and is nearer to that host. Compactness is that of S. Hess et al.,
« Nonpartisan legislative redistricting by computer », Operations Research 13(6), 1965: area × squared distance to the centre.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_matrix

from maillage.measures.sphere import Floats
from maillage.results.couverture.plan_parcels import Parcels
from maillage.results.couverture.plan_rules import PlanRules

_EXCEPTION = 100
"""Changes of taille that an exception to the rules weighs."""
_HOPS = 6


@dataclass(frozen=True, slots=True)
class Choice:
    """Host of each parcel (number in `Parcels`), and whether the solver proved that nothing is better."""

    host: tuple[int, ...]
    proven: bool
    gap: float
    """Between what was found and what could exist at best, for the second question."""


@dataclass
class _Programme:
    """Variables and constraints, written one by one."""

    cost: list[float] = field(default_factory=list)
    """Of the first question."""
    shape: list[float] = field(default_factory=list)
    """Of the second."""
    cells: tuple[list[int], list[int], list[float]] = field(default_factory=lambda: ([], [], []))
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)

    def variable(self, cost: float, shape: float = 0.0) -> int:
        self.cost.append(cost)
        self.shape.append(shape)
        return len(self.cost) - 1

    def constrain(self, terms: list[tuple[int, float]], low: float, high: float) -> None:
        for column, factor in terms:
            self.cells[0].append(len(self.low))
            self.cells[1].append(column)
            self.cells[2].append(factor)
        self.low.append(low)
        self.high.append(high)

    def solve(self, costs: list[float], seconds: float, extra: tuple[list[float], float] | None = None) -> Any:
        rows, columns, values = (list(part) for part in self.cells)
        low, high = list(self.low), list(self.high)
        if extra is not None:
            held = [(i, cost) for i, cost in enumerate(extra[0]) if cost]
            rows += [len(low)] * len(held)
            columns += [i for i, _ in held]
            values += [cost for _, cost in held]
            low.append(-np.inf)
            high.append(extra[1])
        matrix = coo_matrix((values, (rows, columns)), shape=(len(low), len(self.cost))).tocsr()
        size = len(self.cost)
        return milp(
            np.array(costs),
            constraints=LinearConstraint(matrix, low, high),
            integrality=np.ones(size),
            bounds=Bounds(np.zeros(size), np.ones(size)),
            options={"time_limit": seconds, "mip_rel_gap": 1e-4},
        )


def choose(parcels: Parcels, population: list[int], ceilings: list[int | None], rules: PlanRules) -> Choice:
    """`population` and `ceilings` are those of `parcels.cpts`, today."""
    programme, takes = _programme(parcels, population, ceilings, rules)
    first = programme.solve(programme.cost, rules.seconds)
    if first.x is None:
        return Choice(_alone(parcels), False, 1.0)
    least = float(np.round(np.dot(np.round(first.x), programme.cost)))
    second = programme.solve(programme.shape, rules.seconds, (programme.cost, least + 0.5))
    found = first if second.x is None else second
    chosen = np.round(found.x)
    host = {p: h for (h, p), variable in takes.items() if chosen[variable]}
    proven = first.status == 0 and second.status == 0
    gap = float(getattr(second, "mip_gap", 1.0) or 0.0)
    return Choice(tuple(host[p] for p in range(parcels.size)), proven, gap)


def _alone(parcels: Parcels) -> tuple[int, ...]:
    """Each parcel a CPTS of its own: the answer when the solver has none in time."""
    return tuple(len(parcels.cpts) + p for p in range(parcels.size))


def _programme(
    parcels: Parcels, population: list[int], ceilings: list[int | None], rules: PlanRules
) -> tuple[_Programme, dict[tuple[int, int], int]]:
    programme = _Programme()
    allowed: Any = _allowed(parcels, rules)
    scale = max(float(parcels.spread[allowed].max(initial=1.0)), 1.0)
    takes = {(int(h), int(p)): programme.variable(0.0, float(parcels.spread[h, p]) / scale) for h, p in np.argwhere(allowed)}
    by_host: dict[int, list[int]] = {}
    by_parcel: dict[int, list[int]] = {}
    for (h, p), variable in takes.items():
        by_host.setdefault(h, []).append(p)
        by_parcel.setdefault(p, []).append(variable)
    for p in range(parcels.size):
        programme.constrain([(variable, 1.0) for variable in by_parcel[p]], 1, 1)
    for h, members in by_host.items():
        _contiguous(programme, parcels, takes, h, members)
        terms = [(takes[h, p], float(parcels.groups.population[p])) for p in members]
        if h < len(parcels.cpts):
            _extension(programme, terms, population[h], ceilings[h], rules)
        else:
            _creation(programme, parcels, takes, h, members, terms, rules)
    return programme, takes


def _allowed(parcels: Parcels, rules: PlanRules) -> Any:
    """Hosts within reach of each parcel; the hosts that touch it when none is near enough; always itself."""
    near: Any = (parcels.hops >= 0) & (parcels.hops <= _HOPS) & (parcels.km <= rules.km)
    cpts = len(parcels.cpts)
    far = ~near[:cpts].any(axis=0)
    near[:cpts] |= (parcels.hops[:cpts] == 1) & far[None, :]
    near[cpts:][np.arange(parcels.size), np.arange(parcels.size)] = True
    return near


def _contiguous(programme: _Programme, parcels: Parcels, takes: dict[tuple[int, int], int], h: int, members: list[int]) -> None:
    hops = parcels.hops[h]
    for p in members:
        if hops[p] <= (1 if h < len(parcels.cpts) else 0):
            continue
        nearer = [takes[h, q] for q in parcels.touching[p] if (h, q) in takes and 0 <= hops[q] < hops[p]]
        programme.constrain([(takes[h, p], 1.0), *((variable, -1.0) for variable in nearer)], -np.inf, 0)


def _extension(programme: _Programme, terms: list[tuple[int, float]], own: int, ceiling: int | None, rules: PlanRules) -> None:
    most = max(own * (1 + rules.growth), rules.growth_floor, own)
    whole = sum(factor for _, factor in terms)
    if ceiling is not None and own + whole > ceiling:
        change = programme.variable(1.0)
        programme.constrain([*terms, (change, -whole)], -np.inf, ceiling - own)
    if own + whole > most:
        beyond = programme.variable(_EXCEPTION)
        programme.constrain([*terms, (beyond, -whole)], -np.inf, most - own)


def _creation(
    programme: _Programme,
    parcels: Parcels,
    takes: dict[tuple[int, int], int],
    h: int,
    members: list[int],
    terms: list[tuple[int, float]],
    rules: PlanRules,
) -> None:
    """The seed stands for the creation: nothing else goes to it without it."""
    seed = h - len(parcels.cpts)
    own = takes[h, seed]
    programme.cost[own] += rules.creation_weight
    for p in members:
        if p != seed:
            programme.constrain([(takes[h, p], 1.0), (own, -1.0)], -np.inf, 0)
    small = programme.variable(_EXCEPTION)
    programme.constrain([*terms, (own, -float(rules.creation_least)), (small, float(rules.creation_least))], 0, np.inf)
    most = max(rules.creation_most, int(parcels.groups.population[seed]))
    programme.constrain(terms, -np.inf, most)


def spread_of(parcels: Parcels, host: tuple[int, ...]) -> Floats:
    """What the second question sums, by parcel."""
    found: Floats = parcels.spread[list(host), np.arange(parcels.size)]
    return found
