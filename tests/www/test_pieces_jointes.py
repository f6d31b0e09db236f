"""Files that go with what a CPTS transmits, from both sides: who joins, who reads, and what nobody else reaches."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from maillage.accounts import clock
from maillage.accounts.walls import within
from maillage.community.filing import actions as filing
from maillage.community.filing import selectors as filed
from maillage.community.filing.models import FiledDocument, PieceRequest, Transmission, TransmissionKind
from maillage.community.library import actions as library
from maillage.community.library import storage
from maillage.community.library.models import File
from maillage.institutions.models import Kind
from tests.support.confirming import YES
from tests.support.files import CSV, PDF
from tests.support.institutions import ARS, CPAM, elsewhere, file_of, reader, said, send
from tests.support.journal import entries
from tests.support.personas import NOW, People, signed_in

HOME = "/c/cpts-du-pays-de-foix/"


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def upload(name: str = "statuts.pdf", body: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, body)


def keep(who: People, name: str = "liste.csv", body: bytes = CSV) -> File:
    with within(who.ours):
        file = upload(name, body)
        return library.add(who.ours, name=name, size=len(body), content=file, by=who.amina, now=NOW)


def deposit(who: People, client: Client | None = None, **more: Any) -> Any:
    given = {"way": "maillage", "sent_on": NOW.date().isoformat(), **more}
    return (client or signed_in(who.amina)).post(f"{HOME}depot/deposer/", given)


def project(who: People) -> Transmission:
    with within(who.ours):
        found = filed.latest(who.ours, TransmissionKind.PROJET)
    assert found is not None
    return found


def documents(who: People) -> dict[str, FiledDocument]:
    with within(who.ours):
        return {one.label: one for one in FiledDocument.objects.select_related("file")}


def ask(who: People, sent: Transmission) -> PieceRequest:
    with within(who.ours):
        voice = filing.Voice(who.ars.pk, "ars", who.ars.name)
        return filing.ask_piece(sent, body="Les statuts", due_on=None, voice=voice, by=who.esther, now=NOW)


def body_of(response: Any) -> bytes:
    return b"".join(response.streaming_content)


# --- joining ------------------------------------------------------------------------------------------------
def test_a_project_is_filed_with_files_of_the_cpts_and_new_ones(who: People) -> None:
    known = keep(who)
    amina = signed_in(who.amina)
    assert "liste.csv" in said(amina.get(f"{HOME}depot/"))
    assert deposit(who, amina, joints=[str(known.pk)], fichiers=[upload()]).status_code == 302
    sent = project(who)
    assert {one["name"] for one in sent.content["annexes"]} == {"liste.csv", "statuts.pdf"}
    page = amina.get(f"{HOME}depot/")
    assert "statuts.pdf" in said(page)
    assert body_of(amina.get(f"{HOME}documents/{documents(who)['statuts.pdf'].file_id}/")) == PDF
    assert "Annexes" in said(signed_in(who.esther).get(file_of(sent)))


def test_files_kept_for_the_project_are_ticked_first(who: People) -> None:
    keep(who, "autre.csv", CSV + b"autre")
    with within(who.ours):
        kept = library.add(
            who.ours, name="a.pdf", size=len(PDF), content=upload(), by=who.amina, now=NOW, attached_to="Projet de santé"
        )
    page = signed_in(who.amina).get(f"{HOME}depot/").content.decode()
    assert re.findall(r'name="joints" value="([0-9a-f-]+)"[^>]* checked', page) == [str(kept.pk)]


def test_a_refused_filing_keeps_the_files_ticked(who: People) -> None:
    amina = signed_in(who.amina)
    refused = deposit(who, amina, sent_on="2026-13-01", fichiers=[upload()])
    assert refused.status_code == 400
    [key] = re.findall(r'name="joints" value="([0-9a-f-]+)"[^>]* checked', refused.content.decode())
    assert deposit(who, amina, joints=[key]).status_code == 302
    assert list(documents(who)) == ["statuts.pdf"]


def test_a_disguised_annex_stops_the_filing(who: People) -> None:
    refused = deposit(who, fichiers=[upload("statuts.pdf", b"<html>"), upload("liste.csv", CSV)])
    assert refused.status_code == 400
    assert "« statuts.pdf »" in said(refused)
    with within(who.ours):
        assert not Transmission.objects.exists()


def test_an_unknown_file_is_refused_with_a_sentence(who: People) -> None:
    keep(who)
    refused = deposit(who, joints=[str(uuid4())])
    assert refused.status_code == 400
    assert "n'est plus dans les documents de la CPTS" in said(refused)


def test_a_letter_leaves_with_its_annexes(who: People) -> None:
    amina = signed_in(who.amina)
    given = {"way": "maillage", "sent_on": NOW.date().isoformat(), "fichiers": [upload()]}
    assert amina.post(f"{HOME}creation/lettre/envoyer/", {**given, "fichiers": [upload(body=b"x")]}).status_code == 400
    assert amina.post(f"{HOME}creation/lettre/envoyer/", given).status_code == 302
    assert "statuts.pdf" in said(amina.get(f"{HOME}creation/envois/lettre/1/"))


@pytest.mark.parametrize("kind", [TransmissionKind.PROJET, TransmissionKind.LETTRE])
def test_a_piece_is_answered_by_a_file(who: People, kind: TransmissionKind) -> None:
    sent = send(who, kind)
    piece = ask(who, sent)
    is_project = kind == TransmissionKind.PROJET
    start = f"{piece.pk}-" if is_project else ""
    page = f"{HOME}depot/" if is_project else f"{HOME}creation/envois/lettre/1/"
    amina = signed_in(who.amina)
    assert amina.post(f"{page}pieces/{piece.pk}/", {f"{start}fichiers": [upload(body=b"x")]}).status_code == 400
    assert amina.post(f"{page}pieces/{piece.pk}/").status_code == 400
    assert amina.post(f"{page}pieces/{piece.pk}/", {f"{start}fichiers": [upload()]}).status_code == 302
    assert "statuts.pdf" in said(amina.get(page))
    theirs = signed_in(who.esther).get(file_of(sent))
    assert "Réponse de la CPTS, Amina Essai, le 02/11/2026" in said(theirs)
    assert f"{file_of(sent)}fichiers/{documents(who)['statuts.pdf'].pk}/" in theirs.content.decode()


def test_those_who_do_not_write_join_nothing(who: People) -> None:
    sent = send(who, TransmissionKind.PROJET)
    piece = ask(who, sent)
    given = {f"{piece.pk}-fichiers": [upload()]}
    assert signed_in(who.lea).post(f"{HOME}depot/pieces/{piece.pk}/", given).status_code == 403
    assert signed_in(who.chloe).post(f"{HOME}depot/pieces/{piece.pk}/", given).status_code == 404
    assert deposit(who, signed_in(who.bruno), fichiers=[upload()]).status_code == 403
    with within(who.ours):
        assert not File.objects.exists()


# --- reading ------------------------------------------------------------------------------------------------
def joined(who: People, home: str = ARS) -> str:
    """Address of an annex, for an institution."""
    deposit(who, fichiers=[upload("Règlement intérieur.pdf")])
    return f"{file_of(project(who), home)}fichiers/{documents(who)['Règlement intérieur.pdf'].pk}/"


def test_an_agent_reads_an_annex_and_both_journals_tell_it(who: People) -> None:
    response = signed_in(who.esther).get(joined(who))
    assert body_of(response) == PDF
    assert response["Content-Disposition"].startswith('attachment; filename="Reglement-interieur.pdf"')
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]
    for chain in (who.ars.pk, who.ours.pk):
        entry = entries(chain=str(chain))[-1]
        assert (entry.action, entry.person_id) == ("fichier_lu", who.esther.pk)
        assert "glement" not in str(entry.details)


def test_an_annex_is_read_after_it_left_the_documents(who: People) -> None:
    address = joined(who)
    file = documents(who)["Règlement intérieur.pdf"].file
    amina = signed_in(who.amina)
    warned = said(amina.get(f"{HOME}documents/{file.pk}/retirer/"))
    assert "il ne s'efface pas" in warned
    assert "Projet de santé n° 1" in warned
    amina.post(f"{HOME}documents/{file.pk}/retirer/", YES)
    with within(who.ours):
        library.forget_removed(who.ours, now=NOW + library.KEPT + timedelta(days=1))
    assert body_of(signed_in(who.esther).get(address)) == PDF
    assert body_of(amina.get(f"{HOME}documents/{file.pk}/")) == PDF


def test_nobody_else_reads_an_annex(who: People) -> None:
    address = joined(who)
    far = signed_in(elsewhere(who))
    federal, place = reader(Kind.FEDERATION, "federation", "FCPTS Occitanie")
    assert far.get(address).status_code == 404
    assert far.get(address.replace("ars-occitanie", "ars-bretagne")).status_code == 404
    assert signed_in(federal).get(address).status_code == 404
    assert signed_in(federal).get(address.replace("ars-occitanie", place.slug)).status_code == 403
    assert signed_in(who.amina).get(address).status_code == 404
    assert signed_in(who.chloe).get(address).status_code == 404
    assert Client().get(address)["Location"].startswith("/compte/")
    assert signed_in(who.esther).post(address).status_code == 405
    assert body_of(signed_in(who.denis).get(address.replace(ARS, CPAM))) == PDF


def test_only_what_went_with_this_file_is_read(who: People) -> None:
    address = joined(who)
    kept, letter = keep(who, "brouillon.csv"), send(who, TransmissionKind.LETTRE)
    esther = signed_in(who.esther)
    annex = documents(who)["Règlement intérieur.pdf"]
    home = file_of(project(who))
    for key in (kept.pk, annex.file_id, uuid4()):
        assert esther.get(f"{home}fichiers/{key}/").status_code == 404
    assert esther.get(f"{file_of(letter)}fichiers/{annex.pk}/").status_code == 404
    assert "brouillon.csv" not in said(esther.get(home))
    assert body_of(esther.get(address)) == PDF


def test_lost_bytes_are_told(who: People) -> None:
    address = joined(who)
    storage.forget(who.ours.pk, documents(who)["Règlement intérieur.pdf"].sha256)
    response = signed_in(who.esther).get(address)
    assert response.status_code == 404
    assert "manque sur le serveur" in said(response)
