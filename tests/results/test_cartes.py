"""Drawings and classes of the maps by commune."""

import re
from decimal import Decimal

import pytest

from maillage.results import cartes, territoires

VAUCLUSE = territoires.members("departement", "84")


def test_each_commune_is_drawn_inside_the_frame() -> None:
    drawing = cartes.drawing(VAUCLUSE[:20])
    assert drawing is not None
    assert {area.code for area in drawing.areas} == set(VAUCLUSE[:20])
    assert max(drawing.width, drawing.height) == pytest.approx(1000, abs=1)
    for area in drawing.areas:
        start = re.match(r"M(-?\d+) (-?\d+)", area.path)
        assert start is not None
        assert 0 <= int(start[1]) <= drawing.width
        assert 0 <= int(start[2]) <= drawing.height


def test_neighbours_are_around_and_not_the_selection_itself() -> None:
    drawing = cartes.drawing(VAUCLUSE[:1])
    assert drawing is not None
    assert drawing.around
    assert drawing.areas[0].path not in drawing.around


def test_a_point_falls_in_its_commune_s_frame() -> None:
    drawing = cartes.drawing(VAUCLUSE[:20])
    assert drawing is not None
    lon, lat = territoires.describe(VAUCLUSE[:1]).communes[0].point or (0, 0)
    x, y = drawing.place(lon, lat) or (-1, -1)
    assert 0 <= x <= drawing.width
    assert 0 <= y <= drawing.height
    assert drawing.place(0.0, 0.0) is None


def test_arrondissements_do_not_hide_under_their_city() -> None:
    drawing = cartes.drawing(("75101", "75102"))
    whole = cartes.drawing(("75056",))
    assert drawing is not None
    assert whole is not None
    assert whole.areas[0].path not in drawing.around


def test_names_do_not_cover_each_other() -> None:
    drawing = cartes.drawing(VAUCLUSE)
    assert drawing is not None
    assert 3 <= len(drawing.labels) <= 7


def test_without_outline_there_is_no_drawing() -> None:
    assert cartes.drawing(()) is None


def values(*numbers: str) -> dict[str, Decimal | None]:
    return {f"{n:05}": Decimal(number) for n, number in enumerate(numbers)}


def test_classes_hold_about_as_many_communes_and_none_is_empty() -> None:
    found = cartes.classed(values(*(str(n) for n in range(100))), 0)
    assert [round(count, -1) for count in found.counts] == [20] * 5
    few = cartes.classed(values("3.8", "3.9", "3.9", "4.4", "4.5"), 1)
    assert sum(few.counts) == 5
    assert all(few.counts)


def test_equal_values_make_one_class_and_no_value_none() -> None:
    assert cartes.classed(values("2", "2", "2"), 1).counts == (3,)
    assert cartes.classed({"84001": None}, 1).intervals == ()


def test_few_classes_take_tints_far_apart() -> None:
    found = cartes.classed(values("1", "2", "9"), 0)
    tints = [found.shade(number) for number in range(len(found.counts))]
    assert tints[0] == 0
    assert tints[-1] == 4
    assert sorted(set(tints)) == tints
