"""The simulator: an address gives amounts, dates and reasons; a fragment is a part of the page."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from lxml import html

SIX = {
    "population": "90000",
    "signe_le": "2024-03-01",
    "acces_aux_soins": "2024-03-01",
    "parcours": "2024-03-01",
    "prevention": "2024-03-01",
    "crise_sanitaire": "2024-03-01",
    "qualite": "2024-03-01",
    "accompagnement": "2024-03-01",
    "plan.2": "mise_a_jour",
    "annee": "2",
    **{f"taux.{name}": "100" for name in ("acces_aux_soins", "parcours", "prevention", "qualite", "accompagnement")},
}
NARROW, NBSP = "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"


def get(client: Client, query: dict[str, str], path: str = "/financement/", **extra: Any) -> Any:
    return client.get(path, query, **extra)


def words(response: Any) -> str:
    return " ".join(html.fromstring(response.content.decode()).text_content().split())


def plain(text: str) -> str:
    return text.replace(NARROW, " ").replace(NBSP, " ")


def row(response: Any, label: str) -> list[str]:
    """Cells of the row of the years table that starts with a label."""
    tree = html.fromstring(response.content.decode())
    for line in tree.xpath("//table[contains(@class, 'table-annees')]/tbody/tr"):
        if line.xpath("string(th)").strip() == label:
            return [plain(link.text) for link in line.xpath("td/a")]
    raise AssertionError(label)


def test_without_a_question_it_offers_three_ways_to_start(client: Client) -> None:
    page = words(get(client, {}))
    assert "Avec un nombre d'habitants" in page
    assert "Avec vos communes" in page
    assert "Avec un dossier" in page


def test_a_population_alone_shows_a_whole_example_marked_as_such(client: Client) -> None:
    response = get(client, {"population": "90000"})
    assert response.status_code == 200
    page = plain(words(response))
    assert "90 000 habitants" in page
    assert "taille 3" in page
    assert "exemple" in page
    assert "Quand l'argent arrive" in page


def test_six_missions_in_a_full_year_come_to_397_500_euros(client: Client) -> None:
    assert row(get(client, SIX), "Total de l'année")[1] == "397 500,00 €"


def test_a_recognised_crisis_brings_it_to_465_000_euros(client: Client) -> None:
    assert row(get(client, {**SIX, "crise.2": "oui"}), "Total de l'année")[1] == "465 000,00 €"


def test_the_first_year_follows_the_days_to_the_cent(client: Client) -> None:
    query = {"population": "90000", "signe_le": "2025-03-01", "acces_aux_soins": "2025-09-01"}
    page = plain(words(get(client, query)))
    assert "44 630,14 €" in page
    assert "33 472,60 €" in page
    assert "01/09/2025" in page


def test_a_downgrade_is_named_dated_and_costed(client: Client) -> None:
    query = {"population": "80400", "signe_le": "2027-03-01", "population.3": "79600"}
    page = plain(words(get(client, query)))
    assert "Année 3, à partir du 1er mars 2029 : taille 3 → taille 2" in page
    assert "déduit" in page


def test_the_contract_s_amounts_win_over_the_table(client: Client) -> None:
    query = {**SIX, "montant.acces_aux_soins.volet_fixe": "100 000,50"}
    page = plain(words(get(client, query)))
    assert "100 000,50 €" in page
    assert "Montants du contrat signé employés" in page


def test_indicators_replace_the_rate_of_their_mission(client: Client) -> None:
    query = {**SIX, "indicateur": "2;acces_aux_soins;9000;6000;Patients en ALD"}
    tree = html.fromstring(get(client, query).content.decode())
    first = tree.xpath("//table[contains(@class, 'table-missions')]/tbody/tr[1]")[0]
    cells = [plain(cell.text_content()) for cell in first.xpath("td")]
    assert any(text.startswith("6 000,00 €") for text in cells)


def test_communes_give_their_population_and_its_vintage(client: Client) -> None:
    response = get(client, {"communes": "84007,84031"})
    assert response.status_code == 200
    page = words(response)
    assert "2 communes" in page
    assert "2023" in page


def test_a_refused_commune_is_said_and_the_others_are_kept(client: Client) -> None:
    response = get(client, {"communes": "84007,99999"})
    assert response.status_code == 200
    assert "99999" in words(response)


def test_a_submitted_form_leads_to_the_short_address(client: Client) -> None:
    query = {"formulaire": "1", "population": "90000", "signe_le": "2027-03-01", "parcours": "", "taux.qualite": "", "nom": ""}
    response = get(client, query)
    assert response.status_code == 302
    given = parse_qs(urlsplit(response["Location"]).query)
    assert given == {"population": ["90000"], "signe_le": ["2027-03-01"], "parcours": ["non"], "taux.qualite": ["0"]}
    assert get(client, {name: values[0] for name, values in given.items()}).status_code == 200


def test_the_fragment_is_the_part_of_the_page_it_replaces(client: Client) -> None:
    page = html.fromstring(get(client, SIX).content.decode())
    answer = get(client, SIX, headers={"HX-Request": "true"})
    brought = html.fromstring(answer.content.decode())
    whole, fragment = page.get_element_by_id("resultats"), brought.get_element_by_id("resultats")
    assert brought.findtext(".//title") == page.findtext(".//title")
    assert whole.text_content().split() == fragment.text_content().split()
    assert answer["HX-Push-Url"].startswith("/financement/?")
    assert answer["HX-Push-Url"].endswith("annee=2")


def test_going_back_in_the_history_gives_the_whole_page(client: Client) -> None:
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<html" in get(client, SIX, headers=headers).content.decode()


def test_every_figure_of_the_page_opens_to_its_reasons(client: Client) -> None:
    tree = html.fromstring(get(client, SIX).content.decode())
    links = set(tree.xpath("//a[@data-drawer]/@href"))
    assert len(links) > 100
    for href in sorted(links)[::12]:
        assert client.get(href).status_code == 200, href


def test_a_reason_shows_rule_article_parameter_and_fact(client: Client) -> None:
    response = get(client, {**SIX, "cle": "annee-2.acces_aux_soins.volet_fixe"}, "/financement/pourquoi/")
    page = plain(words(response))
    for expected in (
        "90 000,00 €",
        "art. 6.2",
        "Paramètre du texte",
        "Fait",
        "Population saisie",
        "Saisi dans le simulateur",
        "03/09/2022",
        "contrat",
    ):
        assert expected in page
    assert "/textes/parametres/aci/missions/acces_aux_soins/volet_fixe/" in response.content.decode()


def test_a_reason_is_a_fragment_for_the_panel(client: Client) -> None:
    query = {**SIX, "cle": "annee-2.total"}
    fragment = get(client, query, "/financement/pourquoi/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    assert 'class="pourquoi"' in fragment


def test_an_unknown_figure_is_not_found(client: Client) -> None:
    assert get(client, {**SIX, "cle": "annee-9.total"}, "/financement/pourquoi/").status_code == 404


@pytest.mark.parametrize("path", ["", "pourquoi/", "comparaison/", "simulation.pdf"])
def test_only_reading_is_allowed(client: Client, path: str) -> None:
    assert client.post(f"/financement/{path}").status_code == 405
