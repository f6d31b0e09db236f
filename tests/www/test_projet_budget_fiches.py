"""The budget of the fiches-actions enters the provisional budget once, by a person who sees each sum."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from maillage.accounts.refusals import UnableToSave
from maillage.accounts.walls import within
from maillage.community.missions import actions as missions
from maillage.community.money import actions as money
from maillage.community.money import selectors
from maillage.community.money.models import BudgetLine
from maillage.results.cpts import fiche_budget
from tests.support.personas import NOW, People, signed_in
from tests.support.projet import HOME, fiche, line, suppose, text

PAGE = f"{HOME}budget/fiches/"


@pytest.fixture
def amina(who: People) -> Client:
    return signed_in(who.amina)


def kept(who: People) -> list[BudgetLine]:
    with within(who.ours):
        return list(selectors.lines(who.ours))


def ticked(*rows: Any, amount: str = "12 000") -> dict[str, str]:
    fields = ({f"{row.pk}-take": "on", f"{row.pk}-account": "65", f"{row.pk}-amount": amount} for row in rows)
    return {name: value for one in fields for name, value in one.items()}


def test_fiches_with_a_cost_are_offered_with_their_sum(who: People, amina: Client) -> None:
    with_sum = fiche(who, budget=1_200_000, human=[{"profile": "médecin", "hours": 120}])
    hours = fiche(who, title="Dépistage", human=[{"profile": "infirmier", "hours": 1}])
    fiche(who, title="Sans coût")
    told = text(amina.get(PAGE))
    assert "Temps par an : 120 heures (médecin)" in told
    assert "Somme des budgets que disent ces fiches : 12 000,00 € par an" in told
    assert "Sans coût" not in told
    source = amina.get(PAGE).content.decode()
    assert f'name="{with_sum.pk}-amount" value="12000"' in source
    assert f'name="{hours.pk}-take"' in source
    assert kept(who) == []
    assert "Reprendre le budget des fiches (2)" in text(amina.get(f"{HOME}budget/"))


def test_a_ticked_fiche_becomes_a_line_a_year_once_with_links_both_ways(who: People, amina: Client) -> None:
    suppose(who)
    row = fiche(who, budget=1_200_000, starts_on=date(2028, 3, 1), ends_on=date(2029, 12, 31))
    assert "Années 2, 3 du contrat" in text(amina.get(PAGE))
    assert amina.post(PAGE, ticked(row)).status_code == 302
    lines = kept(who)
    assert [(one.year, one.cents, one.account, one.mission, one.fiche_id) for one in lines] == [
        (2, 1_200_000, "65", "prevention", row.pk),
        (3, 1_200_000, "65", "prevention", row.pk),
    ]
    assert f"{HOME}fiches/{row.pk}/" in amina.get(f"{HOME}budget/").content.decode()
    assert f"{HOME}fiches/{row.pk}/" in amina.get(f"{HOME}budget/lignes/{lines[0].pk}/").content.decode()
    assert "année 2 : 12 000,00 €, année 3 : 12 000,00 €" in text(amina.get(f"{HOME}fiches/{row.pk}/"))
    amina.post(PAGE, ticked(row))  # the page as it was before: the fiche is not offered any more
    assert len(kept(who)) == 2
    with within(who.ours), pytest.raises(UnableToSave, match="déjà au budget"):
        values = {"side": "depense", "account": "65", "label": "x", "mission": "", "cents": 1, "note": "", "fiche_id": row.pk}
        money.take_up(who.ours, taken=[(values, [1])], by=who.amina, now=NOW)


def test_a_fiche_that_changed_since_is_told_and_one_whose_lines_are_gone_is_offered_again(who: People, amina: Client) -> None:
    row = fiche(who, budget=1_200_000)
    amina.post(PAGE, ticked(row))
    with within(who.ours):
        values = {"title": "Rappels de vaccination", "mission": "prevention", "budget": 1_500_000}
        missions.save_fiche(row, values=values, version=row.version, by=who.amina, now=NOW)
    assert "La fiche dit aujourd'hui 15 000,00 € par an" in text(amina.get(PAGE))
    assert {one.cents for one in kept(who)} == {1_200_000}
    with within(who.ours):
        for one in selectors.lines(who.ours):
            money.erase_line(one, by=who.amina, now=NOW)
        assert [one.fiche.pk for one in fiche_budget.offers(who.ours, 5)] == [row.pk]


def test_what_is_wrong_is_said_and_nothing_enters(who: People, amina: Client) -> None:
    row = fiche(who, human=[{"profile": "infirmier", "hours": 40}])
    answer = amina.post(PAGE, ticked(row, amount=""))
    assert answer.status_code == 400
    assert "la fiche n° 1 n'a pas de somme" in text(answer)
    answer = amina.post(PAGE, {f"{row.pk}-account": "65", f"{row.pk}-amount": ""})
    assert answer.status_code == 400
    assert "Cochez au moins une fiche" in text(answer)
    assert kept(who) == []


def test_only_who_holds_the_money_takes_up_and_behind_the_walls(who: People) -> None:
    row = fiche(who, budget=1_200_000)
    assert signed_in(who.bruno).post(PAGE, ticked(row)).status_code == 403
    assert signed_in(who.chloe).post(PAGE, ticked(row)).status_code == 404
    assert kept(who) == []


def test_a_line_that_was_typed_keeps_no_fiche(who: People, amina: Client) -> None:
    fiche(who, budget=1_200_000)
    typed_in = line(who)
    assert typed_in.fiche_id is None
    with within(who.ours):
        assert len(fiche_budget.offers(who.ours, 5)) == 1


def test_a_fiche_reads_short_its_long_texts_open_from_their_first_words(who: People, amina: Client) -> None:
    long = "Appeler chaque patient prioritaire. " * 20
    row = fiche(who, pilot="Bruno", description=long, public="Les plus de 70 ans")
    source = amina.get(f"{HOME}fiches/{row.pk}/").content.decode()
    folded, _, _ = source.partition("Appeler chaque patient")
    assert folded.rstrip().endswith('<span class="plan-when">')
    assert source.count('<details class="more fiche-texte">') == 1
    assert source.index("<dt>Pilote</dt>") < source.index("fiche-texte")
    assert "<p>Les plus de 70 ans</p>" in source
