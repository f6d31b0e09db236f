"""The receipt of a project, on the pages of both sides: declared with its proof, contested or let stand, and the same history."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from maillage.accounts import clock
from maillage.accounts.walls import within
from maillage.community.filing import selectors as filed
from maillage.community.filing.models import Receipt, Transmission, TransmissionKind, Way
from tests.support.files import PDF
from tests.support.institutions import ARS, CPAM, declared, elsewhere, file_of, later, said, send
from tests.support.personas import NOW, TODAY, People, signed_in

HOME = "/c/cpts-du-pays-de-foix/depot/"
TERRITORY = {"kind": "opposition", "ground": "territoire", "reasons": "Deux bassins."}


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def day(days: int = 0) -> str:
    return (TODAY + timedelta(days=days)).isoformat()


def filed_by(client: Client, way: str) -> None:
    answer = client.post(f"{HOME}deposer/", {"way": way, "sent_on": clock.today().isoformat()})
    assert answer.status_code == 302


def declare(client: Client, on: str, **more: Any) -> HttpResponse:
    proof = SimpleUploadedFile("accuse.pdf", PDF)
    given = {"received_on": on, "reference": "1A 234", "fichiers": proof, **more}
    return client.post(f"{HOME}reception/", given)  # type: ignore[return-value]


def project(who: People) -> Transmission:
    with within(who.ours):
        found = filed.latest(who.ours, TransmissionKind.PROJET)
    assert found is not None
    return found


def page(client: Client, address: str) -> str:
    return said(client.get(address))  # type: ignore[arg-type]


@pytest.mark.parametrize("way", ["maillage", "poste", "main"])
def test_a_cpts_cannot_date_its_own_sending_in_august(who: People, way: str) -> None:
    client = signed_in(who.amina)
    refused = client.post(f"{HOME}deposer/", {"way": way, "sent_on": "2026-08-03"})
    assert refused.status_code == 400
    assert "03/08/2026 précède le jour où la copie est figée (02/11/2026)" in said(refused)  # type: ignore[arg-type]
    filed_by(client, way)
    assert declare(client, "2026-08-05").status_code == 400
    assert "Projet réputé validé" not in page(client, HOME)


def test_both_sides_read_the_same_history(who: People, monkeypatch: pytest.MonkeyPatch) -> None:
    amina, esther = signed_in(who.amina), signed_in(who.esther)
    filed_by(amina, "poste")
    later(monkeypatch, 3)
    assert declare(amina, day(1)).status_code == 302
    file = file_of(project(who))
    told = page(esther, file)
    assert "déclarée par la CPTS (accusé 1A 234)" in told
    assert "contestable jusqu'au 20/11/2026 inclus" in told
    proof = re.search(r'href="([^"]+/fichiers/[^"]+)"', esther.get(file).content.decode())
    assert proof
    assert b"".join(esther.get(proof[1])) == PDF  # type: ignore[call-overload]
    later(monkeypatch, 5)
    assert esther.post(f"{file}contestation/", {"reason": " "}).status_code == 400
    assert esther.post(f"{file}contestation/", {"reason": "Le pli est arrivé le 6."}).status_code == 302
    ours, theirs = page(amina, HOME), page(esther, file)
    for told in (ours, theirs):
        assert "Réception contestée par ARS Occitanie : « Le pli est arrivé le 6. »" in told
        assert "à faire confirmer par l'ARS" in told
    assert "Réception contestée le 07/11/2026" in page(amina, "/c/cpts-du-pays-de-foix/")
    assert "Décider" not in theirs, "the clock waits for the agency's own date"
    assert esther.post(f"{file}reception/", {"received_on": day(4), "reason": ""}).status_code == 302
    ours, theirs = page(amina, HOME), page(esther, file)
    for told in (ours, theirs):
        assert "Réception du 06/11/2026, datée par ARS Occitanie" in told
        assert "déclarée par la CPTS (accusé 1A 234)" in told, "nothing is forgotten"
    assert "6 janvier 2027" in ours


def test_another_day_without_a_reason_is_refused_with_what_was_typed(who: People, monkeypatch: pytest.MonkeyPatch) -> None:
    amina, esther = signed_in(who.amina), signed_in(who.esther)
    filed_by(amina, "maillage")
    later(monkeypatch, 3)
    address = f"{file_of(project(who))}reception/"
    refused = esther.post(address, {"received_on": day(2), "reason": ""})
    assert refused.status_code == 400
    assert "dites pourquoi" in said(refused)  # type: ignore[arg-type]
    assert day(2) in refused.content.decode()
    assert esther.post(address, {"received_on": day(), "reason": ""}).status_code == 302


def test_a_late_declared_receipt_validates_nothing_and_the_agency_may_oppose(
    who: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was wrong: « réputé validé » at once, and 400 to the agency."""
    amina, esther = signed_in(who.amina), signed_in(who.esther)
    filed_by(amina, "poste")
    later(monkeypatch, 90)
    assert declare(amina, day(2)).status_code == 302
    file = file_of(project(who))
    told = page(amina, HOME)
    assert "Projet réputé validé" not in told
    assert "Délai calculé achevé le 04/01/2027, à faire confirmer par l'ARS" in told
    assert amina.get(f"{HOME}{project(who).pk}/certificat.pdf").status_code == 404
    assert esther.get(f"{file}copie/certificat.pdf").status_code == 404
    later(monkeypatch, 100)
    assert esther.post(f"{file}decision/", {**TERRITORY, "decided_on": day(100)}).status_code == 302
    assert "Opposition du 10/02/2027" in page(amina, HOME)


def test_after_fifteen_days_the_certificate_exists_and_says_why(who: People, monkeypatch: pytest.MonkeyPatch) -> None:
    amina, esther = signed_in(who.amina), signed_in(who.esther)
    filed_by(amina, "poste")
    later(monkeypatch, 90)
    declare(amina, day(2))
    file, certificate = file_of(project(who)), f"{HOME}{project(who).pk}/certificat.pdf"
    later(monkeypatch, 105)
    assert amina.get(certificate).status_code == 404
    later(monkeypatch, 106)
    assert amina.get(certificate).status_code == 200
    assert "non contestée au 15/02/2027" in page(amina, HOME)
    assert esther.post(f"{file}contestation/", {"reason": "Trop tard"}).status_code == 400
    refused = esther.post(f"{file}decision/", {**TERRITORY, "decided_on": day(106)})
    assert refused.status_code == 400


def test_a_caisse_and_a_stranger_contest_nothing(who: People) -> None:
    amina = signed_in(who.amina)
    filed_by(amina, "maillage")
    sent = project(who)
    denis = signed_in(who.denis)
    assert "Contester la réception" not in page(denis, file_of(sent, CPAM))
    assert denis.post(f"{file_of(sent, CPAM)}contestation/", {"reason": "Non"}).status_code == 400
    assert signed_in(elsewhere(who)).post(f"{file_of(sent)}contestation/", {"reason": "Non"}).status_code == 404
    assert amina.post(f"{file_of(sent)}contestation/", {"reason": "Non"}).status_code == 404
    with within(who.ours):
        assert Receipt.objects.filter(contest__isnull=False).count() == 0


def test_a_filing_by_maillage_starts_its_clock_at_once(who: People) -> None:
    amina = signed_in(who.amina)
    filed_by(amina, "maillage")
    told = page(amina, HOME)
    assert "Réception du 02/11/2026, jour de la transmission dans Maillage" in told
    assert "2 janvier 2027" in told
    assert "signalée à ARS Occitanie le 02/11/2026" in told
    assert declare(amina, day()).status_code == 400
    assert "Décider" in page(signed_in(who.esther), file_of(project(who)))


def test_the_agency_finds_the_last_day_to_contest_in_its_agenda(who: People) -> None:
    filed_by(signed_in(who.amina), "maillage")
    assert "Dernier jour pour contester la réception" in page(signed_in(who.esther), f"{ARS}agenda/")


def test_the_page_of_a_letter_and_of_a_project_say_what_a_receipt_is(who: People) -> None:
    """What counts as received, which day, which proof, what follows: for who reads too."""
    for kind, page, follows in (
        (TransmissionKind.LETTRE, "creation/envois/lettre/1/", "La lettre n'ouvre pas de validation tacite"),
        (TransmissionKind.PROJET, "depot/", "Le délai de deux mois part de la réception."),
    ):
        send(who, kind)
        for reader in (who.amina, who.bruno):
            told = said(signed_in(reader).get(f"/c/{who.ours.slug}/{page}"))
            for wanted in ("Ce qui compte comme reçu", "Quel jour écrire", "Quelle preuve", "pendant 15 jours", follows):
                assert wanted in told, (page, wanted)


def test_the_steps_of_a_receipt_keep_the_order_of_headings(who: People) -> None:
    """Straight under the title of the page of a letter, inside the file of a project."""
    for kind, page, heading in (
        (TransmissionKind.LETTRE, "creation/envois/lettre/1/", "h2"),
        (TransmissionKind.PROJET, "depot/", "h3"),
    ):
        declared(send(who, kind, way=Way.POSTE), who)
        source = signed_in(who.amina).get(f"/c/{who.ours.slug}/{page}").content.decode()
        assert f"<{heading}>La réception, pas à pas</{heading}>" in source
