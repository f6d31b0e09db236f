"""Two scenarios side by side: what changes, and nothing else."""

from decimal import Decimal
from io import BytesIO
from typing import Any

import pypdf
import pytest
from django.test import Client
from lxml import html
from python_calamine import CalamineWorkbook

from tests.support import by_ear

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


MISSIONS = ("acces_aux_soins", "parcours", "prevention", "crise_sanitaire")
DOCUMENTED = {
    "population": "78760",
    "signe_le": "2027-03-01",
    **dict.fromkeys(MISSIONS, "2027-03-01"),
    **{f"taux.{name}": "0" for name in (*MISSIONS, "qualite", "accompagnement")},
}


def test_a_change_of_documentation_moves_nothing_between_certainties_and_is_said(client: Client) -> None:
    """Taille 2 has deduced amounts, taille 3 has read ones: both are due, and the page warns."""
    response = client.get("/financement/comparaison/", {**DOCUMENTED, "b.population": "82000"})
    totals = {row[0]: row for row in lines(response, "Sur tout le contrat")}
    assert list(totals) == ["Dû et selon indicateurs", "Dû", "Selon indicateurs", "À obtenir"]
    assert totals["Selon indicateurs"][1:] == ["0,00 €", "0,00 €", "0,00 €"], "every indicator is at zero"
    assert totals["Dû et selon indicateurs"][1:] == totals["Dû"][1:]
    assert "Preuve : déduit" in totals["Dû"][1]
    page = " ".join(response.content.decode().split())
    assert "Dans A : taille 2" in page
    assert "montants déduits" in page


@pytest.mark.django_db
def test_the_comparison_is_kept_as_tables_and_as_a_pdf(client: Client) -> None:
    query = {**DOCUMENTED, "b.population": "82000"}
    page = html.fromstring(client.get("/financement/comparaison/", query).content.decode())
    links = {a.text_content().split()[0]: a.get("href") for a in page.xpath("//*[@aria-label='Garder cette comparaison']/a")}
    assert list(links) == ["PDF", "XLSX", "CSV"]
    table = client.get(links["CSV"]).content.decode("utf-8-sig")
    rows = [line.split(";") for line in table.splitlines()]
    due = next(row for row in rows if row[1] == "Dû")
    assert (due[2], due[4], Decimal(due[7].replace(",", "."))) == ("Dû", "déduit", amount(due[5]) - amount(due[3]))
    sheet = CalamineWorkbook.from_filelike(BytesIO(client.get(links["XLSX"]).content)).get_sheet_by_name("Écarts").to_python()
    assert next(row for row in sheet if row[1] == "Dû")[3] == float(amount(due[3]))
    paper = client.get(links["PDF"]).content
    assert by_ear.pdf_faults(paper) == []
    text = "".join(one.extract_text() for one in pypdf.PdfReader(BytesIO(paper)).pages)
    assert "Deux scénarios comparés" in text
    assert "déduit" in text


def amount(written: str) -> Decimal:
    return Decimal(written.replace(",", "."))


@pytest.mark.django_db
def test_a_comparison_that_cannot_be_computed_gives_no_file(client: Client) -> None:
    answer = client.get("/financement/comparaison/ecarts.csv", {**A, "b.signe_le": "2027-02-31"})
    assert (answer.status_code, answer["Content-Type"].split(";")[0]) == (400, "text/html")
    assert client.get("/financement/comparaison/ecarts.doc", A).status_code == 404
