"""What a dossier gives and nothing counts is said, by field, and changes no figure."""

import json
from datetime import date

import pytest

from maillage.facts.dossier import read
from maillage.results.runs import facts_of, simulate

START = "population: 90000\ncontrat:\n  signe_le: 2025-03-01\n  missions:\n    acces_aux_soins: {demarre_le: 2026-09-01}\n"
WITH_CRISIS = START + "    crise_sanitaire: {demarre_le: 2025-03-01}\n"


def told(text: str) -> list[str]:
    return [remark.sentence for remark in simulate(facts_of(read(text)), day=date(2026, 11, 29)).warnings]


@pytest.mark.parametrize(
    ("text", "field", "reason"),
    [
        (START + "annees: {1: {taux_variable: {acces_aux_soins: 0.5}}}", "annees.1.taux_variable.acces_aux_soins", "ne démarre que le 1er septembre 2026"),
        (START + "annees: {1: {indicateurs: [{mission: acces_aux_soins, libelle: i, montant: 9, atteint: true}]}}", "annees.1.indicateurs", "ne démarre que"),
        (START + "annees: {1: {crise_reconnue: true}}", "annees.1.crise_reconnue", "n'est pas au contrat"),
        (START + "annees: {1: {plan_de_crise: initial}}", "annees.1.plan_de_crise", "n'est pas au contrat"),
        (START + "  montants: {acces_aux_soins: {plan_initial: 9000}}", "contrat.montants.acces_aux_soins.plan_initial", "n'est pas employé"),
        (WITH_CRISIS + "annees: {1: {plan_de_crise: initial}, 3: {plan_de_crise: initial}}", "annees.3.plan_de_crise", "déjà écrit"),
        (WITH_CRISIS + "annees: {1: {taux_variable: {crise_sanitaire: 1}}}", "annees.1.taux_variable.crise_sanitaire", "aucune crise"),
        (WITH_CRISIS + "annees: {1: {indicateurs: [{mission: crise_sanitaire, libelle: i, montant: 9, atteint: true}]}}", "annees.1.indicateurs", "aucune crise"),
    ],
)  # fmt: skip
def test_what_cannot_count_is_said_by_field(text: str, field: str, reason: str) -> None:
    assert [one for one in told(text) if one.startswith(f"{field} : ") and reason in one]
    assert not [one for one in told(text) if "0,00" in one]


def test_what_counts_is_not_said_to_be_unused() -> None:
    sound = WITH_CRISIS + "annees: {2: {crise_reconnue: true, taux_variable: {acces_aux_soins: 1, crise_sanitaire: 1}}}"
    assert told(sound)
    assert not [one for one in told(sound) if one.startswith("annees.")]


def test_a_commune_given_twice_is_said_and_counted_once() -> None:
    once = simulate(facts_of(read("communes: ['09122']\ncontrat: {signe_le: 2025-03-01}")), day=date(2026, 11, 29))
    twice = simulate(facts_of(read("communes: ['09122', '09122']\ncontrat: {signe_le: 2025-03-01}")), day=date(2026, 11, 29))
    assert twice.facts.population == once.facts.population
    new = {one.sentence for one in twice.warnings} - {one.sentence for one in once.warnings}
    assert [one for one in new if "09122" in one or "fois" in one], json.dumps(sorted(new))
