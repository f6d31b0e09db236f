"""What a perimeter weighs, what a change does to it, and who else claims or touches its communes."""

import pytest

from maillage.accounts.walls import within
from maillage.community.communities import actions
from maillage.results import couverture
from maillage.results.couverture import of_rows
from maillage.results.cpts.around import around
from maillage.results.cpts.territory import compare, weigh
from tests.support.personas import FOIX, NOW, TODAY, People


@pytest.fixture(autouse=True)
def perimeters(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        ("voisine", "CPTS voisine", "09122", "aci_signe", None),
        ("pamiers", "CPTS de Pamiers", "09225", "lettre_intention", None),
        ("nous", "CPTS du Pays de Foix", "09122", "aci_signe", None),
    ]
    monkeypatch.setattr(couverture, "load", lambda *, today: of_rows(rows, today=today))


def test_the_differences_are_those_of_the_figures() -> None:
    before, after = weigh(FOIX, TODAY), weigh(("09122", "84031"), TODAY)
    change = compare(before, after)
    assert [commune.code for commune in change.added] == ["84031"]
    assert [commune.code for commune in change.removed] == ["09032", "09329"]
    assert before.territory.population.value is not None
    assert after.territory.population.value is not None
    assert change.population == after.territory.population.value - before.territory.population.value
    assert before.amount.fixed is not None
    assert change.fixed == (after.amount.fixed or 0) - before.amount.fixed
    assert compare(before, before).is_none


def test_a_bigger_taille_gives_more_money() -> None:
    small, large = weigh(FOIX, TODAY), weigh(("13055",), TODAY)
    assert (small.size.taille, large.size.taille) == (1, 4)
    fixed = compare(small, large).fixed
    assert fixed is not None
    assert fixed > 0


def test_overlaps_come_first_and_the_cpts_itself_is_left_out(who: People) -> None:
    other = actions.create_community(name="CPTS du haut", codes=["09329"], by=who.chloe, now=NOW, today=TODAY)
    with within(who.ours):
        found = around(FOIX, TODAY, but=who.ours)
    assert [(one.name, one.origin, one.shared) for one in found if one.shared] == [
        ("CPTS voisine", "observatoire", ("Foix",)),
        (other.name, "instance", (found[1].shared[0],)),
    ]
    assert who.theirs.name not in {one.name for one in found}
    assert "CPTS du Pays de Foix" not in {one.name for one in found}


def test_a_cpts_to_be_meets_those_of_the_instance(who: People) -> None:
    found = around(["09122"], TODAY)
    assert ("CPTS du Pays de Foix", "instance") in {(one.name, one.origin) for one in found if one.shared}
