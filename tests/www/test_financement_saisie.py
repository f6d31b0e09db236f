"""Bad input of the simulator: a sentence by field, what was typed is kept, status 400, never a trace."""

from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

BASE = {"population": "90000", "signe_le": "2027-03-01"}


def refused(client: Client, **query: str | list[str]) -> str:
    response = client.get("/financement/", {**BASE, **query})
    assert response.status_code == 400
    text = html.fromstring(response.content.decode()).get_element_by_id("resultats").text_content()
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"population": "-4"}, "n'est pas une population possible"),
        ({"population": "0"}, "n'est pas une population possible"),
        ({"population": "99999999999"}, "n'est pas une population possible"),
        ({"population": "beaucoup"}, "n'est pas un nombre entier d'habitants"),
        ({"population": "1e9"}, "n'est pas un nombre entier d'habitants"),
        ({"signe_le": "2027-02-31"}, "n'est pas une date du calendrier"),
        ({"signe_le": "31/02/2027"}, "n'est pas une date du calendrier"),
        ({"signe_le": "0001-01-01"}, "est hors du possible"),
        ({"signe_le": ""}, "donnez une date"),
        ({"parcours": "2032-03-01"}, "après le terme du contrat"),
        ({"qualite": "2026-01-01"}, "précède la signature"),
        ({"taux.parcours": "101"}, "est impossible"),
        ({"taux.parcours": "-1"}, "est impossible"),
        ({"taux.parcours": "NaN"}, "n'est pas un pourcentage"),
        ({"taux.parcours.3": "Infinity"}, "n'est pas un pourcentage"),
        ({"signe_le": "9999-03-01"}, "est hors du possible"),
        ({"signe_le": "2025-W09-6"}, "n'est pas une date du calendrier"),
        ({"le": "9999-12-31"}, "est hors du possible"),
        ({"montant.parcours.volet_fixe": "1e999999"}, "n'est pas un montant en euros"),
        ({"montant.parcours.volet_fixe": "90,000"}, "deux décimales au plus"),
        ({"parcours": "non", "montant.parcours.volet_fixe": "45000"}, "la mission n'est pas exercée"),
        ({"indicateur": ["1;parcours;100;oui;x", "1;parcours;200;oui;x"]}, "s'appelle déjà « x »"),
        ({"population": "٩٠٠٠٠"}, "n'est pas un nombre entier d'habitants"),
        ({"taux.parcours": "tout"}, "n'est pas un pourcentage"),
        ({"montant.parcours.volet_fixe": "-5"}, "n'est pas un montant possible"),
        ({"montant.parcours.volet_fixe": "1,234"}, "n'est pas un montant en euros"),
        ({"plan.2": "autre"}, "n'est pas un choix possible"),
        ({"crise.2": "peut-être"}, "n'est pas un choix possible"),
        ({"annee": "6"}, "n'est pas un choix possible"),
        ({"population.3": "-1"}, "n'est pas une population possible"),
        ({"indicateur": "1;parcours;100;200;Réunions"}, "dépasse le maximum"),
        ({"indicateur": "1;parcours"}, "est incomplet"),
        ({"indicateur": "9;parcours;100;oui;x"}, "n'est pas un choix possible"),
        ({"indicateur": "1;chasse;100;oui;x"}, "n'est pas un choix possible"),
        ({"s": "zzz"}, "ne contient pas une sélection"),
        ({"s": "1AAAA"}, "incomplète ou altérée"),
        ({"communes": "<b>"}, "n'a pas la forme d'un code de commune"),
        ({"le": "hier"}, "n'est pas une date du calendrier"),
        ({"connu_le": "2018-01-01"}, "2018"),
        ({"signe_le": "2018-06-01"}, "2018"),
        ({"le": "2018-06-01"}, "2018"),
    ],
)
def test_it_says_what_is_wrong(client: Client, query: dict[str, str | list[str]], sentence: str) -> None:
    assert sentence in refused(client, **query)


def test_what_was_typed_is_kept_beside_its_error(client: Client) -> None:
    response = client.get("/financement/", {**BASE, "signe_le": "2027-02-31"})
    tree = html.fromstring(response.content.decode())
    field = tree.get_element_by_id("champ-signe_le")
    assert field.get("value") == "2027-02-31"
    assert field.get("type") == "text", "a date control would drop an impossible date"
    assert field.get("aria-invalid") == "true"
    assert tree.get_element_by_id(field.get("aria-describedby")).text_content().startswith("Signature du contrat")


def test_a_mission_already_running_before_signature_is_allowed_and_explained(client: Client) -> None:
    response = client.get("/financement/", {**BASE, "acces_aux_soins": "2026-12-01"})
    assert response.status_code == 200
    assert "avant la signature" in response.content.decode()


def test_indicators_beyond_the_envelope_are_capped_and_said(client: Client) -> None:
    response = client.get("/financement/", {**BASE, "indicateur": "1;parcours;60000;oui;Tout"})
    assert response.status_code == 200
    text = html.fromstring(response.content.decode()).text_content()
    assert "plus que l'enveloppe" in " ".join(text.split())


def test_html_in_a_name_stays_text(client: Client) -> None:
    page = client.get("/financement/", {**BASE, "nom": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_unknown_parameters_are_ignored(client: Client) -> None:
    assert client.get("/financement/", {**BASE, "utm_source": "lettre"}).status_code == 200


def test_documents_refuse_what_the_page_refuses(client: Client, db: Any) -> None:
    for kind in ("pdf", "xlsx", "yaml", "json"):
        response = client.get(f"/financement/simulation.{kind}", {**BASE, "population": "-4"})
        assert response.status_code == 400
        assert "population possible" in response.content.decode()


NAMES = st.sampled_from(
    ["population", "signe_le", "parcours", "qualite", "taux.parcours", "taux.parcours.2", "population.2", "plan.1", "crise.1",
     "montant.parcours.volet_fixe", "montant.fonctionnement.montant", "indicateur", "ind.1.montant", "ind.x.y", "s", "communes",
     "le", "connu_le", "annee", "nom", "b.population", "b.signe_le", "cle", "formulaire", "."]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            "",
            "non",
            "2027-03-01",
            "29/02/2028",
            "1;parcours;1;oui;x",
            ";;;;",
            "100",
            "1e400",
            "٣",
            "\x00",
            "9" * 400,
            "9" * 5000,
            "1e999999",
            "9999-03-01",
            "9995-12-31",
            "0001-01-01",
            "2025-W09-6",
            "--5",
            "1;parcours;1;1e99;x",
        ]
    ),
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.dictionaries(NAMES, TEXTS, max_size=8))
@pytest.mark.parametrize("path", ["", "comparaison/", "pourquoi/"])
def test_no_forged_address_breaks_the_page(client: Client, path: str, query: dict[str, str]) -> None:
    assert client.get(f"/financement/{path}", {**BASE, **query}).status_code in (200, 302, 400, 404)
