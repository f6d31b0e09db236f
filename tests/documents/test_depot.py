"""The papers of the association, of the filing and of the contract open with common readers and say what was recorded."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any

import docx
import pypdf
import pytest

from maillage.accounts.walls import within
from maillage.community.contract import actions as contracts
from maillage.community.contract import selectors as contract_selectors
from maillage.community.contract.models import Contract
from maillage.community.filing import actions as filing
from maillage.community.filing import selectors as filed
from maillage.community.filing.models import Transmission, TransmissionKind, Way
from maillage.community.governance import actions as governance
from maillage.community.governance import selectors as governance_selectors
from maillage.documents import assemblee_docx, certificat_pdf, contrat_docx, depot_pdf, emargement_pdf, statuts_docx
from maillage.documents.assemblee_docx.common import Meeting
from maillage.institutions import receipts
from maillage.results.cpts import contract as results
from maillage.results.cpts.project import frozen
from maillage.results.cpts.texts import Article
from tests.support import by_ear
from tests.support.contracts import signs
from tests.support.institutions import declared
from tests.support.personas import NOW, TODAY, People

RECEIVED = date(2026, 12, 31)
AFTER = date(2027, 3, 1)


@pytest.fixture
def people(who: People) -> Iterator[People]:
    with within(who.ours):
        yield who


def words(data: bytes) -> str:
    """Every paragraph and cell of a .docx, which who reads by ear can follow."""
    assert by_ear.docx_faults(data) == []
    read = docx.Document(BytesIO(data))
    cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    return " ".join(" ".join([*(paragraph.text for paragraph in read.paragraphs), *cells]).split())


def pages(data: bytes) -> str:
    assert by_ear.pdf_faults(data) == []
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(data)).pages)
    return " ".join(text.replace("\N{NARROW NO-BREAK SPACE}", " ").split())


def filed_project(who: People, way: Way = Way.POSTE) -> Transmission:
    start = datetime(2026, 12, 31, 9, tzinfo=UTC)
    given = {"kind": TransmissionKind.PROJET, "content": frozen(who.ours, RECEIVED), "sent_on": RECEIVED, "by": who.amina}
    return receipts.transmit(who.ours, **given, now=start, today=RECEIVED, way=way)


def received_project(who: People) -> Transmission:
    sent = filed_project(who)
    declared(sent, who, RECEIVED, datetime(2026, 12, 31, 10, tzinfo=UTC))
    return sent


def certificate(sent: Transmission, who: People) -> str:
    return pages(certificat_pdf.render(filed.standing(sent, AFTER), community=who.ours.name, fictif=True, made_on=AFTER))


def test_the_certificate_states_the_computation(people: People) -> None:
    sent = received_project(people)
    text = certificate(sent, people)
    for told in (
        "31 décembre 2026",
        "28 février 2027",
        "déclarée par la CPTS (accusé 1A 234)",
        "signalée à ARS Occitanie le 31/12/2026, et non contestée au 15/01/2027",
        "Ce qu’aucun texte ne dit",
        "articles 641 et 642",
        "L1434-12",
        "fictive",
        "n’a pas de 31",
    ):
        assert told in text, told
    assert sent.digest[:32] in text
    assert sent.digest[32:] in text


def test_the_certificate_says_on_what_the_day_rests(people: People) -> None:
    electronic = filed_project(people, Way.MAILLAGE)
    text = certificate(electronic, people)
    assert "jour de la transmission dans Maillage" in text
    assert "Départ du délai, projet transmis par voie électronique" in text
    assert "degré de preuve" in text


def test_the_certificate_of_a_date_of_the_agency_needs_no_convention(people: People) -> None:
    sent = filed_project(people)
    voice = filing.Voice(people.ars.pk, "ars", people.ars.name)
    given = {"received_on": RECEIVED, "voice": voice, "by": people.esther}
    filing.date_receipt(sent, **given, now=datetime(2026, 12, 31, 10, tzinfo=UTC), today=RECEIVED)  # type: ignore[arg-type]
    text = certificate(sent, people)
    assert "datée par ARS Occitanie" in text
    assert "Ce qu’aucun texte ne dit" not in text


def test_there_is_no_certificate_before_the_end_nor_after_a_decision(people: People) -> None:
    sent = received_project(people)
    with pytest.raises(certificat_pdf.NotDeemedValidated, match="réputé validé"):
        certificat_pdf.render(filed.standing(sent, date(2027, 2, 28)), community="x", fictif=False, made_on=TODAY)


def test_the_slip_is_made_from_the_frozen_copy(people: People) -> None:
    sent = filed_project(people)
    people.ours.name = "CPTS renommée depuis"
    text = pages(depot_pdf.render(sent, made_on=AFTER))
    for told in ("CPTS du Pays de Foix", "3 communes", "2 mois", "Accusé de réception", "fictive", sent.digest[:32]):
        assert told in text, told
    assert "renommée" not in text
    assert "Annexes" not in text
    sent.content["annexes"] = [{"name": "Statuts #1.pdf", "sha256": "0123456789abcdef" * 4, "size": 12}]
    text = pages(depot_pdf.render(sent, made_on=AFTER))
    for told in ("Annexes", "Statuts #1.pdf", "0123456789abcdef" * 2):
        assert told in text, told


def test_statutes_mark_what_is_still_the_model(people: People) -> None:
    articles = [
        Article("Objet", "**Notre** objet\n\n1. un\n2. deux", is_model=False),
        Article("Ressources", "Texte proposé\n\n| A | B |\n| --- | --- |\n| c | d |", is_model=True),
    ]
    text = words(
        statuts_docx.render(
            title="Statuts", lead="Chapeau.", community=people.ours.name, articles=articles, made_on=TODAY, fictif=True
        )
    )
    assert "Modèle à relire par un juriste" in text
    assert "Article 1. Objet Notre objet 1. un 2. deux" in text
    assert text.count("Texte du modèle") == 1
    assert "A B c d" in text
    assert "fictive" in text


def meeting(who: People) -> Meeting:
    values: dict[str, Any] = {
        "title": "Assemblée constitutive",
        "at": NOW,
        "place": "Mairie de Foix",
        "sender": "Amina Essai",
        "agenda": ["Adoption des statuts", "Élection du bureau"],
        "colleges": [{"name": "Premier recours", "convened": 4}],
        "quorum_percent": 50,
        "proxies_limit": 2,
        "opened_at": time(10, 5),
    }
    made = governance.call_assembly(who.ours, values=values, by=who.amina, now=NOW)
    person: dict[str, Any] = {"profession": "Infirmière", "college": "Premier recours", "by": who.amina, "now": NOW}
    governance.record_presence(made, name="Anne Test", represented_by="", **person)
    governance.record_presence(made, name="Céline Test", represented_by="Anne Test", **person)
    governance.record_resolution(
        made, text="Les statuts sont adoptés.", votes_for=2, votes_against=0, abstentions=0, by=who.amina, now=NOW
    )
    return Meeting(
        who.ours.name,
        True,
        made,
        tuple(governance_selectors.presences(made)),
        tuple(governance_selectors.quorum(made)),
        tuple(governance_selectors.resolutions(made)),
        TODAY,
    )


def test_the_three_papers_of_an_assembly(people: People) -> None:
    told = meeting(people)
    call, sheet, minutes = (
        words(make(told)) for make in (assemblee_docx.convocation, assemblee_docx.attendance, assemblee_docx.minutes)
    )
    assert "2. Élection du bureau" in call
    assert "nul n'en porte plus de 2" in call
    assert "Le 2 novembre 2026 à 10 h" in call
    assert "pouvoir à Anne Test" in sheet
    assert "4" in sheet.split("Signature")[1]
    assert "Le quorum est atteint dans chaque collège." in minutes
    assert "Pour : 2 · contre : 0 · abstentions : 0. Adoptée." in minutes
    assert all("fictive" in paper for paper in (call, sheet, minutes))


def contract(who: People) -> Contract:
    values: dict[str, Any] = {
        "planned_on": date(2027, 3, 1),
        "population": 90_000,
        "population_source": "Population municipale 2023",
        "taille": 3,
        "cpts_representative": "Amina Essai, présidente",
        "ars_name": "ARS Occitanie",
        "cpam_name": "CPAM de l'Ariège",
    }
    made = contracts.prepare(who.ours, values=values, version=0, by=who.amina, now=NOW)
    for mission, start in (("acces_aux_soins", date(2027, 3, 1)), ("prevention", date(2027, 9, 1))):
        contracts.set_mission(made, mission=mission, starts_on=start, commitments="", by=who.amina, now=NOW)
    line: dict[str, Any] = {
        "mission": "prevention",
        "year": 1,
        "label": "Dépistage du cancer du sein",
        "direction": "hausse",
        "baseline": "41 %",
        "steps": [{"label": "au moins 45 %", "cents": 1_000_000}],
    }
    contracts.add_indicator(made, values=line, by=who.amina, now=NOW)
    signs(made, "cpam", on=TODAY, by=who.amina, now=NOW)
    return made


def test_the_contract_holds_its_amounts_its_calendar_and_its_annex(people: People) -> None:
    made = contract(people)
    found = results.run(people.ours, made, TODAY)
    text = words(
        contrat_docx.render(
            contrat_docx.Sheet(
                community=people.ours,
                contract=made,
                binding_day=date(2027, 3, 1),
                years=results.years(made),
                communes=("Foix", "Varilhes"),
                validated_on=None,
                missions=tuple(contract_selectors.missions(made)),
                indicators=tuple(contract_selectors.indicators(made)),
                amounts=tuple(results.amounts(made)),
                envelopes=tuple(results.envelopes(made)),
                deadlines=tuple(results.deadlines(found)),
                conditions=found.conditions,
                signatures=contract_selectors.signatures(made),
                made_on=TODAY,
            )
        )
    )
    text = text.replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{NO-BREAK SPACE}", " ")
    for told in (
        "Il ne remplace pas le contrat-type national",
        "du 1er mars 2027 au 29 février 2032",
        "75 000,00 € secondaire",
        "01/09/2027",
        "01/09/2028",
        "au moins 45 % : 10 000,00 €",
        "n'atteignent pas la part variable",
        "Quelqu'un",
        "100 % de la première année à la signature",
        "fictive",
    ):
        assert told in text, told


def test_the_attendance_sheet_prints_people_expected_and_proxies_with_its_head_on_each_page(people: People) -> None:
    meeting = assembly_papers(people)
    data = emargement_pdf.render(meeting)
    read = pypdf.PdfReader(BytesIO(data))
    assert len(read.pages) > 1
    for page in read.pages[:-1]:
        assert "Nom et profession" in page.extract_text()
    assert {(round(float(page.mediabox.width)), round(float(page.mediabox.height))) for page in read.pages} == {(595, 842)}
    told = pages(data)
    for wanted in (
        "Document d'une CPTS fictive",
        "Anne Roy",
        "infirmière",
        "Zoé Petit",
        "représenté",
        "Bruno Essai",
        "Signature",
    ):
        assert wanted in told, wanted
    rows = emargement_pdf.lines(meeting)
    assert [one["name"] for one in rows[:3]] == ["Anne Roy", "Zoé Petit", "Bruno Essai"]
    assert rows[1]["proxy"] == "Anne Roy"
    assert len(rows) == 40
    assert rows[-1] == {"name": "", "profession": "", "college": "", "proxy": ""}


def test_somebody_expected_who_is_on_the_sheet_has_one_line(people: People) -> None:
    meeting = replace(assembly_papers(people), expected=("ANNE  roy", "Bruno Essai"))
    names = [one["name"] for one in emargement_pdf.lines(meeting) if one["name"]]
    assert names == ["Anne Roy", "Zoé Petit", "Bruno Essai"]


def assembly_papers(who: People) -> Meeting:
    """Forty people called, one there, one represented, one expected."""
    values = {
        "title": "Assemblée générale", "at": NOW, "place": "Foix", "sender": "Jean Petit", "agenda": ["Statuts"],
        "colleges": [{"name": "Premier recours", "convened": 40}], "quorum_percent": 0, "proxies_limit": 2,
    }  # fmt: skip
    made = governance.call_assembly(who.ours, values=values, by=who.amina, now=NOW)
    for name, holder in (("Anne Roy", ""), ("Zoé Petit", "Anne Roy")):
        governance.record_presence(
            made, name=name, profession="infirmière", college="Premier recours", represented_by=holder, by=who.amina, now=NOW
        )
    known = (tuple(governance_selectors.presences(made)), tuple(governance_selectors.quorum(made)), ())
    return Meeting(who.ours.name, True, made, *known, TODAY, expected=("Bruno Essai",))
