"""Which documents leave with a CPTS: what was transmitted, from its frozen copies, and what it writes today."""

import io
from datetime import date

import docx
import pypdf

from maillage.accounts.walls import within
from maillage.community.drafting import actions as drafting
from maillage.community.drafting.models import TextKind
from maillage.community.filing import actions as filing
from maillage.community.filing.models import TransmissionKind
from maillage.documents.archive import papers
from maillage.results.cpts import letter, project
from tests.results.test_cpts_contract import DAY, prepared
from tests.results.test_cpts_terms import amendment, renewal, signed
from tests.support.personas import NOW, TODAY, People

TACIT = date(2027, 2, 1)


def send(who: People, kind: TransmissionKind) -> None:
    contents = {
        TransmissionKind.CONTACT: lambda: letter.contact(
            who.ours, TODAY, sections=[{"key": "m", "title": "Qui nous sommes", "body": "Douze *soignants*."}], readers=["ARS"]
        ),
        TransmissionKind.LETTRE: lambda: letter.frozen(who.ours, TODAY),
        TransmissionKind.PROJET: lambda: project.frozen(who.ours, TODAY),
    }
    sent = filing.transmit(who.ours, kind=kind, content=contents[kind](), sent_on=TODAY, by=who.amina, now=NOW)
    voice = filing.Voice(who.ars.pk, "ars", who.ars.name)
    given = {"received_on": TODAY, "voice": voice, "by": who.esther, "now": NOW, "today": TODAY}
    filing.date_receipt(sent, **given)  # type: ignore[arg-type]


def test_a_cpts_that_did_nothing_yet_has_no_document(who: People) -> None:
    with within(who.theirs):
        assert list(papers(who.theirs, TODAY)) == []


def test_what_left_and_what_is_written(who: People) -> None:
    with within(who.ours):
        for kind in TransmissionKind:
            send(who, kind)
        for text, key in ((TextKind.LETTRE, "territoire"), (TextKind.PROJET, "gouvernance"), (TextKind.STATUTS, "objet")):
            drafting.save_section(who.ours, text=text, key=key, body="Nos mots.", version=0, by=who.amina, now=NOW)
        found = {one.name: one for one in papers(who.ours, TACIT)}
        assert list(found) == [
            "transmis/prise-de-contact-1.pdf", "transmis/prise-de-contact-1.docx",
            "transmis/lettre-d-intention-1.pdf", "transmis/lettre-d-intention-1.docx",
            "transmis/projet-de-sante-1.pdf", "transmis/projet-de-sante-1.docx",
            "transmis/projet-de-sante-1-bordereau.pdf", "transmis/projet-de-sante-1-certificat.pdf",
            "en-cours/lettre-d-intention.pdf", "en-cours/lettre-d-intention.docx",
            "en-cours/projet-de-sante.pdf", "en-cours/projet-de-sante.docx", "en-cours/statuts.docx",
        ]  # fmt: skip
        told = pypdf.PdfReader(io.BytesIO(found["transmis/prise-de-contact-1.pdf"].make())).pages[0].extract_text()
        assert "Douze soignants" in told
        assert "ARS" in told
        for name, words in (("transmis/lettre-d-intention-1.docx", False), ("en-cours/lettre-d-intention.docx", True)):
            texts = [one.text for one in docx.Document(io.BytesIO(found[name].make())).paragraphs]
            assert ("Nos mots." in texts) is words, name
        assert found["en-cours/projet-de-sante.pdf"].said == "brouillon du 01/02/2027"
        assert all(found[name].make() for name in found if name.endswith(("bordereau.pdf", "certificat.pdf", "statuts.docx")))


def test_each_contract_and_avenant_leaves_with_its_document(who: People) -> None:
    with within(who.ours):
        signed(who, prepared(who), DAY)
        assert [one.name for one in papers(who.ours, DAY)] == ["en-cours/contrat.docx"]
        signed(who, amendment(who, TODAY, population=91_000), TODAY)
        renewal(who)
        found = {one.name: one for one in papers(who.ours, TODAY)}
        assert {name: one.said for name, one in found.items()} == {
            "en-cours/contrat.docx": "signé le 01/10/2026",
            "en-cours/contrat-avenant-1.docx": "signé le 02/11/2026",
            "en-cours/contrat-2.docx": "état du 02/11/2026",
            "en-cours/contrat-a-jour.docx": "état du 02/11/2026",
        }
        rows = docx.Document(io.BytesIO(found["en-cours/contrat-avenant-1.docx"].make())).tables[0].rows
        assert [" ".join(cell.text.split())[:15] for cell in rows[1].cells] == [
            "Population",
            "90 000 habitant",
            "91 000 habitant",
        ]
        told = " ".join(one.text for one in docx.Document(io.BytesIO(found["en-cours/contrat-a-jour.docx"].make())).paragraphs)
        assert "Texte à jour de l'avenant n° 1" in told.replace("\N{NO-BREAK SPACE}", " ")
