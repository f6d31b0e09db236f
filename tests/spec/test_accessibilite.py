"""Accessibility by floating catchments: tables worked by hand, a naive oracle, and PySAL."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from maillage.measures import pairs
from maillage.measures.accessibilite import accessibility, age_weighted, from_pairs, steps_of
from maillage.measures.pairs import find, near, step_weights
from tests.spec.drawn import along_the_equator, haversine, numbers, table

STEPS = ((10.0, 1.0), (20.0, 0.68), (25.0, 0.22))


def naive(points, supply, demand, steps, detour=1.0):
    """Ten lines, as the papers say it."""

    def weight(i, j):
        km = haversine(points[i], points[j]) * detour
        return next((w for limit, w in steps if km <= limit), 0.0)

    places = range(len(points))
    asked = [sum(weight(i, j) * demand[i] for i in places) for j in places]
    ratio = [supply[j] / asked[j] if asked[j] else 0.0 for j in places]
    return [sum(weight(i, j) * ratio[j] for j in places) for i in places]


def test_a_place_shares_its_supply_with_those_who_reach_it():
    drawn = table("""
        km   inhabitants  doctors  twice_2SFCA
        0    1000       2          0.002
        8    1000       0          0.003
        16   1000       1          0.001
        40   1000       0          0
    """)
    # The first and the third are reached from themselves and from the one between.
    found = accessibility(
        along_the_equator([float(km) for km in drawn["km"]]),
        numbers(drawn["doctors"]),
        numbers(drawn["inhabitants"]),
        radius_km=10,
    )
    assert found == pytest.approx([0.001, 0.0015, 0.0005, 0])
    assert found * 2 == pytest.approx(numbers(drawn["twice_2SFCA"]))


def test_the_weight_decreases_by_zone_of_distance():
    points = along_the_equator([0, 5, 15, 24, 26])
    demand = np.array([100.0, 0, 0, 0, 0])
    supply = np.array([0.0, 1, 1, 1, 1])
    # One place asks: each supply is shared among its inhabitants × weight, and reaches them with the same weight.
    assert accessibility(points, supply, demand, radius_km=25, weights=STEPS)[0] == pytest.approx(3 / 100)


def test_the_limit_of_a_zone_belongs_to_it():
    assert list(step_weights(np.array([0, 10, 10.001, 20, 25, 25.001]), *zip(*STEPS, strict=True))) == [
        1,
        1,
        0.68,
        0.68,
        0.22,
        0,
    ]


def test_a_detour_makes_distances_longer():
    points, ones = along_the_equator([0, 9]), np.ones(2)
    assert list(accessibility(points, np.array([1.0, 0]), ones, radius_km=10)) == [0.5, 0.5]
    assert list(accessibility(points, np.array([1.0, 0]), ones, radius_km=10, detour=1.3)) == [1, 0]


def test_neighbours_outside_the_selection_count():
    """The same territory alone, then beside populous neighbours without a doctor: it has less."""
    points = along_the_equator([0, 5, 12])
    supply, demand = np.array([1.0, 0, 0]), np.array([100.0, 100, 800])
    alone = accessibility(points[:2], supply[:2], demand[:2], radius_km=15)
    together = accessibility(points, supply, demand, radius_km=15)
    assert alone[0] == pytest.approx(1 / 200)
    assert together[0] == pytest.approx(1 / 1000)


def test_a_supply_that_nobody_reaches_counts_for_nobody():
    points = along_the_equator([0, 100])
    assert list(accessibility(points, np.array([0.0, 3]), np.array([10.0, 0]), radius_km=10)) == [0, 0]


def test_a_place_without_coordinates_has_no_neighbour_and_is_none():
    points = np.array([(0.0, 0.0), (math.nan, math.nan), (0.01, 0.0)])
    assert list(accessibility(points, np.array([2.0, 5, 0]), np.array([1.0, 1, 1]), radius_km=10)) == [1, 5, 1]


def assume_far_from(limits, km):
    """Two formulas of the same distance may fall on both sides of a limit."""
    assume(all(abs(km - limit) > 1e-6 for limit in limits))


places = st.lists(
    st.tuples(
        st.floats(-0.4, 0.4).map(lambda x: round(x, 4)),
        st.floats(45.6, 46.4).map(lambda y: round(y, 4)),
        st.integers(0, 20),
        st.integers(0, 5000),
    ),
    min_size=1,
    max_size=25,
)


@given(places, st.sampled_from([1.0, 1.3]), st.sampled_from([STEPS, ((25.0, 1.0),)]))
def test_it_is_what_the_naive_oracle_says(drawn, detour, steps):
    points = [(lon, lat) for lon, lat, _, _ in drawn]
    limits = [limit for limit, _ in steps]
    for first in points:
        for second in points:
            assume_far_from(limits, haversine(first, second) * detour)
    supply, demand = (np.array([row[i] for row in drawn], dtype=float) for i in (2, 3))
    found = accessibility(np.array(points), supply, demand, radius_km=25, weights=steps, detour=detour)
    assert found == pytest.approx(naive(points, supply, demand, steps, detour), rel=1e-12, abs=1e-15)


@given(places)
def test_all_the_supply_that_is_reached_is_shared_out(drawn):
    points = np.array([row[:2] for row in drawn])
    supply, demand = (np.array([row[i] for row in drawn], dtype=float) for i in (2, 3))
    found = accessibility(points, supply, demand, radius_km=25, weights=STEPS)
    if demand.min() > 0:
        assert (found * demand).sum() == pytest.approx(supply.sum())


@given(places)
def test_professions_together_give_what_each_gives_alone(drawn):
    points = np.array([row[:2] for row in drawn])
    demand = np.array([row[3] for row in drawn], dtype=float)
    supply = np.array([[row[2], row[2] * 2 + 1, 0] for row in drawn], dtype=float)
    together = accessibility(points, supply, demand, radius_km=25, weights=STEPS)
    each = [accessibility(points, column, demand, radius_km=25, weights=STEPS) for column in supply.T]
    assert together == pytest.approx(np.column_stack(each), rel=1e-12)
    women = np.column_stack([demand, demand / 2, demand])
    halved = accessibility(points, supply, women, radius_km=25, weights=STEPS)
    assert halved[:, 1] == pytest.approx(each[1] * 2, rel=1e-12)


def test_demand_weighted_by_age_keeps_the_number_of_inhabitants():
    by_age = np.array([[100.0, 100], [0, 200]])
    weighted = age_weighted(by_age, (1, 3))
    assert weighted.sum() == 400
    assert weighted == pytest.approx([160, 240])
    assert age_weighted(np.zeros((2, 2)), (1, 3)) == pytest.approx([0, 0])


def test_pairs_are_searched_once(monkeypatch):
    points = along_the_equator([0, 3, 7])
    first = near(points, 10)
    monkeypatch.setattr(pairs, "find", None)
    assert near(points.copy(), 10) is first


def test_badly_written_zones_are_refused():
    for text in ("", "10", "20:1 10:0.5", "dix:1", "10:-1"):
        with pytest.raises(ValueError, match="zones croissantes"):
            steps_of(text)
    with pytest.raises(ValueError, match="au moins une zone"):
        from_pairs(find(along_the_equator([0, 1]), 5), np.ones(2), np.ones(2), weights=())


@pytest.mark.filterwarnings("ignore")
def test_it_agrees_with_pysal_to_1e_9():
    access = pytest.importorskip("access")
    import pandas

    draw = np.random.default_rng(25)
    points = np.column_stack([draw.uniform(0, 1.2, 400), draw.uniform(45, 46, 400)])
    supply, demand = draw.poisson(2, (400, 2)).astype(float), draw.integers(50, 9000, 400).astype(float)
    known = near(points, 25, 1.3)
    half = known.km.tocoo()
    itself = np.arange(400)
    cost = pandas.DataFrame(
        {
            "origin": np.concatenate([half.row, half.col, itself]),
            "dest": np.concatenate([half.col, half.row, itself]),
            "cost": np.concatenate([half.data, half.data, np.zeros(400)]),
        }
    )
    peer = access.Access(
        demand_df=pandas.DataFrame({"geoid": itself, "pop": demand}),
        demand_index="geoid",
        demand_value="pop",
        supply_df=pandas.DataFrame({"geoid": itself, "mg": supply[:, 0], "ide": supply[:, 1]}),
        supply_index="geoid",
        supply_value=["mg", "ide"],
        cost_df=cost,
        cost_origin="origin",
        cost_dest="dest",
        cost_name="cost",
    )
    step = access.weights.step_fn(dict(STEPS))
    theirs = {
        "2sfca": peer.two_stage_fca(name="a", max_cost=25),
        "e2sfca": peer.enhanced_two_stage_fca(name="b", weight_fn=step),
    }
    for name, weights in (("2sfca", ((25.0, 1.0),)), ("e2sfca", STEPS)):
        ours = accessibility(points, supply, demand, radius_km=25, weights=weights, detour=1.3)
        expected = theirs[name].reindex(itself).to_numpy()
        assert expected.max() > 0
        assert np.abs(ours - expected).max() < 1e-9
        assert ours == pytest.approx(expected, rel=1e-9)
