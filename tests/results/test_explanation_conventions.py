"""A convention is listed, and shown in the tree, only where the calculation had to choose."""

from datetime import date

import pytest

from maillage.facts.dossier import read
from maillage.results.runs import facts_of, simulate

WHOLE = "population: 90000\ncontrat: {signe_le: 2025-03-01, missions: {acces_aux_soins: {demarre_le: 2025-03-01}}}\n"
STEPS = "paliers: [{libelle: p1, montant: 2000, de: 1, a: 9}, {libelle: p2, montant: 4000, de: 10}], valeur: 12"
ALWAYS = {"aci/taille/population_comptee", "aci/paiement/date_volet_variable"}


def listed(text: str) -> set[str]:
    run = simulate(facts_of(read(text)), day=date(2026, 11, 29))
    return {convention.path for convention in run.conventions}


def with_indicator(rest: str) -> str:
    return f"{WHOLE}annees: {{1: {{indicateurs: [{{mission: acces_aux_soins, libelle: i, montant: 4000, {rest}}}]}}}}\n"


def test_a_whole_contract_needs_no_choice_of_time_or_size() -> None:
    assert listed(WHOLE) == ALWAYS


@pytest.mark.parametrize(
    ("dossier", "path"),
    [
        (WHOLE.replace("demarre_le: 2025-03-01", "demarre_le: 2025-09-01"), "aci/paiement/base_prorata"),
        (WHOLE.replace("demarre_le: 2025-03-01", "demarre_le: 2025-09-01"), "aci/paiement/prorata_volet_variable"),
        (WHOLE.replace("90000", "80000"), "aci/taille/egalite"),
        (WHOLE + "annees: {2: {population: 79000}}\n", "aci/taille/effet_du_changement"),
        (WHOLE.replace("2025-03-01", "2022-03-01"), "aci/paiement/version_applicable"),
        (with_indicator("atteint: true"), "aci/paiement/indicateur_sans_palier"),
    ],
)
def test_a_choice_is_listed_where_it_is_made(dossier: str, path: str) -> None:
    assert path in listed(dossier)
    assert path not in listed(WHOLE)


def test_indicators_that_all_have_steps_need_no_choice() -> None:
    assert listed(with_indicator(STEPS)) == ALWAYS


def test_a_variable_part_counted_whole_says_what_a_prorata_would_leave() -> None:
    run = simulate(facts_of(read(WHOLE.replace("demarre_le: 2025-03-01", "demarre_le: 2026-02-28"))), day=date(2026, 11, 29))
    (said,) = [remark.sentence for remark in run.warnings if remark.code == "variable_entiere"]
    plain = said.replace("\u202f", " ").replace("\u00a0", " ")
    assert "1 jours sur 365" not in plain
    assert "1 jour sur 365" in plain
    assert "35 000 € au plus" in plain
    assert "ce serait 95,89 €" in plain
    whole = simulate(facts_of(read(WHOLE)), day=date(2026, 11, 29))
    assert [remark for remark in whole.warnings if remark.code == "variable_entiere"] == []
