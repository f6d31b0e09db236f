"""« Pourquoi ? » writes the operation, and the operation gives the figure."""

from datetime import date

import pytest

from maillage.facts.dossier import read
from maillage.results.explanation import Explanation
from maillage.results.runs import facts_of, simulate
from maillage.results.runs.model import Run
from maillage.rules.aci import RULES
from maillage.rules.engine.operation import TERM, written

DOSSIER = """
population: 90000
contrat:
  signe_le: 2025-03-01
  missions:
    acces_aux_soins: {demarre_le: 2025-05-29}
    prevention: {demarre_le: 2025-03-01}
    crise_sanitaire: {demarre_le: 2025-06-01}
annees:
  1: {taux_variable: {acces_aux_soins: 0.8}, crise_reconnue: true}
  2: {population: 200000, indicateurs: [{mission: acces_aux_soins, libelle: i, montant: 4000, atteint: true}]}
"""


@pytest.fixture(scope="module")
def run() -> Run:
    return simulate(facts_of(read(DOSSIER)), day=date(2026, 11, 29))


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("key", "operation"),
    [
        ("annee-1.acces_aux_soins.volet_fixe", "90 000,00 € × 276 ÷ 365"),
        ("annee-1.acces_aux_soins.avance", "90 000,00 € × 75 % × 276 ÷ 365"),
        ("annee-1.acces_aux_soins.solde", "68 054,79 € − 51 041,10 €"),
        ("annee-1.acces_aux_soins.volet_variable", "35 000,00 € × 80 %"),
        ("annee-2.acces_aux_soins.volet_variable", "le plus petit de (4 000,00 € ; 40 000,00 €)"),
        ("annee-1.fonctionnement.avance", "75 000,00 € × 100 %"),
        ("annee-1.acces_aux_soins.jours", "1er mars 2026 − le plus tard de (1er mars 2025 ; 29 mai 2025)"),
    ],
)
def test_the_operation_is_written_with_what_was_read(run: Run, key: str, operation: str) -> None:
    assert plain(run.explain(key).operation) == operation


def test_every_rule_that_has_an_operation_writes_it_somewhere(run: Run) -> None:
    shown = set[str]()

    def visit(one: Explanation) -> None:
        if one.operation:
            shown.add(one.name)
        for child in one.children:
            visit(child)

    for year in run.years:
        for figure in (year.total, year.fonctionnement, *(f for m in year.missions for f in m.figures)):
            visit(run.explain(figure.key))
    for year in run.years:
        visit(run.explain(f"annee-{year.number}.fonctionnement.solde"))
        visit(run.explain(f"annee-{year.number}.fonctionnement.avance"))
    for change in run.size_changes:
        visit(run.explain(change.cost.key))
    declared = {name for name, rule in RULES.items() if rule.operation}
    # prorating the variable share is a convention that the default of the law does not take
    assert declared - shown == {"enveloppe_variable"}


def test_a_template_that_the_rule_no_longer_follows_writes_nothing() -> None:
    read = {"a": [(3, "3")], "b": [(2, "2")]}
    assert written(("{a} × {b}",), read, 6) == "3 × 2"
    assert written(("{a} + {b}", "{a} × {b}"), read, 6) == "3 × 2"
    assert written(("{a} + {c}", "{a} + {b}"), read, 6) == ""


def test_templates_name_rules_facts_and_parameters_only() -> None:
    named = {term[1] for rule in RULES.values() for template in rule.operation for term in TERM.finditer(template)}
    assert {"enveloppe_fixe", "avance_mission", "indicateurs"} <= named
