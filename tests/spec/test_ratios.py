"""Sums over sums, evolutions, medians and published values, on tables drawn in text and against naive oracles."""

import math
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.measures.columns import Column
from maillage.measures.evolution import change, trend
from maillage.measures.publie import published
from maillage.measures.rangs import class_bounds, class_of, rank
from maillage.measures.ratios import mean, median, ratio, ratios_by_group, share_beyond, sums_by_group, total
from tests.spec.drawn import numbers, table

TOWN = table("""
    commune  infirmiers  habitants  distance  niveau_de_vie  hab_2017
    A        2           1000       0         20000          800
    B        0           200        12.5      .              250
    C        10          40000      0         24000          40000
    D        .           800        20        18000          .
""")
NURSES, PEOPLE, KM, INCOME, BEFORE = (
    Column(numbers(TOWN[name]), "essai", vintage)
    for name, vintage in (
        ("infirmiers", "2024"),
        ("habitants", "2023"),
        ("distance", "2024"),
        ("niveau_de_vie", "2021"),
        ("hab_2017", "2017"),
    )
)
ALL = np.arange(4)


def test_a_ratio_is_a_sum_over_a_sum() -> None:
    found = ratio(NURSES, PEOPLE, ALL, per=Decimal(10_000))
    assert (found.numerator, found.denominator) == (12, 41_200)
    assert found.value == Decimal(12) * 10_000 / 41_200
    mean_of_means = (20 + 0 + 2.5) / 3
    assert float(found.value) != pytest.approx(mean_of_means, rel=0.1)


def test_a_commune_without_data_counts_on_neither_side_and_is_said() -> None:
    found = ratio(NURSES, PEOPLE, ALL)
    assert (found.covered, found.total, found.is_partial) == (3, 4, True)
    assert found.reason == "Calculé sur 3 des 4 communes : les autres n'ont pas de donnée."
    assert found.denominator == 41_200


def test_nothing_is_said_under_the_minimal_coverage() -> None:
    population = np.array([100.0, 100, 100, 900])
    found = ratio(NURSES, PEOPLE, ALL, population=population, minimal=Decimal("0.5"))
    assert found.value is None
    assert "25\N{NO-BREAK SPACE}% des habitants" in found.reason
    assert "50\N{NO-BREAK SPACE}%" in found.reason
    assert ratio(NURSES, PEOPLE, ALL, population=population, minimal=Decimal("0.25")).value is not None


def test_nothing_is_never_zero() -> None:
    nowhere = Column(np.full(4, math.nan))
    for found in (total(nowhere, ALL), ratio(nowhere, PEOPLE, ALL), median(nowhere, PEOPLE, ALL), total(PEOPLE, ALL[:0])):
        assert found.value is None
        assert found.reason == "Aucune commune du territoire n'a de donnée."
    assert total(NURSES, np.array([1])).value == 0
    assert ratio(PEOPLE, PEOPLE.with_values(np.zeros(4)), ALL).reason == "Le dénominateur est nul sur ce territoire."


def test_a_value_keeps_its_vintage_its_source_and_whether_it_is_fictitious() -> None:
    invented = Column(NURSES.values, "essai", "2024", fictitious=True)
    found = ratio(PEOPLE, invented, ALL)
    assert (found.source, found.vintage, found.fictitious) == ("essai", "2023", True)


def test_a_mean_distance_is_by_inhabitant() -> None:
    found = mean(KM, PEOPLE, ALL)
    assert found.value == Decimal(200 * 12.5 + 800 * 20) / 42_000
    assert share_beyond(KM, 12.5, PEOPLE, ALL, per=Decimal(100)).value == Decimal(800) * 100 / 42_000


def test_published_medians_are_not_averaged() -> None:
    assert median(INCOME, PEOPLE, ALL).value == 24_000
    assert median(INCOME, PEOPLE, np.array([0, 1, 3])).value == 20_000


def test_an_evolution_leaves_out_communes_that_lack_a_vintage() -> None:
    found = change(BEFORE, PEOPLE, ALL, per=Decimal(100))
    assert found.value == Decimal(1000 + 200 + 40_000 - 800 - 250 - 40_000) * 100 / (800 + 250 + 40_000)
    assert (found.covered, found.vintage) == (3, "2017-2023")


def test_a_trend_says_where_a_series_goes() -> None:
    assert trend({2017: Decimal(100), 2020: None, 2023: Decimal(106)}).direction == "hausse"
    assert trend({2023: Decimal(94), 2017: Decimal(100)}).direction == "baisse"
    assert trend({2017: Decimal(1000), 2023: Decimal(1005)}).direction == "stable"
    assert trend({2017: Decimal(0), 2023: Decimal(5)}).relative is None
    assert trend({2017: Decimal(5), 2018: None}).direction == "inconnue"
    assert trend({2017: Decimal(10), 2018: Decimal(12), 2019: Decimal(14)}).yearly == 2


cells = st.one_of(st.just(math.nan), st.integers(0, 500).map(float))
columns = st.lists(st.tuples(cells, cells, st.integers(0, 3)), min_size=1, max_size=30)


@given(columns)
def test_a_ratio_is_that_of_the_naive_oracle(drawn) -> None:
    top, bottom = (Column(np.array([row[i] for row in drawn])) for i in (0, 1))
    kept = [(a, b) for a, b, _ in drawn if a == a and b == b]
    found = ratio(top, bottom, np.arange(len(drawn)), minimal=Decimal(0))
    assert found.covered == len(kept)
    if kept and sum(b for _, b in kept):
        assert found.value == Decimal(int(sum(a for a, _ in kept))) / int(sum(b for _, b in kept))
    else:
        assert found.value is None


@given(columns)
def test_groups_at_once_give_what_each_gives_alone(drawn) -> None:
    top, bottom = (Column(np.array([row[i] for row in drawn])) for i in (0, 1))
    group = np.array([row[2] for row in drawn]) - 1
    ratios, sums = ratios_by_group(top, bottom, group, 3, per=100), sums_by_group(top, group, 3)
    for number in range(3):
        rows = np.flatnonzero(group == number)
        one, whole = (
            ratio(top, bottom, rows, per=Decimal(100), minimal=Decimal(0)),
            total(top, rows, minimal=Decimal(0)),
        )
        assert math.isnan(ratios[number]) if one.value is None else float(one.value) == pytest.approx(ratios[number])
        assert math.isnan(sums[number]) if whole.value is None else float(whole.value) == sums[number]


def test_a_published_value_is_that_of_where_most_inhabitants_live() -> None:
    values, names = {"09": 812.4, "11": 799.0, "31": None}, {"09": "Ariège", "11": "Aude", "31": "Haute-Garonne"}
    alone = published(values, {"09": 500}, names, level="departement", source="cepidc", vintage="2023")
    assert (alone.value, alone.perimeter, alone.level_label) == (Decimal("812.4"), "Ariège", "valeur départementale")
    assert alone.reason == ""
    across = published(values, {"11": 100, "09": 300}, names, level="departement")
    assert across.value == Decimal("812.4")
    assert "Ariège (75\N{NO-BREAK SPACE}%" in across.perimeter
    assert across.reason == "Le territoire dépasse le département\N{NO-BREAK SPACE}: Aude\N{NO-BREAK SPACE}: 799."
    absent = published(values, {"31": 300, "09": 100}, names, level="departement")
    assert absent.value is None
    assert "Haute-Garonne" in absent.reason


def test_a_rank_shares_ties_and_leaves_out_the_unknown() -> None:
    others = np.array([10.0, 20, 20, 30, math.nan])
    found = rank(20, others)
    assert found is not None
    assert (found.position, found.of) == (2, 5)
    assert found.share_below == Decimal(3) / 4
    assert rank(None, others) is None
    assert rank(3, np.array([math.nan])) is None


def test_classes_hold_about_as_many_communes_each() -> None:
    values = np.append(np.arange(100.0), math.nan)
    bounds = class_bounds(values)
    assert len(bounds) == 4
    sizes = np.bincount([class_of(value, bounds) for value in values[:-1]])
    assert list(sizes) == [20, 20, 20, 20, 20]
    assert class_bounds(np.array([5.0, 5, 5])) == ()
    assert class_bounds(np.array([0.0] * 90 + [1, 2, 3])) == ()
    assert class_bounds(np.array([math.nan, 1])) == ()
