"""Two scenarios side by side: what changes, and nothing else."""

from typing import Any

from django.test import Client
from lxml import html

A = {"population": "80400", "signe_le": "2027-03-01"}


def compare(client: Client, **changes: str) -> Any:
    return client.get("/financement/comparaison/", {**A, **changes})


def lines(response: Any, title: str) -> list[list[str]]:
    tree = html.fromstring(response.content.decode())
    rows = tree.xpath("//*[@role='group' and @aria-label=$title]//tbody/tr", title=title)
    return [[" ".join(cell.text_content().split()) for cell in row] for row in rows]


def test_without_a_change_both_are_the_same(client: Client) -> None:
    response = compare(client)
    assert "mêmes sommes" in response.content.decode()
    assert lines(response, "Par versement") == []


def test_a_smaller_population_costs_a_class(client: Client) -> None:
    response = compare(client, **{"b.population": "79600"})
    fonctionnement = lines(response, "Par mission")[0]
    assert fonctionnement[0] == "Fonctionnement"
    assert fonctionnement[3].startswith("−75")
    assert "taille 2" in response.content.decode()


def test_two_versions_of_the_agreement_can_be_compared(client: Client) -> None:
    response = compare(client, **{"b.connu_le": "2022-01-01"})
    assert response.status_code == 200
    assert "textes connus au 1er" in response.content.decode()


def test_a_mistake_in_b_is_said_beside_its_field(client: Client) -> None:
    response = compare(client, **{"b.signe_le": "2027-02-31"})
    assert response.status_code == 400
    field = html.fromstring(response.content.decode()).get_element_by_id("champ-b-signe_le")
    assert field.get("value") == "2027-02-31"
    assert field.get("aria-invalid") == "true"


def test_the_submitted_form_drops_its_empty_fields(client: Client) -> None:
    response = compare(client, **{"formulaire": "1", "b.population": "", "b.parcours": "2028-01-01"})
    assert response.status_code == 302
    assert response["Location"] == "/financement/comparaison/?population=80400&signe_le=2027-03-01&b.parcours=2028-01-01"


def test_nothing_to_compare_leads_to_the_simulator(client: Client) -> None:
    assert "Faire d'abord une simulation" in client.get("/financement/comparaison/").content.decode().replace("&#x27;", "'")
