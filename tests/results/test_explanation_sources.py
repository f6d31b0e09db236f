"""« Pourquoi ? » opens a variable part to its indicators, says where each value was read, and speaks French."""

from collections.abc import Iterator
from datetime import date

import pytest

from maillage.facts.dossier import read
from maillage.facts.funding import Indicator, Step
from maillage.results import indicator_lines
from maillage.results.explanation import Explanation
from maillage.results.explanation_line import told_once
from maillage.results.runs import facts_of, simulate
from maillage.results.runs.model import Run

DOSSIER = """
population: {population}
contrat:
  signe_le: 2025-03-01
  missions:
    acces_aux_soins: {{demarre_le: 2025-02-01}}
    prevention: {{demarre_le: 2025-03-01}}
    crise_sanitaire: {{demarre_le: 2025-03-01}}
annees:
  1:
    indicateurs:
      - mission: acces_aux_soins
        libelle: Patients en ALD sans médecin traitant
        montant: 9000
        valeur: 451
        paliers:
          - {{libelle: objectif, montant: 9000, a: 450}}
          - {{libelle: intermédiaire, montant: 6000, de: 451, a: 480}}
          - {{libelle: socle, montant: 3000, de: 481, a: 512}}
      - {{mission: acces_aux_soins, libelle: Annuaire diffusé, montant: 4000, atteint: true}}
      - {{mission: prevention, libelle: Dépistage, montant: 7000, valeur: 54.9, paliers: [{{libelle: socle, montant: 2000, de: 55}}]}}
"""


def run(population: int = 90_000) -> Run:
    return simulate(facts_of(read(DOSSIER.format(population=population))), day=date(2026, 11, 29))


def lines(one: Explanation) -> Iterator[Explanation]:
    yield one
    for child in one.children:
        yield from lines(child)


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def indicators(key: str) -> list[Explanation]:
    return [line for line in lines(run().explain(key)) if line.name == "indicateur"]


def test_a_variable_part_opens_to_its_indicators_values_and_steps() -> None:
    first, second = indicators("annee-1.acces_aux_soins.volet_variable")
    assert (first.label, plain(first.value)) == ("Indicateur : Patients en ALD sans médecin traitant", "6 000,00 €")
    assert plain(first.sentence) == "Valeur : 451. Palier atteint : « intermédiaire ». Au plus 9 000,00 €."
    assert [(plain(step.label), plain(step.value)) for step in first.children] == [
        ("Palier « objectif », jusqu'à 450", "9 000,00 €"),
        ("Palier « intermédiaire », de 451 à 480", "6 000,00 €"),
        ("Palier « socle », de 481 à 512", "3 000,00 €"),
    ]
    assert [step.sentence.startswith("Atteint") for step in first.children] == [False, True, False]
    assert plain(second.sentence) == "Atteint. Au plus 4 000,00 €."
    assert second.children == ()


def test_the_euros_of_a_step_alone_are_said_and_open_to_nothing_more() -> None:
    bare = Indicator("prevention", "Vaccination", 7_000_00, 4_000_00, "palier atteint", (Step("palier atteint", 4_000_00),))
    (line,) = indicator_lines.lines([bare], "Saisi")
    assert plain(line.sentence) == "Palier atteint : 4 000,00 €. Au plus 7 000,00 €."
    assert line.children == ()


def test_a_value_under_the_first_step_reaches_none() -> None:
    (only,) = indicators("annee-1.prevention.volet_variable")
    assert (plain(only.value), plain(only.sentence)) == (
        "0,00 €",
        "Valeur : 54,9. Aucun palier atteint. Au plus 7 000,00 €.",
    )
    assert [step.sentence.startswith("Atteint") for step in only.children] == [False]


@pytest.mark.parametrize(
    ("population", "said"),
    [
        (90_000, "Lu dans : annexes réelles (taille 3)"),
        (60_000, "Déduit de : Quotidien du médecin 2022 ; annexes réelles (taille 3)"),
    ],
)
def test_an_amount_says_where_it_was_read_and_that_its_article_was_not(population: int, said: str) -> None:
    found = {line.name: line for line in lines(run(population).explain("annee-1.acces_aux_soins.volet_fixe"))}
    amount = found["aci/missions/acces_aux_soins/volet_fixe"]
    assert plain(amount.read_in) == said
    assert amount.article == "art. 8, modifié (article présumé)".replace("art. 8", "art.\u00a08")


def test_an_article_that_was_read_is_not_presumed() -> None:
    found = {line.name: line for line in lines(run().explain("annee-2.fonctionnement.avance"))}
    assert "présumé" not in found["aci/paiement/avance_fonctionnement"].article
    assert "ACI 2019" in found["aci/paiement/avance_fonctionnement"].read_in


def test_no_machine_word_is_shown() -> None:
    ours = run()
    keys = [figure.key for year in ours.years for mission in year.missions for figure in mission.figures]
    texts = [f"{line.label} {line.value} {line.sentence}" for key in keys for line in lines(ours.explain(key))]
    shown = " ".join(texts)
    assert "Crises sanitaires graves, volet fixe (mise à jour annuelle, taille 3)" in shown
    assert "Démarrage avant le contrat (premier jour financé)" in shown
    for word in ("mise a jour", "unités", "aspect", "mise_a_jour"):
        assert word not in shown


def test_what_was_told_once_is_folded() -> None:
    tree = run().explain("annee-2.total")
    whole, once = ([line for line in lines(one) if line.name == "taille"] for one in (tree, told_once(tree)))
    assert len(whole) > 3
    assert [len(line.children) for line in once if line.label == whole[0].label and line.children] == [len(whole[0].children)]
    assert all(line.again or line.children for line in once)
