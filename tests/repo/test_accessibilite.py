"""The grid of the self-audit is whole, and what it says a machine checks is checked."""

import ast
from collections import Counter

from maillage.www.shared.accessibility import CONFORM, CRITERIA, NOT_APPLICABLE, NOT_CONFORM, grid
from tests.support.checkout import ROOT
from tests.support.criteria import CHECKED
from tools.accessibilite import FILE, text

BY_THEME = (9, 2, 3, 13, 8, 2, 5, 10, 4, 14, 13, 11, 12)
"""Criteria of each theme of the RGAA 4.1."""


def test_the_grid_has_every_criterion_once() -> None:
    found = grid()
    assert sum(BY_THEME) == CRITERIA
    expected = [f"{theme}.{n}" for theme, count in enumerate(BY_THEME, 1) for n in range(1, count + 1)]
    assert [criterion.number for criterion in found.criteria] == expected


def test_each_state_says_where_and_why() -> None:
    keys = {page.key for page in grid().sample}
    for one in grid().criteria:
        assert one.state in (CONFORM, NOT_CONFORM, NOT_APPLICABLE), one.number
        assert one.why, one.number
        assert set(one.pages) <= keys, one.number
        assert bool(one.pages) == (one.state != NOT_APPLICABLE), one.number
        assert bool(one.failing) == (one.state == NOT_CONFORM), one.number
        assert set(one.failing) <= set(one.pages), one.number
        assert bool(one.since) == (one.state == NOT_CONFORM), one.number


def test_at_least_95_criteria_in_a_hundred_conform() -> None:
    assert grid().rate >= 95


def test_what_a_machine_checks_is_told_and_checked() -> None:
    told = {one.number for one in grid().criteria if one.machine}
    assert told == set(CHECKED)
    for number, places in CHECKED.items():
        for place in places:
            name, test = place.split("::")
            defined = {
                node.name for node in ast.walk(ast.parse((ROOT / name).read_text("utf-8"))) if isinstance(node, ast.FunctionDef)
            }
            assert test in defined, (number, place)


def test_the_grid_for_people_is_up_to_date() -> None:
    assert FILE.read_text("utf-8") == text(grid()), "python -m tools.accessibilite"


def test_the_sample_holds_the_pages_that_the_method_asks() -> None:
    addresses = Counter(page.address for page in grid().sample)
    assert max(addresses.values()) == 1
    assert {"/", "/mentions-legales/", "/accessibilite/", "/plan-du-site/", "/compte/login/"} <= set(addresses)
