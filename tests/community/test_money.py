"""The provisional budget: lines of one CPTS, on headings that exist, and the dates it supposes."""

from datetime import date
from typing import Any

import pytest

from maillage.accounts.refusals import Stale, UnableToSave
from maillage.accounts.walls import within
from maillage.community.money import actions, selectors
from maillage.community.money.models import BudgetLine, Hypothesis
from tests.support.personas import NOW, People


def values(**more: Any) -> dict[str, Any]:
    line = {
        "side": "depense",
        "account": "64",
        "label": "Coordination",
        "mission": "",
        "year": 1,
        "cents": 4_500_000,
        "note": "",
    }
    return {**line, **more}


def test_a_line_is_added_changed_and_erased(who: People) -> None:
    with within(who.ours):
        line = actions.create_line(who.ours, values=values(), by=who.amina, now=NOW)
        actions.save_line(line, values=values(cents=5_000_000), version=1, by=who.amina, now=NOW)
        assert selectors.lines(who.ours).get().cents == 5_000_000
        with pytest.raises(Stale, match="a changé cette ligne"):
            actions.save_line(line, values=values(cents=1), version=1, by=who.bruno, now=NOW)
        actions.erase_line(line, by=who.amina, now=NOW)
        assert not BudgetLine.objects.exists()


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"account": "fir"}, "poste de recette"),
        ({"side": "ailleurs"}, "poste de recette"),
        ({"cents": 0}, "somme positive"),
        ({"cents": actions.MAX_CENTS + 1}, "cent millions"),
        ({"label": "  "}, "Libellé"),
    ],
)
def test_a_line_that_makes_no_sense_is_refused(who: People, more: dict[str, Any], sentence: str) -> None:
    with within(who.ours), pytest.raises(UnableToSave, match=sentence):
        actions.create_line(who.ours, values=values(**more), by=who.amina, now=NOW)


def test_there_is_one_hypothesis_a_community(who: People) -> None:
    with within(who.ours):
        for year in (2027, 2028):
            actions.set_hypothesis(
                who.ours, signed_on=date(year, 1, 1), starts={"parcours": date(year, 6, 1)}, by=who.amina, now=NOW
            )
        row = Hypothesis.objects.get()
        assert (row.signed_on, row.starts) == (date(2028, 1, 1), {"parcours": "2028-06-01"})


def test_another_cpts_sees_nothing(who: People) -> None:
    with within(who.ours):
        actions.create_line(who.ours, values=values(), by=who.amina, now=NOW)
        actions.set_hypothesis(who.ours, signed_on=date(2027, 1, 1), starts={}, by=who.amina, now=NOW)
    with within(who.theirs):
        assert not selectors.lines(who.ours)
        assert selectors.hypothesis(who.ours) is None
