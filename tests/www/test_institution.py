"""The space of an institution: who enters, what it sees, what it does; never a draft."""

import csv
import io
import re
from datetime import date

import pytest
from django.test import Client
from icalendar import Calendar
from python_calamine import CalamineWorkbook

from maillage.accounts import clock
from maillage.accounts.walls import within
from maillage.community.communities import actions as communities
from maillage.community.filing.models import TransmissionKind
from maillage.institutions import actions as institutions
from maillage.institutions.models import Kind
from tests.support.confirming import YES
from tests.support.institutions import ARS, CPAM, DRAFT, draft, elsewhere, file_of, reader, said, send
from tests.support.journal import entries
from tests.support.personas import NOW, TODAY, People, person, signed_in


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


PAGES = [
    "",
    "portefeuille.csv",
    "portefeuille.xlsx",
    "dossiers/",
    "agenda/",
    "zones-blanches/",
    "reglages/",
    "reglages/journal/",
]


@pytest.mark.parametrize("end", PAGES)
def test_a_page_is_for_the_people_of_the_institution(who: People, end: str) -> None:
    send(who, TransmissionKind.LETTRE)
    assert signed_in(who.esther).get(ARS + end).status_code == 200
    for stranger in (who.chloe, who.amina, who.denis):
        assert signed_in(stranger).get(ARS + end).status_code == 404
    anonymous = Client().get(ARS + end)
    assert anonymous.status_code == 302
    assert "/compte/" in anonymous["Location"]
    assert signed_in(who.esther).put(ARS + end).status_code == 405


FILE_PAGES = ["", "copie/lettre.pdf", "copie/lettre.docx", "copie/copie.json"]


@pytest.mark.parametrize("end", FILE_PAGES)
def test_a_file_is_for_the_institutions_of_its_territory(who: People, end: str) -> None:
    sent = send(who, TransmissionKind.LETTRE)
    assert signed_in(who.esther).get(file_of(sent) + end).status_code == 200
    assert signed_in(who.denis).get(file_of(sent, CPAM) + end).status_code == 200
    far = elsewhere(who)
    assert signed_in(far).get(file_of(sent) + end).status_code == 404
    assert signed_in(far).get(file_of(sent, "/institution/ars-bretagne/") + end).status_code == 404
    assert signed_in(who.chloe).get(file_of(sent) + end).status_code == 404
    assert Client().get(file_of(sent) + end).status_code == 302


@pytest.mark.parametrize(
    ("kind", "role", "name"),
    [
        (Kind.FEDERATION, "federation", "FCPTS Occitanie"),
        (Kind.SAS, "regulation_sas", "SAS Ariège"),
        (Kind.ARS, "gestion_acces", "ARS Accès"),
    ],
)
def test_who_does_not_instruct_opens_no_file(who: People, kind: Kind, role: str, name: str) -> None:
    sent = send(who, TransmissionKind.LETTRE)
    somebody, place = reader(kind, role, name)
    client, home = signed_in(somebody), f"/institution/{place.slug}/"
    for end in ("dossiers/", "agenda/", f"dossiers/{sent.pk}/", f"dossiers/{sent.pk}/copie/copie.json"):
        assert client.get(home + end).status_code == 403, end
    assert client.post(f"{home}dossiers/{sent.pk}/avis/").status_code == 403
    assert client.get(home).status_code == 200
    assert client.get(f"{home}zones-blanches/").status_code == 200


def test_a_federation_reads_figures_and_no_clock(who: People) -> None:
    send(who, TransmissionKind.CONTACT)
    somebody, place = reader(Kind.FEDERATION, "federation", "FCPTS Occitanie")
    client, home = signed_in(somebody), f"/institution/{place.slug}/"
    text = said(client.get(home))
    assert "CPTS du Pays de Foix" in text
    assert "Contact pris" in text
    assert "Première rencontre" not in text
    assert "dossiers/" not in client.get(home).content.decode()
    assert "Prochaine échéance" not in client.get(f"{home}portefeuille.csv").content.decode()
    assert client.get(f"{home}?tri=echeance").status_code == 400


def test_a_regulator_reads_only_what_a_cpts_made_public(who: People) -> None:
    send(who, TransmissionKind.LETTRE)
    somebody, place = reader(Kind.SAS, "regulation_sas", "SAS Ariège")
    client, home = signed_in(somebody), f"/institution/{place.slug}/"
    text = said(client.get(home))
    assert "Pays de Foix" not in text
    assert "1 autre CPTS n'a pas ouvert sa page publique" in text
    with within(who.ours):
        communities.set_public(who.ours, public=True, by=who.amina, now=NOW)
    text = said(client.get(home))
    assert "Pays de Foix" in text
    assert "Lettre d'intention" not in text
    assert "Habitants" not in text
    assert "Pays de Foix" not in said(client.get(f"{home}zones-blanches/"))
    assert client.get(f"{home}portefeuille.csv").status_code == 403


def test_a_cpts_that_sent_nothing_is_counted_and_never_named(who: People) -> None:
    draft(who)
    client = signed_in(who.esther)
    for end in PAGES:
        body = client.get(ARS + end).content
        assert b"Pays de Foix" not in body, end
        assert DRAFT.encode() not in body, end
    assert "1 espace de CPTS de ce territoire n'a encore rien transmis" in said(client.get(ARS))


def test_no_page_shows_a_draft(who: People) -> None:
    sent = send(who, TransmissionKind.LETTRE)
    draft(who)
    with within(who.ours):
        communities.set_perimeter(who.ours, codes=("09122",), since=TODAY, reason="Essai", decision="", by=who.amina, now=NOW)
    client = signed_in(who.esther)
    ends = [*PAGES, *(f"dossiers/{sent.pk}/{end}" for end in FILE_PAGES if not end.endswith(("pdf", "docx")))]
    for end in ends:
        assert DRAFT not in client.get(ARS + end).content.decode("utf-8", "ignore"), end
    text = said(client.get(file_of(sent)))
    assert "Nous voulons soigner ensemble." in text
    assert "3 communes" in text
    assert "3 communes" in said(client.get(ARS))


def test_the_other_cpts_is_in_no_list(who: People) -> None:
    send(who, TransmissionKind.LETTRE)
    foreign = send(who, TransmissionKind.LETTRE, who.theirs)
    client = signed_in(who.esther)
    for end in PAGES:
        assert b"Comtat" not in client.get(ARS + end).content, end
    assert client.get(file_of(foreign)).status_code == 404
    assert client.get(f"{file_of(foreign)}copie/copie.json").status_code == 404
    assert client.post(f"{file_of(foreign)}avis/", {"sense": "favorable"}).status_code == 404


def test_the_portfolio_says_stage_people_size_and_vintage(who: People) -> None:
    send(who, TransmissionKind.CONTACT)
    send(who, TransmissionKind.LETTRE)
    text = said(signed_in(who.esther).get(ARS))
    for words in (
        "CPTS du Pays de Foix",
        "fictif",
        "Lettre d'intention",
        "depuis le 02/11/2026",
        "3 communes",
        "population municipale",
    ):
        assert words in text
    assert "Lettre d'intention n° 1 du 02/11/2026" in text
    assert "Première rencontre : encore 15 jours" in text


def test_the_portfolio_filters_and_refuses_what_is_not_in_its_lists(who: People) -> None:
    send(who, TransmissionKind.LETTRE)
    client = signed_in(who.esther)
    assert "Pays de Foix" in said(client.get(f"{ARS}?q=foix&stade=lettre&departement=09&tri=population"))
    for query in ("q=comtat", "stade=aci_signe", "departement=31"):
        assert "Aucune CPTS ne répond à ces filtres" in said(client.get(f"{ARS}?{query}"))
    for query, field in (("stade=x", "Stade"), ("tri=x", "Tri")):
        answer = client.get(f"{ARS}?{query}")
        assert answer.status_code == 400
        assert f"{field} : « x » n'existe pas" in said(answer)
    assert client.get(f"{ARS}?page=zz").status_code == 200


def test_the_file_of_the_portfolio_neutralises_formulas_and_is_journalled(who: People) -> None:
    who.ours.name = "=HYPERLINK(1)"
    who.ours.save()
    send(who, TransmissionKind.LETTRE)
    client = signed_in(who.esther)
    text = client.get(f"{ARS}portefeuille.csv").content.decode("utf-8-sig")
    (row,) = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert row["CPTS"] == "'=HYPERLINK(1)"
    assert int(row["Habitants"]) > 10_000
    assert row["Fictif"] == "oui"
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"{ARS}portefeuille.xlsx").content)).get_sheet_by_index(0)
    line = dict(zip(*sheet.to_python(), strict=True))
    assert line["CPTS"] == "=HYPERLINK(1)"
    assert line["Depuis le"] == TODAY
    exports = entries(chain=str(who.ars.pk), action="export", person_id=who.esther.pk)
    assert [one.details["format"] for one in exports] == ["csv", "xlsx"]
    assert client.get(f"{ARS}portefeuille.ods").status_code == 404


def test_the_agenda_and_its_private_feed(who: People) -> None:
    sent = send(who, TransmissionKind.CONTACT)
    client = signed_in(who.esther)
    text = said(client.get(f"{ARS}agenda/"))
    assert "Semaine du 16 au 22 novembre 2026" in text
    assert "mardi 17/11/2026" in text
    made = said(client.post(f"{ARS}agenda/lien/", {"creer": ""}, follow=True))
    found = re.search(r"/institution/agenda/\S+?\.ics", made)
    assert found
    feed = Client().get(found[0])
    assert feed["Content-Type"].startswith("text/calendar")
    (event,) = Calendar.from_ical(feed.content).walk("VEVENT")
    assert event["dtstart"].dt == date(2026, 11, 17)
    assert "fictif" in event["summary"]
    assert str(sent.pk) in event["url"]
    assert b"Essai" not in feed.content
    client.post(f"{ARS}agenda/lien/", {"retirer": "", **YES})
    assert Client().get(found[0]).status_code == 404
    assert Client().get("/institution/agenda/invente.ics").status_code == 404


def test_zones_put_the_cpts_in_creation_beside_what_they_cover(who: People) -> None:
    send(who, TransmissionKind.LETTRE)
    text = said(signed_in(who.denis).get(f"{CPAM}zones-blanches/"))
    assert "Ariège (09)" in text
    assert "Plan 100 % : Occitanie" in text
    assert "population municipale) 2023" in text


def test_the_national_level_reads_figures_of_the_whole_country(who: People) -> None:
    send(who, TransmissionKind.LETTRE)
    send(who, TransmissionKind.LETTRE, who.theirs)
    place = institutions.create_institution(kind=Kind.NATIONAL, name="Ministère", departements=[], now=NOW, fictif=True)
    somebody = person("Nour")
    institutions.give_role(place, person=somebody, role="national", by=None, now=NOW)
    client, home = signed_in(somebody), "/institution/ministere/"
    text = said(client.get(home))
    assert "CPTS du Pays de Foix" in text
    assert "CPTS du Comtat" in text
    assert "France" in said(client.get(f"{home}zones-blanches/"))
    assert client.get(f"{home}dossiers/").status_code == 403
    assert client.get(f"{home}portefeuille.csv").content.count(b"\r\n") == 3


def test_a_manager_invites_and_ends_roles_and_an_agent_may_not(who: People) -> None:
    manager = person("Gaelle")
    institutions.give_role(who.ars, person=manager, role="gestion_acces", by=None, now=NOW)
    client, settings = signed_in(manager), f"{ARS}reglages/"
    given = {"email": "Nora@exemple.fr", "role": "agent_ars"}
    assert signed_in(who.esther).post(f"{settings}inviter/", given).status_code == 403
    assert client.post(f"{settings}inviter/", given | {"email": "nora"}).status_code == 400
    assert client.post(f"{settings}inviter/", given | {"role": "agent_cpam"}).status_code == 400
    assert "nora@exemple.fr, Agent ARS" in said(client.post(f"{settings}inviter/", given, follow=True))
    refused = client.post(f"{settings}inviter/", given | {"email": who.esther.email})
    assert refused.status_code == 400
    assert "a déjà le rôle" in said(refused)
    key = re.search(r"invitations/([0-9a-f-]+)/retirer/", client.get(settings).content.decode())
    assert key
    assert signed_in(who.denis).post(f"{settings}invitations/{key[1]}/retirer/", YES).status_code == 404
    assert "son lien n'ouvre plus rien" in said(client.post(f"{settings}invitations/{key[1]}/retirer/", YES, follow=True))
    ending = re.findall(r"roles/([0-9a-f-]+)/retirer/", client.get(settings).content.decode())
    assert len(ending) == 2
    assert signed_in(who.denis).post(f"{CPAM}reglages/roles/{ending[0]}/retirer/", YES).status_code == 403
    assert "à Esther Essai ?" in said(client.get(f"{settings}roles/{ending[0]}/retirer/"))
    assert signed_in(who.esther).get(ARS).status_code == 200, "nothing is ended by the question"
    done = said(client.post(f"{settings}roles/{ending[0]}/retirer/", YES, follow=True))
    assert "Esther Essai n'a plus le rôle « Agent ARS »" in done
    assert signed_in(who.esther).get(ARS).status_code == 404


def test_the_journal_tells_who_did_what(who: People) -> None:
    sent = send(who, TransmissionKind.PROJET)
    client = signed_in(who.esther)
    client.post(f"{file_of(sent)}reception/", {"received_on": "2026-11-02"})
    assert "Esther Essai Réception datée" in said(client.get(f"{ARS}reglages/journal/"))
    text = client.get(f"{ARS}reglages/journal.csv").content.decode("utf-8-sig")
    assert next(row["acte"] for row in csv.DictReader(io.StringIO(text), delimiter=";")) == "Réception datée"
    assert "Export" in said(client.get(f"{ARS}reglages/journal/"))
