"""Accessibility of every commune: ours, and PySAL `access` on the same pairs and distances, side by side."""

import importlib
import logging
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from bench.rows import Row, median_ms
from maillage.measures.accessibilite import from_pairs
from maillage.measures.pairs import Pairs, find
from maillage.opendata.warehouse.opened import open_warehouse

RADIUS, PROFESSIONS = 25.0, 12
ONE_ZONE = ((RADIUS, 1.0),)
ZONES = ((10.0, 1.0), (20.0, 0.68), (RADIUS, 0.22))
AGREEMENT = 1e-9


def run() -> Iterator[Row]:
    points, supply, demand = _france()
    found = find(points, RADIUS)
    peer = _Peer(found, supply, demand)
    few = "" if peer.known else " (PySAL is not installed)"
    yield Row(
        f"E2SFCA of {len(points)} communes, from coordinates{few}", _timed(lambda: _all(points, supply[:, 0], demand)), 1000
    )
    for name, weights, columns, target in (
        ("E2SFCA, pairs known", ZONES, 1, 50.0),
        ("2SFCA, pairs known", ONE_ZONE, 1, 50.0),
        (f"2SFCA of {PROFESSIONS} professions, pairs known", ONE_ZONE, PROFESSIONS, None),
    ):
        offered = supply[:, 0] if columns == 1 else supply
        ours = _timed(lambda w=weights, o=offered: from_pairs(_anew(found), o, demand, weights=w))  # type: ignore[misc]
        theirs = peer.milliseconds(weights, columns, from_pairs(found, supply[:, :columns], demand, weights=weights))
        yield Row(name, ours, target, "PySAL access, same pairs" if peer.known else "", theirs and theirs / ours)
    yield from _with_search(points, supply, demand, peer)


def _with_search(points: Any, supply: Any, demand: Any, peer: "_Peer") -> Iterator[Row]:
    """What the issue asks: our whole work, pairs included, beside the peer's on pairs given to it."""
    whole = _timed(lambda: _all(points, supply[:, 0], demand))
    yield Row(
        "E2SFCA, our pairs search included", whole, None, "PySAL, its pairs given", _over(peer.seen.get((ZONES, 1)), whole)
    )
    whole = _timed(lambda: _all(points, supply, demand, ONE_ZONE))
    seen = peer.seen.get((ONE_ZONE, PROFESSIONS))
    yield Row(f"2SFCA of {PROFESSIONS} professions, search included", whole, None, "PySAL, its pairs given", _over(seen, whole))


def _anew(pairs: Pairs) -> Pairs:
    """The same pairs, their weights forgotten."""
    return Pairs(pairs.size, pairs.squares, pairs.detour)


def _over(theirs: float | None, ours: float) -> float | None:
    return theirs / ours if theirs else None


def _timed(work: Callable[[], object]) -> float:
    return median_ms(work, rounds=5, warm_up=1)


def _all(points: Any, supply: Any, demand: Any, weights: Any = ZONES) -> Any:
    return from_pairs(find(points, RADIUS), supply, demand, weights=weights)


def _france() -> tuple[Any, Any, Any]:
    """Every commune of the embedded France; fictitious professionals, drawn by population with a fixed seed."""
    columns = open_warehouse().columns
    kept = [row for row, kind in enumerate(columns.kinds) if kind == "commune"]
    points = np.array([columns.points[row] for row in kept])
    demand = np.array([columns.newest[row] for row in kept], dtype=float)
    densities = np.linspace(2, 18, PROFESSIONS) / 10_000
    supply = np.random.default_rng(2026).poisson(demand[:, None] * densities).astype(float)
    return points, supply, demand


class _Peer:
    """PySAL access on integer identifiers, its fastest way; it must give what ours gives."""

    def __init__(self, pairs: Pairs, supply: Any, demand: Any) -> None:
        self.seen: dict[tuple[Any, int], float] = {}
        try:
            self.access: Any = importlib.import_module("access")
            pandas: Any = importlib.import_module("pandas")
        except ImportError:
            self.known = False
            return
        self.known = True
        half, itself = pairs.km.tocoo(), np.arange(pairs.size)
        self.size = pairs.size
        self.cost = pandas.DataFrame(
            {
                "origin": np.concatenate([half.row, half.col, itself]),
                "dest": np.concatenate([half.col, half.row, itself]),
                "cost": np.concatenate([half.data, half.data, np.zeros(pairs.size)]),
            }
        )
        self.demand = pandas.DataFrame({"geoid": itself, "pop": demand})
        self.supply = pandas.DataFrame({f"p{i}": column for i, column in enumerate(supply.T)} | {"geoid": itself})

    def milliseconds(self, weights: Any, columns: int, ours: Any) -> float | None:
        """Time of its computation alone, measured once or thrice; AssertionError when both do not agree."""
        if not self.known:
            return None
        names = [f"p{i}" for i in range(columns)]
        built = self._built(names)
        built.log.setLevel(logging.ERROR)
        step = None if weights == ONE_ZONE else self.access.weights.step_fn(dict(weights))

        def compute() -> Any:
            return built.two_stage_fca(name="t", max_cost=RADIUS, weight_fn=step)

        result = compute()[[f"t_{name}" for name in names]].reindex(range(self.size)).fillna(0).to_numpy()
        worst = float(np.abs(result - ours).max())
        if worst > AGREEMENT:
            raise AssertionError(f"PySAL and ours differ by {worst:g}")
        self.seen[weights, columns] = median_ms(compute, rounds=1 if step else 2, warm_up=0)
        return self.seen[weights, columns]

    def _built(self, names: list[str]) -> Any:
        return self.access.Access(
            demand_df=self.demand,
            demand_index="geoid",
            demand_value="pop",
            supply_df=self.supply,
            supply_index="geoid",
            supply_value=names,
            cost_df=self.cost,
            cost_origin="origin",
            cost_dest="dest",
            cost_name="cost",
        )
