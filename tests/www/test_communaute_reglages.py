"""The settings of a CPTS: identity, accesses, public page, journal; who may, and what is refused."""

import csv
import io
import zipfile
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from maillage.accounts import clock
from maillage.accounts.walls import within
from maillage.community.communities import actions, selectors
from tests.support.confirming import YES
from tests.support.journal import entries
from tests.support.personas import NOW, People, signed_in
from tests.www.test_communaute import said

HOME = "/c/cpts-du-pays-de-foix/reglages/"
PUBLIC = "/cpts/cpts-du-pays-de-foix/"
CARD = {"name": "CPTS du Pays de Foix", "finess": "", "siren": "", "siret": "", "rna": "", "version": "1"}


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.mark.parametrize("end", ["", "identite/", "acces/", "page-publique/", "journal/", "journal.csv", "export/"])
def test_settings_are_for_those_whose_role_opens_them(who: People, end: str) -> None:
    assert signed_in(who.amina).get(HOME + end).status_code == 200
    assert signed_in(who.bruno).get(HOME + end).status_code == (403 if end else 200)
    assert signed_in(who.chloe).get(HOME + end).status_code == 404
    assert signed_in(who.denis).get(HOME + end).status_code == 404
    assert Client().get(HOME + end).status_code == 302
    assert signed_in(who.amina).put(HOME + end).status_code == 405


def test_the_identity_is_checked_and_kept_compact(who: People) -> None:
    client = signed_in(who.amina)
    given = CARD | {"siren": "732 829 320", "siret": "732 829 320 00074", "rna": "w091001234", "seat": "Foix"}
    assert client.post(HOME + "identite/", given)["Location"] == HOME
    who.ours.refresh_from_db()
    assert (who.ours.siren, who.ours.rna, who.ours.version) == ("732829320", "W091001234", 2)
    assert "732 829 320" in said(client.get(HOME))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"finess": "090004756"}, "La clé de « 090004756 » est fausse"),
        ({"siren": "12"}, "numéro SIREN"),
        ({"rna": "751123456"}, "numéro RNA"),
        ({"siren": "732829320", "siret": "55208131766522"}, "n'est pas celui de ce SIREN"),
        ({"email": "amina"}, "incomplète"),
        ({"website": "pas un site"}, "n'est pas lisible"),
    ],
)
def test_a_wrong_number_is_refused_with_its_reason(who: People, wrong: dict[str, str], words: str) -> None:
    answer = signed_in(who.amina).post(HOME + "identite/", CARD | {"seat": "Ici"} | wrong)
    assert answer.status_code == 400
    assert words in said(answer)
    assert "Ici" in answer.content.decode()
    who.ours.refresh_from_db()
    assert who.ours.seat == ""


def test_two_people_do_not_overwrite_each_other(who: People) -> None:
    client = signed_in(who.amina)
    client.post(HOME + "identite/", CARD | {"seat": "Foix"})
    answer = client.post(HOME + "identite/", CARD | {"seat": "Pamiers"})
    assert answer.status_code == 409
    assert "Une autre personne a changé cette fiche" in said(answer)
    assert "diffère de votre saisie Siège Foix" in said(answer)
    assert 'value="Pamiers"' in answer.content.decode()
    who.ours.refresh_from_db()
    assert who.ours.seat == "Foix"
    assert '<input type="hidden" name="version" value="2"' in answer.content.decode()
    assert client.post(HOME + "identite/", CARD | {"seat": "Pamiers", "version": "2"})["Location"] == HOME


def test_a_person_is_invited_and_the_invitation_withdrawn(who: People) -> None:
    client = signed_in(who.amina)
    assert client.post(HOME + "acces/", {"email": "Zoe@exemple.fr", "role": "tresorerie"})["Location"] == HOME + "acces/"
    assert mail.outbox[-1].to == ["zoe@exemple.fr"]
    text = said(client.get(HOME + "acces/"))
    assert "zoe@exemple.fr Trésorerie Amina Essai valable jusqu'au 16/11/2026" in text
    with within(who.ours):
        key = selectors.invitations(who.ours).get().pk
    address = f"{HOME}invitations/{key}/retirer/"
    assert "Retirer l'invitation de zoe@exemple.fr ?" in said(client.get(address))
    assert client.post(address).status_code == 200
    assert "zoe@exemple.fr Trésorerie" in said(client.get(HOME + "acces/"))
    assert signed_in(who.chloe).post(f"/c/cpts-du-comtat/reglages/invitations/{key}/retirer/", YES).status_code == 404
    assert client.post(address, YES).status_code == 302
    assert "zoe@exemple.fr Trésorerie" not in said(client.get(HOME + "acces/"))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"email": "zoe", "role": "lecture"}, "incomplète"),
        ({"email": "zoe@exemple.fr", "role": ""}, "Choisissez un rôle"),
        ({"email": "zoe@exemple.fr", "role": "agent_ars"}, "n'existe pas dans une CPTS"),
        ({"email": "bruno@exemple.fr", "role": "adherent"}, "a déjà le rôle"),
    ],
)
def test_a_wrong_invitation_is_refused(who: People, given: dict[str, str], words: str) -> None:
    answer = signed_in(who.amina).post(HOME + "acces/", given)
    assert answer.status_code == 400
    assert words in said(answer)
    assert not mail.outbox


def test_a_role_ends_after_a_question_and_the_last_lead_stays(who: People) -> None:
    client = signed_in(who.amina)
    with within(who.ours):
        grants = {grant.person: grant.pk for grant in selectors.people(who.ours)}
    lea = f"{HOME}acces/{grants[who.lea]}/retirer/"
    assert "Retirer le rôle « Lecture » à Lea Essai" in said(client.get(lea))
    assert signed_in(who.lea).get("/c/cpts-du-pays-de-foix/").status_code == 200
    assert client.post(lea, YES).status_code == 302
    assert signed_in(who.lea).get("/c/cpts-du-pays-de-foix/").status_code == 404
    mine = client.post(f"{HOME}acces/{grants[who.amina]}/retirer/", YES)
    assert mine.status_code == 400
    assert "dernière personne" in said(mine)
    assert signed_in(who.chloe).post(f"/c/cpts-du-comtat/reglages/acces/{grants[who.bruno]}/retirer/", YES).status_code == 404


def test_reading_addresses_is_written_in_the_journal(who: People) -> None:
    signed_in(who.amina).get(HOME + "acces/")
    newest = entries(chain=str(who.ours.pk))[-1]
    assert (newest.action, newest.person_id) == ("donnees_personnelles_lues", who.amina.pk)


def test_the_journal_is_filtered_by_act_and_person(who: People) -> None:
    client = signed_in(who.amina)
    everything = said(client.get(HOME + "journal/"))
    assert "CPTS créée Amina Essai" in everything
    assert "CPTS du Comtat" not in everything
    roles = said(client.get(HOME + "journal/", {"acte": "role_donne"}))
    assert "Rôle donné Amina Essai Bruno Essai, rôle : Adhérent" in roles
    assert "CPTS créée Amina" not in roles
    assert "Aucune ligne" in said(client.get(HOME + "journal/", {"personne": str(who.chloe.pk)}))
    assert client.get(HOME + "journal/", {"acte": "x", "personne": "y", "page": "z"}).status_code == 200


def test_the_journal_leaves_as_a_file_without_formulas(who: People) -> None:
    actions_by = signed_in(who.amina)
    who.amina.name = "=HYPERLINK(1)"
    who.amina.save()
    answer = actions_by.get(HOME + "journal.csv")
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert lines[0][:3] == ["numero", "date", "acte"]
    assert {line[3] for line in lines[1:]} == {"'=HYPERLINK(1)"}
    assert entries(chain=str(who.ours.pk))[-1].action == "export"


def test_the_public_page_is_opened_by_the_cpts_and_closed_again(who: People) -> None:
    client = signed_in(who.amina)
    who.ours.email = "contact@exemple.fr"
    who.ours.save()
    assert Client().get(PUBLIC).status_code == 404
    assert "contact@exemple.fr" in said(client.get(HOME + "page-publique/"))
    client.post(HOME + "page-publique/", {"ouvrir": "1"})
    answer = Client().get(PUBLIC)
    text = said(answer)
    for words in ("CPTS du Pays de Foix", "Idée", "Vernajoul", "population municipale 2023", "contact@exemple.fr", "fictif"):
        assert words in text
    assert "Cookie" not in answer.get("Vary", "")
    assert Client().post(PUBLIC).status_code == 405
    client.post(HOME + "page-publique/", {"ouvrir": "0"})
    assert Client().get(PUBLIC).status_code == 404
    assert Client().get("/cpts/inconnue/").status_code == 404


def test_an_expired_invitation_says_so(who: People, monkeypatch: pytest.MonkeyPatch) -> None:
    with within(who.ours):
        actions.invite(who.ours, email="zoe@exemple.fr", role="lecture", by=who.amina, now=NOW)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=20))
    assert "expirée depuis le 16/11/2026" in said(signed_in(who.amina).get(HOME + "acces/"))


def test_the_whole_cpts_leaves_in_an_archive(who: People) -> None:
    client = signed_in(who.amina)
    answer = client.post(HOME + "export/archive.zip")
    assert answer["Content-Type"] == "application/zip"
    assert "cpts-du-pays-de-foix-2026-11-02.zip" in answer["Content-Disposition"]
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    told = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith((".jsonl", ".csv")))
    assert "09329" in told
    assert "chloe@exemple.fr" not in told
    assert "84080" not in told
    newest = entries(chain=str(who.ours.pk))[-1]
    assert (newest.action, newest.details) == ("export", {"nature": "cpts entière"})
    assert client.get(HOME + "export/archive.zip").status_code == 405
    assert signed_in(who.bruno).post(HOME + "export/archive.zip").status_code == 403
    assert signed_in(who.chloe).post(HOME + "export/archive.zip").status_code == 404
