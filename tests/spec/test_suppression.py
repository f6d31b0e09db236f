"""Small numbers stay hidden: nobody finds them back from the totals and from what is shown."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from maillage.measures.suppression import THRESHOLDS, is_small, protect, recoverable
from tests.spec.drawn import numbers, table


def hidden(counts, kind="patients", **options):
    return [not cell.shown for cell in protect([None if math.isnan(c) else c for c in counts], kind, **options)]


def test_one_small_cell_hides_the_smallest_of_the_others() -> None:
    drawn = table("""
        commune  patients  caché  raison
        A        4         1      primaire
        B        35        0      .
        C        12        1      secondaire
        D        60        0      .
    """)
    cells = protect(list(numbers(drawn["patients"])), "patients")
    assert [not cell.shown for cell in cells] == [bool(int(mask)) for mask in drawn["caché"]]
    assert [cell.secondary for cell in cells] == [reason == "secondaire" for reason in drawn["raison"]]
    assert cells[0].reason == "Masqué : moins de 11 patients (secret statistique)."
    assert "que le total révélerait" in cells[2].reason


def test_hidden_cells_make_the_threshold_together() -> None:
    # 4 and 5 are hidden, but the total minus the shown cells would say « 9 patients » of two communes.
    assert hidden([4, 5, 50, 40]) == [True, True, False, True]
    assert hidden([4, 8, 50, 40]) == [True, True, False, False]


def test_zero_betrays_nobody() -> None:
    assert hidden([0, 0, 30]) == [False, False, False]
    assert not is_small(0, "patients")
    assert not is_small(None, "patients")


def test_the_threshold_depends_on_what_is_counted() -> None:
    assert (THRESHOLDS["patients"], THRESHOLDS["activite"]) == (11, 6)
    assert hidden([6, 20, 30], "activite") == [False] * 3
    assert hidden([5, 20, 30], "activite") == [True, True, False]
    assert hidden([1, 2, math.nan], "aucun") == [False, False, True]


def test_a_count_hidden_by_its_publisher_is_protected_too() -> None:
    assert hidden([math.nan, 40, 30]) == [True, False, True]
    assert hidden([math.nan, math.nan, 30]) == [True, True, False]


def test_a_table_is_protected_by_line_and_by_column() -> None:
    lines = [[0, 1, 2], [3, 4, 5], [6, 7, 8]]
    columns = [[0, 3, 6], [1, 4, 7], [2, 5, 8]]
    masks = np.array(hidden([4, 30, 31, 40, 50, 51, 60, 70, 71], totals=lines + columns)).reshape(3, 3)
    assert masks[0, 0]
    assert (masks.sum(axis=0)[masks.any(axis=0)] >= 2).all()
    assert (masks.sum(axis=1)[masks.any(axis=1)] >= 2).all()


def test_nested_totals_are_safe_together() -> None:
    # Two départements and their region: the small commune is not the difference of two totals.
    masks = hidden([5, 20, 30, 40, 50], totals=[[0, 1], [2, 3, 4], [0, 1, 2, 3, 4]])
    assert masks == [True, True, False, False, False]


def test_what_the_totals_give_back_is_found() -> None:
    chain = [np.array([0, 1]), np.array([1, 2]), np.array([2])]
    assert list(recoverable(np.array([True, True, True]), chain)) == [True, True, True]
    assert list(recoverable(np.array([True, True, True]), chain[:2])) == [False, False, False]


tables = st.integers(2, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.one_of(st.integers(1, 12), st.integers(13, 60)), min_size=width, max_size=width), min_size=2, max_size=4
    )
)


@settings(max_examples=60, deadline=None)
@given(tables)
def test_no_solver_finds_a_small_cell_back(drawn) -> None:
    """The oracle: the least and the most that each hidden small cell can be, given all totals and what is shown.

    Counts are positive: where all the others of a total are zeros, the total itself tells the count (see `protect`).
    """
    counts = np.array(drawn, dtype=float)
    height, width = counts.shape
    numbered = np.arange(counts.size).reshape(height, width)
    totals = [*numbered.tolist(), *numbered.T.tolist()]
    values = counts.ravel()
    masks = np.array(hidden(values, totals=totals))
    totals = [cells for cells in totals if not is_small(values[cells].sum(), "patients")]
    small = (values > 0) & (values < 11)
    assert (masks >= small).all()
    assert not masks.any() or small.any()
    for cell in np.flatnonzero(small):
        if not masks[values > 0].all():  # else all that can be hidden is hidden
            low, high = (_bound(cell, sign, values, masks, totals) for sign in (1, -1))
            assert high - low > 0.5


def _bound(cell, sign, values, masks, totals) -> float:
    """Least (1) or most (-1) that a cell can be; without limit when no published total holds it."""
    if not any(cell in cells for cells in totals):
        return 0.0 if sign == 1 else math.inf
    target = np.zeros(len(values))
    target[cell] = sign
    system = np.zeros((len(totals), len(values)))
    for line, cells in enumerate(totals):
        system[line, cells] = 1
    limits = [(0, None) if mask else (value, value) for mask, value in zip(masks, values, strict=True)]
    found = linprog(target, A_eq=system, b_eq=system @ values, bounds=limits)
    assert found.success
    return float(found.fun * sign)


def test_a_total_that_is_small_itself_is_not_published_and_hides_nothing_more() -> None:
    assert hidden([3, 0, 40, 50], totals=[[0, 1], [2, 3]]) == [True, False, False, False]


def test_an_unknown_kind_hides_nothing() -> None:
    assert [cell.shown for cell in protect([1, None], "")] == [True, False]
    assert protect([1, None], "")[1].reason == "Non publié par la source."
    assert protect([], "patients") == ()


@pytest.mark.parametrize("count", [1, 10])
def test_a_territory_of_one_commune_hides_its_only_count(count: int) -> None:
    assert hidden([count]) == [True]
