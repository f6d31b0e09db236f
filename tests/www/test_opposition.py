"""An opposition is seen on every page, by its day and its legal ground, with what it means and what comes next."""

import io
from datetime import timedelta

import docx
import pytest
from django.http import HttpResponse
from django.test import Client
from python_calamine import CalamineWorkbook

from maillage.accounts import clock
from maillage.accounts.walls import within
from maillage.community.communities import actions as communities
from maillage.community.contract import actions as contract
from maillage.community.filing import actions as filing
from maillage.community.filing.models import Decision, Transmission, TransmissionKind
from maillage.documents import archive, contrat_docx
from maillage.documents.contrat_docx import sheet
from maillage.results.cpts.filing_state import of_project
from tests.results.test_cpts_portfolio import VALUES
from tests.support.institutions import ARS, file_of, received, said, send
from tests.support.personas import NOW, TODAY, People, signed_in

HOME = "/c/cpts-du-pays-de-foix/"
GROUND = "le territoire n'est pas pertinent"
TOLD = f"Opposition du 02/11/2026, motif : {GROUND}"
REASONS = "Trois communes relèvent d'un autre bassin."


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def opposed(who: People) -> Transmission:
    """A letter, then a project received and opposed on the same day."""
    send(who, TransmissionKind.LETTRE)
    sent = send(who, TransmissionKind.PROJET)
    received(sent, who)
    with within(who.ours):
        filing.decide(
            sent,
            kind=Decision.Kind.OPPOSITION,
            decided_on=TODAY,
            ground=Decision.Ground.TERRITOIRE,
            reasons=REASONS,
            voice=filing.Voice(who.ars.pk, "ars", who.ars.name),
            by=who.esther,
            now=NOW,
        )
    return sent


def ours(who: People, end: str) -> str:
    answer: HttpResponse = signed_in(who.amina).get(HOME + end)  # type: ignore[assignment]
    assert answer.status_code == 200
    return said(answer)


@pytest.mark.usefixtures("opposed")
@pytest.mark.parametrize("end", ["", "creation/", "depot/", "projet/"])
def test_the_pages_of_the_cpts_say_it_and_what_comes_next(who: People, end: str) -> None:
    told = ours(who, end)
    assert TOLD in told
    assert "il n'est pas validé" in told
    assert "déposez-le à nouveau" in told
    assert "dans le délai" not in told or "Opposition du 2 novembre 2026, dans le délai" in told
    assert "Validation tacite : faite" not in told


@pytest.mark.usefixtures("opposed")
def test_the_stage_and_the_tasks_are_those_of_an_opposed_project(who: People) -> None:
    told = ours(who, "")
    assert "Opposition au projet depuis le 2 novembre 2026" in told
    assert "Lettre d'intention depuis" not in told
    assert f"{TOLD} : reprendre le projet" in told
    assert "opposition, à reprendre" in told
    assert "Étape 3 sur 7 : Le projet de santé" in told, "the letter waits for an answer, the project is to be taken up"


@pytest.mark.usefixtures("opposed")
def test_the_copy_that_was_opposed_says_it_among_those_sent(who: People) -> None:
    assert f"Projet de santé n° 1, le 02/11/2026, {TOLD} : PDF" in ours(who, "projet/")


@pytest.mark.usefixtures("opposed")
def test_the_contract_page_and_its_document_wait(who: People) -> None:
    assert f"{TOLD} : le projet de santé n'est pas validé" in ours(who, "depot/contrat/")
    with within(who.ours):
        made = contract.prepare(who.ours, values=VALUES, version=0, by=who.amina, now=NOW)
        contract.set_mission(made, mission="acces_aux_soins", starts_on=TODAY, commitments="", by=who.amina, now=NOW)
        text = docx.Document(io.BytesIO(contrat_docx.render(sheet.read(who.ours, made, TODAY))))
    words = " ".join(one.text for one in text.paragraphs).replace("\N{NO-BREAK SPACE}", " ")
    assert f"non validé ({TOLD})" in words


def test_the_agency_reads_it_in_its_portfolio_its_list_and_the_file(who: People, opposed: Transmission) -> None:
    esther = signed_in(who.esther)
    for address in (ARS, f"{ARS}dossiers/?etat=tous", file_of(opposed)):
        assert TOLD in said(esther.get(address)), address
    file = said(esther.get(file_of(opposed)))
    assert "La CPTS peut compléter son projet" in file
    assert REASONS in file
    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(esther.get(f"{ARS}portefeuille.xlsx").content))
        .get_sheet_by_index(0)
        .to_python()
    )
    assert any(str(cell).replace("\N{NO-BREAK SPACE}", " ") == TOLD for row in rows for cell in row)
    kept = said(esther.get(f"{ARS}?stade=projet_oppose"))
    assert who.ours.name in kept
    assert who.ours.name not in said(esther.get(f"{ARS}?stade=lettre"))


@pytest.mark.usefixtures("opposed")
def test_the_public_page_and_the_list_of_spaces_say_it(who: People) -> None:
    with within(who.ours):
        communities.set_public(who.ours, public=True, by=who.amina, now=NOW)
    public = said(Client().get(f"/cpts/{who.ours.slug}/"))
    assert TOLD in public
    assert "La CPTS peut compléter son projet" in public
    assert REASONS not in public
    assert TOLD in said(signed_in(who.amina).get("/compte/"))


def test_the_archive_names_its_documents_with_it(who: People, opposed: Transmission) -> None:
    with within(who.ours):
        titles = {one.name: one.said for one in archive.papers(who.ours, TODAY)}
    told = titles[f"transmis/projet-de-sante-{opposed.number}.pdf"].replace("\N{NO-BREAK SPACE}", " ")
    assert told == f"transmis le 02/11/2026 ; opposition du 02/11/2026, motif : {GROUND}"


@pytest.mark.usefixtures("opposed")
def test_it_stands_until_the_project_is_filed_again(who: People) -> None:
    again = send(who, TransmissionKind.PROJET)
    with within(who.ours):
        found = of_project(who.ours, TODAY)
        assert found
        assert not found.is_opposed
        filing.withdraw(again, on=TODAY, by=who.amina, now=NOW + timedelta(hours=1))
        stands = of_project(who.ours, TODAY)
    assert stands
    assert stands.is_opposed
    assert TOLD in ours(who, "")
