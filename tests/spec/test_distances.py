"""Nearest places and similar territories, against naive oracles."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.measures.distances import nearest
from maillage.measures.semblables import Feature, similar
from tests.spec.drawn import along_the_equator, haversine

points = st.lists(st.tuples(st.floats(-63, 56), st.floats(-22, 51)), min_size=1, max_size=20)


@given(points, points, st.sampled_from([1.0, 1.3]))
def test_the_nearest_is_that_of_the_naive_oracle(asked, places, detour) -> None:
    found = nearest(np.array(asked), np.array(places), detour=detour)
    for row, point in enumerate(asked):
        every = [haversine(point, place) * detour for place in places]
        assert found.km[row] == pytest.approx(min(every), abs=1e-4, rel=1e-7)
        assert every[found.place[row]] == pytest.approx(min(every), abs=1e-4, rel=1e-7)


def test_across_the_sea_of_an_overseas_departement_the_nearest_is_still_found() -> None:
    reunion, mayotte, paris = (55.5, -21.1), (45.16, -12.8), (2.35, 48.85)
    found = nearest(np.array([reunion]), np.array([paris, mayotte]))
    assert found.place[0] == 1
    assert found.km[0] == pytest.approx(1440, rel=0.02)


def test_without_place_there_is_no_distance() -> None:
    found = nearest(along_the_equator([0, 5]), np.empty((0, 2)))
    assert np.isnan(found.km).all()
    assert list(found.place) == [-1, -1]
    unknown = nearest(np.array([(math.nan, 0.0), (0.0, 0.0)]), np.array([(math.nan, 1.0), (0.0, 0.0)]))
    assert list(unknown.place) == [-1, 1]


SIZE, OLD, RICH = Feature("population", "Population", log=True), Feature("plus_de_65", "65 ans et plus"), Feature("r", "R")


def test_the_most_alike_comes_first_and_says_why() -> None:
    here = (1000.0, 20.0, math.nan)
    others = np.array([[1000, 20, 1], [2000, 20, 1], [1000, 26, 1], [100_000, 10, 1], [math.nan, 20, 1], [0, 20, 1]])
    found = similar((SIZE, OLD, RICH), here, others, count=4)
    assert found[0].place == 0
    assert found[0].distance == 0
    assert {neighbour.place for neighbour in found} == {0, 1, 2, 3}
    assert [gap.feature.key for gap in found[1].gaps] == ["plus_de_65", "population"]
    assert sum(gap.share for gap in found[1].gaps) == pytest.approx(1)
    assert (found[1].gaps[1].here, found[1].gaps[1].there) == (1000, 2000)


def test_oneself_is_left_out() -> None:
    others = np.array([[1000.0, 20, 1], [2000, 20, 1]])
    assert [n.place for n in similar((SIZE, OLD), (1000, 20), others[:, :2], excluded=[0])] == [1]
    assert similar((SIZE,), (math.nan,), others[:, :1]) == ()
    assert similar((SIZE,), (10.0,), np.array([[math.nan]])) == ()


rows = st.lists(st.tuples(st.integers(1, 1000), st.integers(0, 50)), min_size=2, max_size=15)


@given(rows, st.tuples(st.integers(1, 1000), st.integers(0, 50)))
def test_neighbours_are_those_of_the_naive_oracle(drawn, here) -> None:
    features = (Feature("a", "A", weight=2, log=True), Feature("b", "B"))
    scaled = [(math.log(a), b) for a, b in drawn]
    spreads = [np.std([row[i] for row in scaled]) or 1 for i in (0, 1)]
    own = (math.log(here[0]), here[1])
    naive = [math.sqrt(sum(w / 3 * ((row[i] - own[i]) / spreads[i]) ** 2 for i, w in ((0, 2), (1, 1)))) for row in scaled]
    found = similar(features, here, np.array(drawn, dtype=float), count=len(drawn))
    assert [n.distance for n in found] == pytest.approx(sorted(naive), abs=1e-9)
