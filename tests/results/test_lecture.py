"""How a diagnosis reads: blocks of one subject, figures, trends, badges."""

from dataclasses import replace
from decimal import Decimal

import pytest

from maillage.measures.evolution import trend
from maillage.results.diagnostic import Diagnosis, IndicatorView, Series
from maillage.results.lecture import values
from maillage.results.lecture.blocks import blocks
from maillage.results.lecture.plot import marks
from tests.support import diagnosis as made


@pytest.fixture(scope="module")
def found() -> Diagnosis:
    return made.diagnosis(("84001", "84016"))


def series(view: IndicatorView, first: str, last: str) -> IndicatorView:
    points: dict[int, Decimal | None] = {2017: Decimal(first), 2023: Decimal(last)}
    return replace(view, trend=Series(tuple(points.items()), trend(points)))


def test_each_indicator_is_in_one_block(found: Diagnosis) -> None:
    for section in found.sections:
        held = blocks(section)
        present = [view.key for block in held for view in block.views]
        assert present == [view.key for view in section.indicators if not view.is_missing]


def test_a_block_has_the_subject_that_its_titles_share(found: Diagnosis) -> None:
    section = next(section for section in found.sections if section.key == "sante")
    titles = [block.title for block in blocks(section)]
    assert titles == ["Mortalité standardisée", "Prévalence"]
    first = blocks(section)[0]
    assert first.label(first.views[0]) == "Toutes causes"
    assert first.unit_sentence.startswith("En décès")


def test_a_total_is_whole_and_a_share_has_its_sign(found: Diagnosis) -> None:
    count, share = found.views["effectif_infirmier"].definition, found.views["part_age_plus_de_65"].definition
    assert values.figure(count, Decimal("97.0")) == "97"
    assert values.figure(count, Decimal("3.5")) == "3,5"
    assert values.figure(count, Decimal("4765.5")) == "4\N{NARROW NO-BREAK SPACE}766"
    assert values.figure(share, Decimal("24.31")) == "24,3\N{NO-BREAK SPACE}%"
    assert values.figure(share, None) == "—"


def test_a_trend_is_in_points_for_a_share_and_relative_otherwise(found: Diagnosis) -> None:
    assert values.trend(series(found.views["part_age_plus_de_65"], "20", "24.5")) == "+4,5\N{NO-BREAK SPACE}pt depuis 2017"
    assert values.trend(series(found.views["population"], "1000", "1020")) == "+2,0\N{NO-BREAK SPACE}% depuis 2017"
    assert values.trend(series(found.views["evolution_population"], "1000", "1020")) == ""


def test_a_total_is_not_compared_by_dots_nor_with_the_sum_of_others(found: Diagnosis) -> None:
    view = found.views["effectif_infirmier"]
    assert marks(view, {}) == ()
    assert values.compared(view)[3] == ""
    assert values.compared(view)[0]


def test_the_territory_is_drawn_last_between_the_extremes(found: Diagnosis) -> None:
    drawn = marks(found.views["densite_infirmier"], {"ici": "Ici"})
    assert drawn[-1].kind == "ici"
    assert min(mark.place for mark in drawn) == 0
    assert max(mark.place for mark in drawn) == 1


def test_dots_stand_together_when_their_figures_are_written_alike(found: Diagnosis) -> None:
    view = found.views["part_age_plus_de_65"]
    close = {key: replace(view.measured, value=Decimal("24.3") + Decimal(n) / 1000) for n, key in enumerate(view.comparisons)}
    alike = replace(view, measured=replace(view.measured, value=Decimal("24.31")), comparisons=close, peers={})
    assert {mark.place for mark in marks(alike, {})} == {Decimal("0.5")}
