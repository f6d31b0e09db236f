"""DOSSIER.yaml: each mistake has its sentence, and what is written reads back."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.facts.dossier import InvalidDossier, read, write
from maillage.facts.funding import FundingFacts, Indicator, Step, YearFacts
from maillage.facts.words import MISSIONS
from maillage.kernel.known import Known

MINIMAL = "population: 90000\ncontrat: {signe_le: 2025-03-01}\n"
WITH_MISSION = "population: 90000\ncontrat: {signe_le: 2025-03-01, missions: {acces_aux_soins: {demarre_le: 2025-03-01}}, "


def of_indicator(words: str) -> str:
    return f"{WITH_MISSION}}}\nannees: {{1: {{indicateurs: [{{mission: acces_aux_soins, libelle: i, montant: 10, {words}}}]}}}}"


MISTAKES = {
    "": "Le dossier est vide",
    "population: 90000\n  x: [": "n'est pas du YAML lisible",
    "- 1\n- 2\n": "devrait contenir des clés",
    "population: 90000\npopulation: 80000\ncontrat: {signe_le: 2025-03-01}": "population : la clé est écrite deux fois (ligne 2)",
    "population: beaucoup\ncontrat: {signe_le: 2025-03-01}": "population (ligne 1) : « beaucoup » n'est pas une population",
    "population: 90000\ncontrat: {signe_le: 2025-02-31}": "contrat.signe_le (ligne 2) : « 2025-02-31 » n'est pas une date du calendrier",
    "population: 90000\ncontrat: {signe_le: 2025-W09-6}": "écrivez AAAA-MM-JJ",
    "population: 90000\ncontrat: {signe_le: 9999-03-01}": "hors du possible ; donnez une date entre 2000 et 2099",
    "population: --5\ncontrat: {signe_le: 2025-03-01}": "population (ligne 1) : « --5 » n'est pas une population",
    "population: ٩٠٠٠٠\ncontrat: {signe_le: 2025-03-01}": "n'est pas une population",
    f"population: {'9' * 5000}\ncontrat: {{signe_le: 2025-03-01}}": "n'est pas une population",
    "population: 90,000\ncontrat: {signe_le: 2025-03-01}": "« 90,000 » n'est pas une population",
    MINIMAL + "annees: {--1: {}}": "« --1 » n'est pas un numéro d'année",
    MINIMAL + "annees: {1: {}, 01: {}}": "l'année 1 est écrite deux fois",
    MINIMAL + "annees: {1_: {}}": "n'est pas un numéro d'année",
    MINIMAL + "? [a, b]\n: 1": "dossier (ligne 3) : une clé est un mot seul",
    WITH_MISSION + "montants: {acces_aux_soins: {volet_fixe: 1e999999}}}": "n'est pas un montant en euros",
    WITH_MISSION + "montants: {acces_aux_soins: {volet_fixe: '90,000'}}}": "deux décimales au plus",
    WITH_MISSION + "montants: {parcours: {volet_fixe: 90000}}}": "vise la mission « parcours », absente de contrat.missions",
    of_indicator("valeur: "): "écrivez la valeur mesurée",
    of_indicator("valeur: 9999, paliers: [{libelle: a, montant: 1, de: 1, a: 2}, {libelle: b, montant: 9}]"): "ou aucun",
    of_indicator("valeur: 1, paliers: [{libelle: a, montant: 1, de: 3, a: 2}]"): "commence après sa fin",
    of_indicator("atteint: a, paliers: [{libelle: a, montant: 1}, {libelle: a, montant: 2}]"): "deux paliers s'appellent « a »",
    of_indicator("atteint: true}, {mission: acces_aux_soins, libelle: i, montant: 5, atteint: true"): "s'appelle « i »",
    "population: 90000\ncontrat: {signe_le: 2025-03-01, mission: {}}": "contrat.mission (ligne 2) : clé inconnue ; clés permises ici : missions",
    MINIMAL + "communes: ['84007']": "donnez l'un des deux",
    MINIMAL + "annees: {1: {plan_de_crise: neuf}}": "n'est pas un choix connu ; écrivez l'un de : initial, mise_a_jour",
    MINIMAL + "annees: {un: {}}": "annees.un (ligne 3) : « un » n'est pas un numéro d'année",
    MINIMAL + "annees: {1: {crise_reconnue: peut-être}}": "ne dit ni oui ni non",
    MINIMAL + "annees: {1: {indicateurs: [{mission: parcours}]}}": "il manque libelle, montant",
    "population: &p 90000\ncontrat: {signe_le: *p}": "renvois YAML",
    "population: 90000\ncontrat: {signe_le: 2025-03-01, montants: {parcours: {volet_fixe: -1}}}": "n'est pas un montant en euros",
    "population: 90000\ncontrat: {signe_le: 2025-03-01, montants: {fonctionnement: 75 000,50}}": "montants.50 (ligne 2) : ne donne aucun montant",
    "population: 90000\ncontrat: {signe_le: 2025-03-01, missions: {parcours: {}}}": "demarre_le (ligne 2) : la date manque",
}


@pytest.mark.parametrize(("text", "sentence"), MISTAKES.items())
def test_each_mistake_names_field_value_and_remedy(text: str, sentence: str) -> None:
    with pytest.raises(InvalidDossier) as refusal:
        read(text)
    assert any(sentence in error for error in refusal.value.errors), refusal.value.errors


def test_all_mistakes_are_listed_at_once() -> None:
    with pytest.raises(InvalidDossier) as refusal:
        read("population: -1\ncontrat: {signe_le: hier, montants: {parcours: {volet_fixe: x}}}\ncouleur: bleu\n")
    assert len(refusal.value.errors) == 5


def test_a_deeply_nested_text_is_refused_without_a_trace() -> None:
    with pytest.raises(InvalidDossier):
        read("[" * 50_000)


def test_codes_and_numbers_keep_what_people_wrote() -> None:
    dossier = read("communes: [01015, '2A004']\ncontrat:\n  signe_le: 2025-03-01\n  montants:\n    fonctionnement: 75 000,50\n")
    assert dossier.communes == ("01015", "2A004")
    assert dossier.montants == {"fonctionnement": {"montant": 7_500_050}}


_days = st.dates(date(2019, 8, 25), date(2035, 1, 1))
_cents = st.integers(0, 100_000_000)
_labels = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12).filter(
    lambda text: text.lower() not in ("true", "false", "oui", "non", "null")
)


@st.composite
def _indicators(draw: st.DrawFn, mission: str) -> Indicator:
    amount = draw(_cents)
    steps = tuple(Step(f"palier {n} {draw(_labels)}", draw(st.integers(0, amount))) for n in range(draw(st.integers(0, 3))))
    if steps and draw(st.booleans()):
        reached = draw(st.sampled_from(steps))
        return Indicator(mission, draw(_labels), amount, reached.amount, reached.label, steps)
    got = draw(st.booleans())
    return Indicator(mission, draw(_labels), amount, amount if got else 0, "true" if got else "false", steps)


@st.composite
def _facts(draw: st.DrawFn) -> FundingFacts:
    starts = draw(st.dictionaries(st.sampled_from(list(MISSIONS)), _days))
    years = {}
    for number in draw(st.sets(st.integers(1, 5))):
        rated = draw(st.dictionaries(st.sampled_from(list(starts)), st.integers(0, 1_000_000))) if starts else {}
        others = [mission for mission in starts if mission not in rated]
        years[number] = YearFacts(
            {mission: Decimal(rate) / 1_000_000 for mission, rate in rated.items()},
            tuple(draw(_indicators(mission)) for mission in others if draw(st.booleans())),
            draw(st.sampled_from([None, "initial", "mise_a_jour"])),
            draw(st.booleans()),
        )
    amounts = {mission: {"volet_fixe": draw(_cents)} for mission in starts if draw(st.booleans())}
    return FundingFacts(draw(_labels), Known(draw(st.integers(1, 2_000_000)), "Dossier"), draw(_days), starts, amounts, years)


@given(_facts())
def test_what_is_written_reads_back(facts: FundingFacts) -> None:
    dossier = read(write(facts))
    assert (dossier.name, dossier.population, dossier.signe_le) == (facts.name, facts.population.value, facts.signe_le)
    assert (dossier.demarrages, dossier.montants) == (facts.demarrages, facts.montants)
    nothing = YearFacts()
    for number in range(1, 6):
        assert dossier.annees.get(number, nothing) == facts.annees.get(number, nothing)
