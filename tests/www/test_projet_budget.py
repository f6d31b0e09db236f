"""The provisional budget and the files of the health project in the browser."""

from typing import Any
from uuid import UUID

import pytest
from django.core.cache import caches
from django.test import Client
from lxml import html

from maillage.accounts.walls import within
from maillage.community.filing import actions as filing
from maillage.community.filing.models import TransmissionKind
from maillage.community.money.models import BudgetLine, Hypothesis
from maillage.kernel.proof import Proof
from maillage.results.cpts import project
from tests.support.confirming import YES
from tests.support.journal import entries
from tests.support.personas import NOW, TODAY, People, signed_in
from tests.support.projet import HOME, fiche, line, suppose, text

KEY = UUID(int=1)


@pytest.fixture(autouse=True)
def _no_earlier_requests(db: Any) -> None:
    caches["limits"].clear()


@pytest.fixture
def amina(who: People) -> Client:
    return signed_in(who.amina)


def test_the_dates_open_the_budget_and_each_receipt_its_reason(who: People, amina: Client) -> None:
    first = html.fromstring(amina.get(f"{HOME}budget/dates/").content.decode())
    assert first.xpath("//input[@name='start_acces_aux_soins']/@value")
    given = {"signed_on": "2027-01-01", "start_acces_aux_soins": "2027-06-01"}
    assert amina.post(f"{HOME}budget/dates/", given).status_code == 302
    tree = html.fromstring(amina.get(f"{HOME}budget/").content.decode())
    links = [href for href in tree.xpath("//table//a/@href") if "pourquoi" in href]
    assert len(links) >= 10
    page = text(amina.get(links[0]))
    assert "Fonctionnement" in page
    assert "Paramètre du texte" in page
    assert amina.get(f"{HOME}budget/pourquoi/?cle=inventee").status_code == 404


def test_each_sum_of_the_budget_has_the_weakest_proof_of_what_it_adds(who: People, amina: Client) -> None:
    suppose(who)
    tree = html.fromstring(amina.get(f"{HOME}budget/").content.decode())
    proofs = {
        " ".join(row.xpath("th")[0].text_content().split()): [
            badge.text_content().split(":")[-1].strip() for badge in row.xpath("td[1]/span[contains(@class, 'proof ')]")
        ]
        for row in tree.xpath("//table//tr[td]")
    }
    receipts = [found[0] for label, found in proofs.items() if label.endswith("part fixe")]
    assert receipts
    weakest = min([*receipts, *proofs["Fonctionnement"]], key=lambda word: Proof.from_label(word))
    assert proofs["Total : parts fixes"] == proofs["Solde prudent"] == [weakest]
    assert proofs["Total : dépenses"] == [], "what people typed needs no proof"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"signed_on": ""}, "obligatoire"),
        ({"signed_on": "2015-01-01"}, "01/01/2015"),
        ({"signed_on": "2027-01-01", "start_qualite": "2026-01-01"}, "avant la signature"),
        ({"signed_on": "2027-01-01", "start_parcours": "jamais"}, "date"),
    ],
)
def test_dates_that_cannot_be_are_refused_and_not_kept(
    who: People, amina: Client, given: dict[str, str], sentence: str
) -> None:
    response = amina.post(f"{HOME}budget/dates/", given)
    assert response.status_code == 400
    assert sentence in text(response)
    with within(who.ours):
        assert not Hypothesis.objects.exists()


def test_a_line_is_repeated_changed_and_erased(who: People, amina: Client) -> None:
    suppose(who)
    given = {"place": "depense:64", "label": "Coordination", "amount": "45 000", "year": "2", "repeat": "on", "version": "0"}
    assert amina.post(f"{HOME}budget/lignes/nouvelle/", given).status_code == 302
    with within(who.ours):
        assert [one.year for one in BudgetLine.objects.order_by("year")] == [2, 3, 4, 5]
        first = BudgetLine.objects.get(year=2)
    address = f"{HOME}budget/lignes/{first.pk}/"
    assert amina.post(address, {**given, "amount": "46 000", "version": "1"}).status_code == 302
    response = amina.post(address, {**given, "amount": "47 000", "version": "1"})
    assert (response.status_code, "47 000" in response.content.decode()) == (409, True)
    assert amina.post(f"{address}supprimer/", YES).status_code == 302
    assert "46 000" not in text(amina.get(f"{HOME}budget/")).replace("\u202f", " ")


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"place": "depense:99"}, "99"),
        ({"amount": "0"}, "somme positive"),
        ({"amount": "1,005"}, "plus de deux décimales"),
        ({"year": "6"}, "6"),
        ({"label": ""}, "obligatoire"),
    ],
)
def test_a_wrong_line_is_refused(who: People, amina: Client, more: dict[str, str], sentence: str) -> None:
    given = {"place": "depense:64", "label": "Coordination", "amount": "45 000", "year": "1", "version": "0", **more}
    response = amina.post(f"{HOME}budget/lignes/nouvelle/", given)
    assert response.status_code == 400
    assert sentence in text(response)
    with within(who.ours):
        assert not BudgetLine.objects.exists()


def test_a_deficit_is_shown(who: People, amina: Client) -> None:
    suppose(who)
    line(who, cents=900_000_000)
    assert "Les dépenses dépassent les recettes prudentes" in text(amina.get(f"{HOME}budget/"))


def test_a_reader_cannot_open_the_form_of_a_line_and_sees_no_link_to_it(who: People) -> None:
    one = line(who)
    suppose(who)
    assert "budget/lignes/" not in signed_in(who.bruno).get(f"{HOME}budget/").content.decode()
    assert signed_in(who.bruno).get(f"{HOME}budget/lignes/{one.pk}/").status_code == 403


# --- files --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("page", "start"), [("projet.pdf", b"%PDF-"), ("projet.docx", b"PK")])
def test_the_project_comes_as_a_named_file_that_the_journal_tells(who: People, amina: Client, page: str, start: bytes) -> None:
    response = amina.get(HOME + page)
    assert response.content.startswith(start)
    assert 'filename="projet-de-sante-cpts-du-pays-de-foix-' in response["Content-Disposition"]
    assert len(entries(action="export", person_id=who.amina.pk)) == 1


@pytest.mark.parametrize("page", ["projet.exe", "budget/budget.pdf", f"transmission/{KEY}.pdf", "budget/budget.csv"])
def test_an_unknown_file_is_not_found(amina: Client, page: str) -> None:
    """The budget too, before its dates are given."""
    assert amina.get(HOME + page).status_code == 404


@pytest.mark.parametrize(("kind", "start"), [("csv", "\ufeffRubrique;".encode()), ("xlsx", b"PK")])
def test_the_budget_comes_as_a_file(who: People, amina: Client, kind: str, start: bytes) -> None:
    suppose(who)
    line(who, label="=1+1")
    response = amina.get(f"{HOME}budget/budget.{kind}")
    assert response.content.startswith(start)
    if kind == "csv":
        assert ";'=1+1;" in response.content.decode()


def test_a_transmitted_copy_does_not_follow_later_changes(who: People, amina: Client) -> None:
    with within(who.ours):
        content = project.frozen(who.ours, TODAY)
        sent = filing.transmit(who.ours, kind=TransmissionKind.PROJET, content=content, sent_on=TODAY, by=who.amina, now=NOW)
    before = amina.get(f"{HOME}transmission/{sent.pk}.docx").content
    fiche(who)
    after = amina.get(f"{HOME}transmission/{sent.pk}.docx")
    assert after.status_code == 200
    assert len(after.content) == len(before)
    assert "Projet de santé n° 1" in text(amina.get(HOME)).replace("\xa0", " ")
    assert signed_in(who.chloe).get(f"/c/cpts-du-comtat/projet/transmission/{sent.pk}.docx").status_code == 404
