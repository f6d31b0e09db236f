"""The address of a simulation: short, shareable, and the same facts when it is opened again."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from urllib.parse import parse_qs

from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from maillage.facts import dossier
from maillage.kernel.periods import add_months
from maillage.results.runs import facts_of
from maillage.www.financement.address import of_facts, query_of
from maillage.www.financement.entries import from_query
from maillage.www.financement.missions import BY_NAME, MISSIONS, YEARS
from maillage.www.financement.reading import Scenario, read

TODAY = date(2026, 11, 21)
EXAMPLE = """
cpts: CPTS d'essai
population: 90000
contrat:
  signe_le: 2025-03-01
  missions:
    acces_aux_soins: {demarre_le: 2025-09-01}
    crise_sanitaire: {demarre_le: 2025-04-01}
  montants: {acces_aux_soins: {volet_fixe: 90000.50}, fonctionnement: 75000}
annees:
  1:
    taux_variable: {acces_aux_soins: 0.8}
    plan_de_crise: initial
  2:
    indicateurs:
      - {mission: acces_aux_soins, libelle: ALD, montant: 9000, atteint: intermédiaire, paliers: [{libelle: intermédiaire, montant: 6000}]}
    crise_reconnue: true
    population: 79600
"""


def scenario(query: str) -> Scenario:
    reading = read(from_query(parse_qs(query, keep_blank_values=True), today=TODAY), today=TODAY)
    assert reading.scenario is not None, reading.errors
    return reading.scenario


def test_the_years_of_the_form_are_those_of_the_contract() -> None:
    from maillage.law import reader

    assert reader.load().at("aci/duree_du_contrat", TODAY).require().value == YEARS


def test_the_missions_of_the_form_are_those_of_the_agreement() -> None:
    from maillage.law import reader

    listed = reader.load().at("aci/missions/liste", TODAY).values
    assert {name: value.value for name, value in listed.items()} == {one.name: one.kind for one in MISSIONS}


def test_an_example_date_never_precedes_the_crisis_mission() -> None:
    assert BY_NAME["crise_sanitaire"].example_start(date(2020, 1, 1)) == date(2022, 9, 3)


def test_defaults_are_left_out() -> None:
    given_query = "population=90000&signe_le=2027-03-01"
    assert query_of(scenario(given_query), today=TODAY) == given_query


def test_the_signature_of_the_example_is_written_out_so_that_a_link_does_not_drift() -> None:
    assert query_of(scenario("population=90000"), today=TODAY) == "population=90000&signe_le=2027-02-01"


def test_a_dossier_opens_with_the_same_amounts() -> None:
    from urllib.parse import urlencode

    from maillage.results.runs import simulate

    facts = facts_of(dossier.read(EXAMPLE))
    opened = scenario(urlencode(list(of_facts(facts)))).facts
    first, second = simulate(facts, day=TODAY), simulate(opened, day=TODAY)
    assert [(p.on, p.label, p.cents, p.status) for p in first.payments] == [
        (p.on, p.label, p.cents, p.status) for p in second.payments
    ]


RATES = st.decimals(0, 100, places=2).map(lambda rate: format(rate.normalize(), "f"))
STARTS = st.one_of(st.just("non"), st.integers(0, 58).map(lambda months: add_months(date(2027, 3, 1), months).isoformat()))


@given(
    starts=st.fixed_dictionaries({}, optional={one.name: STARTS for one in MISSIONS}),
    rates=st.fixed_dictionaries({}, optional={f"taux.{one.name}": RATES for one in MISSIONS}),
    year=st.fixed_dictionaries(
        {}, optional={"taux.parcours.3": RATES, "plan.2": st.just("initial"), "crise.4": st.just("oui")}
    ),
)
def test_reading_an_address_written_from_facts_gives_them_back(
    starts: dict[str, str], rates: dict[str, str], year: dict[str, str]
) -> None:
    query = {"population": ["90000"], "signe_le": ["2027-03-01"], **{k: [v] for k, v in {**starts, **rates, **year}.items()}}
    first = read(from_query(query, today=TODAY), today=TODAY).scenario
    assert first is not None
    again = scenario(query_of(first, today=TODAY))
    # What was typed for a year that does not use it is told, then left out of the address.
    assert replace(again.facts, remarks=()) == replace(first.facts, remarks=())
    assert query_of(again, today=TODAY) == query_of(first, today=TODAY)


def test_a_rate_of_a_dossier_is_exact() -> None:
    facts = scenario("population=90000&signe_le=2027-03-01&taux.parcours=77.1429").facts
    assert facts.year(1).taux_variable["parcours"] == Decimal("0.771429")


def test_a_dossier_pasted_opens_in_the_simulator(client: Client) -> None:
    response = client.post("/financement/ouvrir/", {"texte": EXAMPLE})
    assert response.status_code == 302
    assert client.get(response["Location"]).status_code == 200


def test_each_mistake_of_a_dossier_is_listed_and_the_text_kept(client: Client) -> None:
    text = "population: -3\ncontrat: {signe_le: 2025-02-31, missions: {chasse: {demarre_le: 2025-09-01}}}\ninconnu: 1\n"
    response = client.post("/financement/ouvrir/", {"texte": text})
    page = response.content.decode()
    assert response.status_code == 400
    for named in ("inconnu", "signe_le", "population"):
        assert named in page
    assert "chasse" in page


def test_a_file_that_is_not_a_dossier_is_refused_in_a_sentence(client: Client) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    for content, sentence in ((b"\xff\xfe\x00", "UTF-8"), (b"a" * 300_000, "256 Ko"), (b"", "vide")):
        response = client.post("/financement/ouvrir/", {"fichier": SimpleUploadedFile("d.yaml", content)})
        assert response.status_code == 400
        assert sentence in response.content.decode().replace("\N{NO-BREAK SPACE}", " ")
