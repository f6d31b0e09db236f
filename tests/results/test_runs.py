"""A run: its explanation goes down to articles and facts, its JSON is stable, its warnings are sentences."""

import json
from collections.abc import Iterator
from datetime import date

import pytest

from maillage.facts.dossier import read
from maillage.kernel.proof import Proof
from maillage.results.explanation import Explanation
from maillage.results.runs import facts_of, simulate
from maillage.results.runs.model import Run

DOSSIER = """
cpts: CPTS d'essai (fictif)
population: 90000
contrat:
  signe_le: 2025-03-01
  missions:
    acces_aux_soins: {demarre_le: 2025-09-01}
    crise_sanitaire: {demarre_le: 2025-09-01}
annees:
  1: {taux_variable: {acces_aux_soins: 0.8}}
"""


def _run(text: str = DOSSIER) -> Run:
    return simulate(facts_of(read(text)), day=date(2026, 11, 21))


def _lines(explanation: Explanation) -> Iterator[Explanation]:
    yield explanation
    for child in explanation.children:
        yield from _lines(child)


def test_every_figure_opens_down_to_parameters_and_facts() -> None:
    run = _run()
    figures = [
        f for year in run.years for f in (year.fonctionnement, year.total, *(f for m in year.missions for f in m.figures))
    ]
    assert len(figures) == 5 * (2 + 2 * 6)
    for figure in figures:
        leaves = [line for line in _lines(run.explain(figure.key)) if not line.children]
        assert leaves
        assert all(leaf.kind in ("parametre", "convention", "fait") for leaf in leaves), [x.name for x in leaves]
        assert all(leaf.source for leaf in leaves if leaf.kind == "fait")
        assert all(leaf.text and leaf.article and leaf.since for leaf in leaves if leaf.kind != "fait")


def test_the_explanation_of_an_advance_reads_like_the_law() -> None:
    tree = _run().explain("annee-1.acces_aux_soins.avance")
    assert tree.value.replace("\u202f", " ").replace("\u00a0", " ") == "33 472,60 €"
    assert tree.article.startswith("Contrat-type, art. 6.2")
    lines = {line.name: line for line in _lines(tree)}
    assert lines["aci/paiement/avance_mission"].value.startswith("75")
    assert lines["aci/missions/acces_aux_soins/volet_fixe"].proof is Proof.TRANSCRIPTION
    assert lines["aci/paiement/base_prorata"].kind == "convention"
    assert lines["signe_le"].value == "1er mars 2025"


def test_an_unknown_key_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        _run().explain("annee-9.total")


def test_the_json_is_serialisable_and_sums() -> None:
    run = json.loads(json.dumps(_run().as_json()))
    assert list(run)[:3] == ["cpts", "population", "taille"]
    assert [year["annee"] for year in run["annees"]] == [1, 2, 3, 4, 5]
    assert run["annees"][0]["au"] == "2026-02-28"
    paid = sum(round(100 * v["montant"]) for v in run["versements"] if v["statut"] != "en_jeu")
    assert paid == sum(round(100 * year["total"]) for year in run["annees"])
    assert {v["statut"] for v in run["versements"]} == {"acquis", "probable", "en_jeu"}
    assert run["preuve"] == "déduit"


def test_conventions_are_listed_once_with_their_reason() -> None:
    conventions = {c.path: c for c in _run().conventions}
    assert {"aci/paiement/base_prorata", "aci/taille/population_comptee"} <= set(conventions)
    assert all(c.why and c.chosen for c in conventions.values())


def test_conditions_are_to_be_checked_with_their_article() -> None:
    conditions = _run().conditions
    assert len(conditions) >= 3
    assert all(c.state == "a_verifier" and c.sentence and c.article for c in conditions)


def test_a_mission_that_the_law_of_the_signature_ignores_has_no_deadline() -> None:
    lines = {line.mission: line for line in _run(DOSSIER.replace("2025-", "2021-")).deadlines}
    crisis = lines["crise_sanitaire"]
    assert (crisis.state, crisis.start_by) == ("non_etabli", None)
    assert crisis.sentence.startswith("Le texte en vigueur à la signature")


def test_communes_are_counted_with_the_vintage_in_force_each_year() -> None:
    run = _run(DOSSIER.replace("population: 90000", "communes: ['84031', '84007']"))
    vintages = [year.population.vintage for year in run.years]
    assert vintages[0].endswith("2022")
    assert vintages[1].endswith("2023")
    assert run.facts.communes == ("84007", "84031")


def test_a_population_at_a_bound_is_said_once_whatever_its_years() -> None:
    text = DOSSIER_AT_BOUND
    at_bound = [one for one in _run(text).warnings if one.code == "population_a_la_borne"]
    assert len(at_bound) == 1
    assert "39 999, 40 000, 40 001 habitants" in at_bound[0].sentence.replace("\N{NARROW NO-BREAK SPACE}", " ").replace(
        "\N{NO-BREAK SPACE}", " "
    )


DOSSIER_AT_BOUND = """
population: 39999
contrat:
  signe_le: 2026-01-01
annees:
  2: {population: 40000}
  3: {population: 40001}
"""


def test_a_dossier_without_a_name_has_none() -> None:
    assert _run(DOSSIER_AT_BOUND).facts.name == ""
    assert _run(f"cpts: CPTS sans nom\n{DOSSIER_AT_BOUND}").facts.name == ""
