"""The project as it is frozen: everything inside, JSON, and nothing of another CPTS."""

import json
from datetime import date

import pytest

from maillage.accounts.walls import within
from maillage.community.communities import actions as communities
from maillage.community.contract import actions as contract
from maillage.community.contract.models import Contract, Signature
from maillage.community.drafting import actions as drafting
from maillage.community.drafting.models import TextKind
from maillage.community.missions import actions as missions
from maillage.community.money import actions as money
from maillage.results.cpts import budget, completeness, project, project_proposals, snapshot
from maillage.results.cpts.outline import parts
from tests.support.contracts import signs
from tests.support.personas import FOIX, NOW, TODAY, People

SIGNED = date(2027, 1, 1)
START = date(2027, 6, 1)


def suppose(who: People, signed_on: date = SIGNED, **starts: date) -> None:
    money.set_hypothesis(who.ours, signed_on=signed_on, starts=starts, by=who.amina, now=NOW)


def line(who: People, **more: object) -> None:
    values = {
        "side": "depense",
        "account": "64",
        "label": "Coordination",
        "mission": "",
        "year": 1,
        "cents": 4_000_000,
        "note": "",
    }
    money.create_line(who.ours, values={**values, **more}, by=who.amina, now=NOW)


def test_there_is_no_budget_before_the_dates_are_supposed(who: People) -> None:
    with within(who.ours):
        assert budget.budget(who.ours, TODAY) is None


def test_prudent_counts_fixed_shares_and_target_adds_the_variable(who: People) -> None:
    with within(who.ours):
        suppose(who, acces_aux_soins=START)
        line(who)
        line(who, side="recette", account="fir", label="FIR", cents=1_000_000)
        year = budget.budget(who.ours, TODAY).years[0]
    shares = {one.share for one in year.receipts}
    assert shares == {"fixe", "variable"}
    assert year.prudent == year.fixed + 1_000_000 - 4_000_000
    assert year.target == year.prudent + sum(one.cents for one in year.receipts if one.share == "variable")
    assert year.variable > 0


def signed(who: People, *, amounts: dict[str, dict[str, int]] | None = None) -> Contract:
    """A contract in force on TODAY, for 90 000 inhabitants, with one mission."""
    values = {"planned_on": TODAY, "population": 90_000, "population_source": "Municipale 2023", "taille": 3}
    parties = {"cpts_representative": "Amina Essai", "ars_name": who.ars.name, "cpam_name": who.cpam.name}
    deed = contract.prepare(who.ours, values=values | parties, version=0, by=who.amina, now=NOW)
    contract.set_mission(deed, mission="acces_aux_soins", starts_on=TODAY, commitments="", by=who.amina, now=NOW)
    if amounts:
        contract.save_amounts(deed, amounts=amounts, version=1, by=who.amina, now=NOW)
    for party in Signature.Party:
        signs(deed, party, on=TODAY, by=who.amina, now=NOW)
    return deed


def test_once_signed_the_receipts_are_those_of_the_contract(who: People) -> None:
    """Its amounts, its days, its population, whatever had been supposed before."""
    with within(who.ours):
        suppose(who, acces_aux_soins=START)
        before = budget.budget(who.ours, TODAY)
        assert "supposé" in before.source
        signed(who, amounts={"fonctionnement": {"montant": 7_654_321}})
        found = budget.budget(who.ours, TODAY)
        assert (found.signed_on, found.starts) == (TODAY, {"acces_aux_soins": TODAY})
        assert found.years[0].taille == 3
        assert next(one.cents for one in found.years[0].receipts if not one.mission) == 7_654_321
        assert found.source.startswith("Recettes du contrat signé")
        assert budget.as_data(found)["source"] == found.source
        assert budget.explain(found, found.years[0].receipts[0].key).children
        over = TODAY.replace(year=TODAY.year + 6)
        assert "supposé" in budget.budget(who.ours, over).source, "nothing is signed any more"


def test_each_receipt_opens_to_its_explanation(who: People) -> None:
    with within(who.ours):
        suppose(who, acces_aux_soins=START)
        found = budget.budget(who.ours, TODAY)
    assert all(budget.explain(found, one.key).children for one in found.years[0].receipts)
    assert budget.explain(found, "inconnue") is None


def test_dates_that_the_law_refuses_are_told(who: People) -> None:
    with within(who.ours):
        suppose(who, signed_on=date(2015, 1, 1))
        with pytest.raises(budget.NoBudget, match="01/01/2015"):
            budget.budget(who.ours, TODAY)
        suppose(who, qualite=date(2026, 1, 1))
        with pytest.raises(budget.NoBudget, match="avant la signature"):
            budget.budget(who.ours, TODAY)
        assert any("avant la signature" in sentence for sentence in completeness.missing(who.ours, TODAY))


def test_the_proposed_starts_are_the_last_days_of_the_agreement(who: People) -> None:
    with within(who.ours):
        starts = budget.latest_starts(who.ours, SIGNED, TODAY)
    assert set(starts) == {"acces_aux_soins", "parcours", "prevention", "crise_sanitaire"}
    assert all(first > SIGNED for first in starts.values())


def test_a_deficit_is_told_with_its_years(who: People) -> None:
    with within(who.ours):
        suppose(who)
        line(who, cents=900_000_000)
        line(who, cents=900_000_000, year=2)
        assert any("pour les années 1 et 2" in sentence for sentence in completeness.missing(who.ours, TODAY))


def test_an_empty_project_lacks_every_part_that_is_required(who: People) -> None:
    with within(who.ours):
        lines = completeness.lines(who.ours, TODAY)
    assert [one.part.key for one in lines] == [one.key for one in parts()]
    assert [one.part.key for one in lines if one.is_complete] == ["annexes"]


def test_a_written_part_is_complete_and_a_changed_perimeter_is_told(who: People) -> None:
    with within(who.ours):
        drafting.save_section(who.ours, text=TextKind.PROJET, key="gouvernance", body="Mots", version=0, by=who.amina, now=NOW)
        insert(who)
        before = {one.part.key: one.missing for one in completeness.lines(who.ours, TODAY)}
        communities.set_perimeter(who.ours, codes=FOIX[:2], since=TODAY, by=who.amina, now=NOW)
        after = {one.part.key: one.missing for one in completeness.lines(who.ours, TODAY)}
    assert before["gouvernance"] == before["diagnostic"] == ()
    assert "le périmètre a changé" in after["diagnostic"][0]


def insert(who: People) -> None:
    found = snapshot.of_codes(FOIX)
    missions.insert_diagnosis(who.ours, content=snapshot.content(found), stamp=found.stamp, by=who.amina, now=NOW, today=TODAY)


def test_what_changed_between_two_diagnoses_is_listed() -> None:
    before, after = (snapshot.content(snapshot.of_codes(codes)) for codes in (FOIX, FOIX[:2]))
    assert snapshot.differences(before, before) == ()
    changed = {one.key: one for one in snapshot.differences(before, after)}
    assert all(one.before != one.after for one in changed.values())
    figure = snapshot.figures(snapshot.of_codes(FOIX), TODAY)
    key = next(iter(changed))
    assert snapshot.changed(figure[key], snapshot.figures(snapshot.of_codes(FOIX[:2]), TODAY)) == changed[key].after
    assert snapshot.changed(figure[key], figure) == ""
    assert snapshot.changed(figure[key], {}) == "—"


def test_frozen_holds_everything_as_json(who: People) -> None:
    with within(who.ours):
        drafting.save_section(who.ours, text=TextKind.PROJET, key="identite", body="Né ici", version=0, by=who.amina, now=NOW)
        insert(who)
        one = missions.create_objective(who.ours, title="Prévenir", finding="", figures=[], by=who.amina, now=NOW)
        missions.create_fiche(
            who.ours,
            values={"title": "Rappels", "mission": "prevention", "objective": one, "starts_on": START},
            by=who.amina,
            now=NOW,
        )
        suppose(who, prevention=START)
        line(who)
        made = project.frozen(who.ours, TODAY)
    assert json.loads(json.dumps(made)) == made
    assert made["fictif"] is True
    assert made["perimeter"]["codes"] == sorted(FOIX)
    assert made["perimeter"]["drawing"]["areas"]
    assert {part["key"]: part["body"] for part in made["sections"]}["identite"] == "Né ici"
    assert made["objectives"][0]["fiches"] == [1]
    assert (made["fiches"][0]["mission"], made["fiches"][0]["objective"]) == ("Prévention", "Prévenir")
    assert made["budget"]["years"][0]["lines"][0]["account"] == "64 Charges de personnel"
    assert made["missing"]


def test_frozen_of_another_cpts_holds_nothing_of_ours(who: People) -> None:
    with within(who.ours):
        missions.create_objective(who.ours, title="Le nôtre", finding="", figures=[], by=who.amina, now=NOW)
        line(who)
    with within(who.theirs):
        made = project.frozen(who.theirs, TODAY)
    assert made["objectives"] == made["fiches"] == []
    assert (made["diagnosis"], made["budget"]) == (None, None)
    assert "Le nôtre" not in json.dumps(made)


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("identite", "3 communes et 11 920 habitants"),
        ("methode", "Populations légales"),
        ("synthese", "## Fragilités"),
        ("coordination", "Infirmière : 48 heures par an"),
        ("partenariats", "Hôpital (fiche n° 1)"),
        ("evaluation", "| n° 1 | Patients / vus | 0 | 120 | — | — |"),
        ("calendrier", "1er janvier 2027 : signature du contrat"),
    ],
)
def test_first_words_come_from_what_is_recorded(who: People, key: str, said: str) -> None:
    indicator = {"label": "Patients | vus", "kind": "resultat", "start": "0", "target": "120", "source": "", "frequency": ""}
    with within(who.ours):
        assert key == "identite" or project_proposals.of_part(who.ours, key, TODAY) is None
        insert(who)
        suppose(who, prevention=START)
        for partners in ("Hôpital", ""):
            values = {"title": "Rappels", "mission": "prevention", "partners": partners, "indicators": [indicator],
                      "human": [{"profile": "Infirmière", "hours": 24}]}  # fmt: skip
            missions.create_fiche(who.ours, values=values, by=who.amina, now=NOW)
        made = project_proposals.of_part(who.ours, key, TODAY)
    assert said in made.text.replace("\xa0", " ").replace("\u202f", " ")
    assert made.source


def test_a_part_that_nothing_helps_has_no_first_words(who: People) -> None:
    with within(who.ours):
        assert project_proposals.of_part(who.ours, "gouvernance", TODAY) is None
