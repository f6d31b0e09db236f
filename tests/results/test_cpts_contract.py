"""What a contract says becomes the dossier of its funding, and is weighed against the law."""

from datetime import date, timedelta
from typing import Any

import pytest

from maillage.accounts.walls import within
from maillage.community.contract import actions
from maillage.community.contract.models import Contract, Signature
from maillage.facts import dossier
from maillage.kernel.proof import Proof
from maillage.results import runs
from maillage.results.cpts import contract as results
from tests.support.contracts import signs
from tests.support.personas import NOW, TODAY, People

DAY = date(2026, 10, 1)
VALUES: dict[str, Any] = {
    "planned_on": DAY,
    "population": 90_000,
    "population_source": "Population municipale 2023",
    "taille": 3,
    "cpts_representative": "Amina Essai",
    "ars_name": "ARS",
    "cpam_name": "CPAM",
}


def prepared(who: People, **changed: Any) -> Contract:
    made = actions.prepare(who.ours, values={**VALUES, **changed}, version=0, by=who.amina, now=NOW)
    person: dict[str, Any] = {"by": who.amina, "now": NOW}
    actions.set_mission(made, mission="acces_aux_soins", starts_on=DAY, commitments="", **person)
    actions.set_mission(made, mission="crise_sanitaire", starts_on=date(2027, 1, 1), commitments="", **person)
    return made


def indicator(who: People, made: Contract, *cents: int) -> None:
    values: dict[str, Any] = {
        "mission": "acces_aux_soins",
        "year": 1,
        "label": f"Indicateur {cents}",
        "direction": "fait",
        "steps": [{"label": f"palier {one}", "cents": one} for one in cents],
    }
    actions.add_indicator(made, values=values, by=who.amina, now=NOW)


def test_the_amounts_are_those_of_the_law_for_the_taille(who: People) -> None:
    with within(who.ours):
        lines = {line.field: line for line in results.amounts(prepared(who))}
    assert list(lines) == [
        "fonctionnement.montant",
        "acces_aux_soins.volet_fixe",
        "acces_aux_soins.volet_variable",
        "crise_sanitaire.plan_initial",
        "crise_sanitaire.plan_mise_a_jour",
        "crise_sanitaire.volet_variable",
    ]
    assert (lines["fonctionnement.montant"].cents, lines["fonctionnement.montant"].kept_proof) == (7_500_000, Proof.SECONDAIRE)
    assert (lines["acces_aux_soins.volet_variable"].cents, lines["crise_sanitaire.plan_initial"].proof) == (
        3_500_000,
        Proof.DEDUIT,
    )


def test_an_amount_of_the_contract_wins_and_says_so(who: People) -> None:
    with within(who.ours):
        made = prepared(who)
        typed = {"acces_aux_soins": {"volet_fixe": 9_100_000}}
        made = actions.save_amounts(made, amounts=typed, version=1, by=who.amina, now=NOW)
        line = next(one for one in results.amounts(made) if one.field == "acces_aux_soins.volet_fixe")
        assert (line.cents, line.kept_proof) == (9_100_000, Proof.VOTRE_CONTRAT)
        found = results.run(who.ours, made, TODAY)
    assert found.years[0].missions[0].volet_fixe.cents == 9_100_000


def test_without_a_taille_nothing_is_guessed(who: People) -> None:
    with within(who.ours):
        line = results.amounts(prepared(who, taille=None))[0]
    assert (line.cents, line.refusal) == (None, "La taille de la CPTS n'est pas établie.")


def test_the_annex_is_summed_against_the_envelope(who: People) -> None:
    with within(who.ours):
        made = prepared(who)
        indicator(who, made, 500_000, 1_000_000)
        (line,) = results.envelopes(made)
        assert (line.total, line.envelope) == (1_000_000, 3_500_000)
        assert "n'atteignent pas" in line.sentence
        indicator(who, made, 2_500_000)
        (line,) = results.envelopes(made)
        assert line.sentence == ""
        indicator(who, made, 1)
        (line,) = results.envelopes(made)
        assert "dépassent" in line.sentence


def test_the_dossier_reads_back_and_what_is_not_measured_is_at_stake(who: People) -> None:
    with within(who.ours):
        made = prepared(who)
        indicator(who, made, 500_000, 1_000_000)
        text = results.dossier_text(who.ours, made)
    facts = runs.facts_of(dossier.read(text))
    assert facts.signe_le == DAY
    assert facts.demarrages == {"acces_aux_soins": DAY, "crise_sanitaire": date(2027, 1, 1)}
    (line,) = facts.year(1).indicateurs
    assert (line.amount, line.earned, [step.amount for step in line.steps]) == (1_000_000, 0, [500_000, 1_000_000])
    mission = runs.simulate(facts, day=TODAY).years[0].missions[0]
    assert (mission.volet_variable.cents, mission.en_jeu.cents) == (0, 3_500_000)


def test_the_day_of_the_last_signature_moves_the_calendar(who: People) -> None:
    with within(who.ours):
        made = prepared(who)
        for number, party in enumerate(Signature.Party):
            day = DAY + timedelta(days=number)
            signs(made, party, on=day, by=who.amina, now=NOW, today=TODAY)
        found = results.run(who.ours, made, TODAY)
    assert found.facts.signe_le == DAY + timedelta(days=2)
    socle = {line.mission: line.start_by for line in results.deadlines(found)}
    assert socle["acces_aux_soins"] == date(2027, 4, 3)
    assert set(socle) == {"acces_aux_soins", "parcours", "prevention", "crise_sanitaire"}


def test_an_impossible_contract_says_which_date(who: People) -> None:
    with within(who.ours):
        made = prepared(who)
        actions.set_mission(made, mission="qualite", starts_on=date(2026, 1, 1), commitments="", by=who.amina, now=NOW)
        with pytest.raises(results.NoFunding, match=r"Qualité et pertinence, démarrage\s: 01/01/2026 est avant la signature"):
            results.run(who.ours, made, TODAY)
