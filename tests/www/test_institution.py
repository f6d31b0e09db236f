"""The space of an institution: who enters, what it sees, what it does; never a draft."""

import csv
import hashlib
import io
import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.http import HttpResponse
from django.test import Client
from icalendar import Calendar
from python_calamine import CalamineWorkbook

from maillage.accounts import clock
from maillage.accounts.models import JournalEntry, User
from maillage.accounts.walls import within
from maillage.community.communities import actions as communities
from maillage.community.communities.models import Community
from maillage.community.creation.actions import meetings
from maillage.community.creation.models import Support
from maillage.community.drafting import actions as drafting
from maillage.community.drafting.models import TextKind
from maillage.community.filing import actions as filing
from maillage.community.filing.models import Decision, Opinion, PieceRequest, Transmission, TransmissionKind
from maillage.institutions import actions as institutions
from maillage.institutions.models import Institution, Kind
from maillage.results.cpts import letter, project
from tests.support.personas import NOW, TODAY, People, person, signed_in

ARS, CPAM = "/institution/ars-occitanie/", "/institution/cpam-de-lariege/"
DRAFT = "Un brouillon que personne n'a transmis"


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def later(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=days))


def said(answer: HttpResponse) -> str:
    """The words of a page."""
    main = re.sub(r"(?s)^.*<main|</main>.*$", "", answer.content.decode())
    text = re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", main)))
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def send(who: People, kind: TransmissionKind, community: Community | None = None) -> Transmission:
    """A file as its page sends it, with words of its own."""
    ours = community or who.ours
    by = who.chloe if community == who.theirs else who.amina
    with within(ours):
        make = project.frozen if kind == TransmissionKind.PROJET else letter.frozen
        content = make(ours, TODAY)
        content["sections"][0]["body"] = "Nous voulons **soigner** ensemble."
        return filing.transmit(ours, kind=kind, content=content, sent_on=TODAY, by=by, now=NOW)


def draft(who: People) -> None:
    """Words that the CPTS writes and does not send."""
    with within(who.ours):
        drafting.save_section(who.ours, text=TextKind.LETTRE, key="contexte", body=DRAFT, version=0, by=who.amina, now=NOW)


def received(sent: Transmission, who: People, on: date = TODAY) -> None:
    voice = filing.Voice(who.ars.pk, "ars", who.ars.name)
    with within(sent.community):
        filing.date_receipt(sent, received_on=on, by=who.esther, now=NOW, today=TODAY, voice=voice)


def file_of(sent: Transmission, home: str = ARS) -> str:
    return f"{home}dossiers/{sent.pk}/"


def elsewhere(who: People) -> User:
    """An agent of an ARS that is competent for neither of the two."""
    far = institutions.create_institution(kind=Kind.ARS, name="ARS Bretagne", departements=["29"], now=NOW, fictif=True)
    agent = person("Fanch")
    institutions.give_role(far, person=agent, role="agent_ars", by=None, now=NOW)
    return agent


def reader(kind: Kind, role: str, name: str) -> tuple[User, Institution]:
    """Somebody who follows the same territory without instructing."""
    place = institutions.create_institution(kind=kind, name=name, departements=["09"], now=NOW, fictif=True)
    somebody = person(name.split()[0])
    institutions.give_role(place, person=somebody, role=role, by=None, now=NOW)
    return somebody, place


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
ACTS = ["reception", "avis", "piece", "reponse", "soutien", "decision", "rencontre", "tenue"]


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


@pytest.mark.parametrize("act", ACTS)
def test_an_act_is_posted_by_an_agent_of_the_territory(who: People, act: str) -> None:
    sent = send(who, TransmissionKind.LETTRE)
    address = f"{file_of(sent)}{act}/"
    far = elsewhere(who)
    assert signed_in(far).post(address).status_code == 404
    assert signed_in(far).post(f"{file_of(sent, '/institution/ars-bretagne/')}{act}/").status_code == 404
    assert signed_in(who.chloe).post(address).status_code == 404
    assert signed_in(who.esther).get(address).status_code == 405
    assert signed_in(who.esther).post(address).status_code == 400
    assert Client().post(address).status_code == 302


@pytest.mark.parametrize("act", ["decision", "reponse", "soutien"])
def test_only_the_agency_decides(who: People, act: str) -> None:
    sent = send(who, TransmissionKind.PROJET if act == "decision" else TransmissionKind.LETTRE)
    answer = signed_in(who.denis).post(f"{file_of(sent, CPAM)}{act}/")
    assert answer.status_code == 403
    assert "Agent ARS" in said(answer)


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
    exports = JournalEntry.objects.filter(chain=str(who.ars.pk), action="export", person_id=who.esther.pk)
    assert [one.details["format"] for one in exports] == ["csv", "xlsx"]
    assert client.get(f"{ARS}portefeuille.ods").status_code == 404


def test_files_are_filtered_and_their_clocks_said_in_words(who: People, monkeypatch: pytest.MonkeyPatch) -> None:
    send(who, TransmissionKind.CONTACT)
    client, list_ = signed_in(who.esther), f"{ARS}dossiers/"
    assert "encore 15 jours" in said(client.get(list_))
    assert "Aucun dossier ne répond" in said(client.get(f"{list_}?delai=alerte"))
    later(monkeypatch, 8)
    assert "mi-délai passé" in said(client.get(f"{list_}?delai=alerte"))
    later(monkeypatch, 12)
    assert "trois quarts du délai passés" in said(client.get(list_))
    later(monkeypatch, 17)
    text = said(client.get(f"{list_}?delai=retard"))
    assert "en retard" in text
    assert "dépassé de 2 jours" in text
    assert "Aucun dossier ne répond" in said(client.get(f"{list_}?nature=projet"))
    assert "Prise de contact n° 1" in said(client.get(f"{list_}?etat=tous&cpts=cpts-du-pays-de-foix"))
    assert client.get(f"{list_}?etat=x").status_code == 400


def test_a_project_goes_from_receipt_to_validation(who: People, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = send(who, TransmissionKind.PROJET)
    esther, address = signed_in(who.esther), file_of(sent)
    assert "Décider" not in said(esther.get(address))
    refused = esther.post(f"{address}reception/", {"received_on": "2026-11-03"})
    assert refused.status_code == 400
    assert "avenir" in said(refused)
    done = esther.post(f"{address}reception/", {"received_on": "2026-11-02"}, follow=True)
    assert "La réception est datée." in said(done)
    assert "Validation tacite : encore 61 jours" in said(done)
    again = signed_in(who.denis).post(f"{file_of(sent, CPAM)}reception/", {"received_on": "2026-11-02"})
    assert again.status_code == 400
    assert "ne l'attend pas, ou plus" in said(again)
    decided = {"kind": "validation", "decided_on": "2026-11-02", "ground": "", "reasons": ""}
    assert "Validation expresse du 02/11/2026" in said(esther.post(f"{address}decision/", decided, follow=True))
    twice = esther.post(f"{address}decision/", decided)
    assert twice.status_code == 400
    assert "Son état : validé" in said(twice)
    with within(who.ours):
        assert Decision.objects.count() == 1


def test_an_opposition_needs_one_of_the_two_grounds_and_its_reasons(who: People) -> None:
    sent = send(who, TransmissionKind.PROJET)
    received(sent, who)
    esther, address = signed_in(who.esther), f"{file_of(sent)}decision/"
    given = {"kind": "opposition", "decided_on": "2026-11-02", "ground": "", "reasons": "Le territoire se chevauche."}
    refused = esther.post(address, given)
    assert refused.status_code == 400
    assert "deux motifs possibles" in said(refused)
    assert "Le territoire se chevauche." in said(refused)
    assert esther.post(address, given | {"ground": "opportunite"}).status_code == 400
    done = said(esther.post(address, given | {"ground": "territoire"}, follow=True))
    assert "Opposition du 02/11/2026 : Le territoire n'est pas pertinent" in done
    assert "Ce dossier n'attend plus rien de vous" in done


def test_after_two_months_no_decision_is_taken_and_the_certificate_exists(who: People, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = send(who, TransmissionKind.PROJET)
    received(sent, who)
    esther, address = signed_in(who.esther), file_of(sent)
    assert esther.get(f"{address}copie/certificat.pdf").status_code == 404
    later(monkeypatch, 62)
    late = esther.post(f"{address}decision/", {"kind": "validation", "decided_on": "2026-11-20", "ground": "", "reasons": ""})
    assert late.status_code == 400
    assert "réputé validé" in said(late)
    assert esther.get(f"{address}copie/certificat.pdf").content[:4] == b"%PDF"


def test_opinions_are_between_institutions_unless_shared(who: People) -> None:
    sent = send(who, TransmissionKind.LETTRE)
    denis, esther = signed_in(who.denis), signed_in(who.esther)
    refused = denis.post(f"{file_of(sent, CPAM)}avis/", {"sense": "reserves", "body": "", "seen": ""})
    assert refused.status_code == 400
    assert "Motivez un avis" in said(refused)
    denis.post(f"{file_of(sent, CPAM)}avis/", {"sense": "reserves", "body": "Voir le **budget**.", "seen": ""})
    text = said(esther.get(file_of(sent)))
    assert "CPAM de l'Ariège · Favorable avec réserves" in text
    assert "Entre institutions : la CPTS ne le lit pas" in text
    with within(who.ours):
        first = Opinion.objects.get()
    stale = denis.post(f"{file_of(sent, CPAM)}avis/", {"sense": "favorable", "shared": "on", "seen": ""})
    assert stale.status_code == 400
    assert "vient d'enregistrer l'avis" in said(stale)
    denis.post(f"{file_of(sent, CPAM)}avis/", {"sense": "favorable", "shared": "on", "seen": str(first.pk)})
    text = said(esther.get(file_of(sent)))
    assert "Partagé avec la CPTS" in text
    assert "Remplacé depuis par un autre avis" in text


def test_a_piece_is_asked_awaited_and_answered(who: People, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = send(who, TransmissionKind.LETTRE)
    esther, address = signed_in(who.esther), file_of(sent)
    asked = {"body": "Les statuts signés", "due_on": "2026-11-10"}
    assert "En attente de la CPTS" in said(esther.post(f"{address}piece/", asked, follow=True))
    twice = esther.post(f"{address}piece/", asked)
    assert twice.status_code == 400
    assert "déjà demandée" in said(twice)
    assert "à fournir" in said(esther.post(f"{address}piece/", {"body": "RIB", "due_on": "2020-01-01"})).lower()
    assert "Pièce attendue : Les statuts signés" in said(esther.get(f"{ARS}agenda/"))
    later(monkeypatch, 20)
    assert "En retard : la CPTS n'a pas répondu" in said(esther.get(address))
    with within(who.ours):
        filing.answer_piece(PieceRequest.objects.get(), answer="Les voici", by=who.amina, now=NOW)
    text = said(esther.get(address))
    assert "Réponse de la CPTS, Amina Essai, le 02/11/2026 : Les voici" in text


def test_a_letter_is_answered_with_its_support(who: People) -> None:
    sent = send(who, TransmissionKind.LETTRE)
    esther, address = signed_in(who.esther), file_of(sent)
    assert "Écrivez la réponse" not in said(esther.get(address))
    assert esther.post(f"{address}reponse/", {"decided_on": "2026-11-02", "reasons": " "}).status_code == 400
    money = {"amount": "abc", "purpose": "Coordination", "since": "2027-01-01", "until": "2027-12-31"}
    money |= {"decided_on": "2026-11-02", "reference": "FIR-12"}
    refused = esther.post(f"{address}soutien/", money)
    assert refused.status_code == 400
    assert "Montant : « abc » n'est pas un montant en euros" in said(refused)
    done = said(esther.post(f"{address}soutien/", money | {"amount": "40 000,50"}, follow=True))
    assert "40 000,50 €, du 01/01/2027 au 31/12/2027" in done
    with within(who.ours):
        assert Support.objects.get().amount == 40_000_50
    done = said(esther.post(f"{address}reponse/", {"decided_on": "2026-11-02", "reasons": "Accord de principe."}, follow=True))
    assert "Réponse du 02/11/2026" in done
    assert "Accord de principe." in done


def test_a_first_meeting_is_proposed_confirmed_and_held(who: People, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = send(who, TransmissionKind.CONTACT)
    denis, address = signed_in(who.denis), file_of(sent, CPAM)
    past = denis.post(f"{address}rencontre/", {"on": "2026-11-01", "hour": "18:30", "place": "Foix"})
    assert past.status_code == 400
    assert "à venir" in said(past)
    with within(who.ours):
        theirs = meetings.propose(sent, at=NOW + timedelta(days=2), place="Pamiers", by=who.amina, now=NOW)
    act = f"{address}rencontres/{theirs.pk}/"
    done = denis.post(f"{act}confirmer/", follow=True)
    assert "confirmée par CPAM de l'Ariège" in said(done)
    assert denis.post(f"{act}confirmer/").status_code == 400
    assert denis.post(f"{act}effacer/").status_code == 404
    assert (
        signed_in(elsewhere(who))
        .post(f"/institution/ars-bretagne/dossiers/{sent.pk}/rencontres/{theirs.pk}/annuler/")
        .status_code
        == 404
    )
    later(monkeypatch, 3)
    assert "arrêté le 04/11/2026" in said(denis.post(f"{act}tenue/", follow=True))
    assert "Ce dossier n'attend plus rien de vous" in said(denis.get(address))


def test_the_copy_is_the_one_of_the_digest_and_its_reading_is_in_both_journals(who: People) -> None:
    sent = send(who, TransmissionKind.PROJET)
    client = signed_in(who.esther)
    body = client.get(f"{file_of(sent)}copie/copie.json").content
    assert hashlib.sha256(body).hexdigest() == sent.digest
    for name in ("projet.pdf", "bordereau.pdf"):
        assert client.get(f"{file_of(sent)}copie/{name}").content[:4] == b"%PDF"
    assert client.get(f"{file_of(sent)}copie/lettre.pdf").status_code == 404
    assert client.get(f"{file_of(sent)}copie/..%2Fx").status_code == 404
    for chain in (who.ars.pk, who.ours.pk):
        assert JournalEntry.objects.filter(chain=str(chain), action="fichier_lu", person_id=who.esther.pk).count() == 3


def test_the_agenda_and_its_private_feed(who: People) -> None:
    sent = send(who, TransmissionKind.CONTACT)
    client = signed_in(who.esther)
    text = said(client.get(f"{ARS}agenda/"))
    assert "Semaine du 16 novembre au 22 novembre 2026" in text
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
    client.post(f"{ARS}agenda/lien/", {"retirer": ""})
    assert Client().get(found[0]).status_code == 404
    assert Client().get("/institution/agenda/invente.ics").status_code == 404


def test_zones_put_the_cpts_in_creation_beside_what_they_cover(who: People) -> None:
    send(who, TransmissionKind.LETTRE)
    text = said(signed_in(who.denis).get(f"{CPAM}zones-blanches/"))
    assert "Ariège (09)" in text
    assert "Plan 100 % : Occitanie" in text


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
    assert signed_in(who.denis).post(f"{settings}invitations/{key[1]}/retirer/").status_code == 404
    assert "son lien n'ouvre plus rien" in said(client.post(f"{settings}invitations/{key[1]}/retirer/", follow=True))
    ending = re.findall(r"roles/([0-9a-f-]+)/retirer/", client.get(settings).content.decode())
    assert len(ending) == 2
    assert signed_in(who.denis).post(f"{CPAM}reglages/roles/{ending[0]}/retirer/").status_code == 403
    done = said(client.post(f"{settings}roles/{ending[0]}/retirer/", follow=True))
    assert "Esther Essai n'a plus le rôle « Agent ARS »" in done
    assert signed_in(who.esther).get(ARS).status_code == 404


def test_the_journal_tells_who_did_what(who: People) -> None:
    sent = send(who, TransmissionKind.PROJET)
    client = signed_in(who.esther)
    client.post(f"{file_of(sent)}reception/", {"received_on": "2026-11-02"})
    assert "Esther Essai Réception datée" in said(client.get(f"{ARS}reglages/journal/"))
    text = client.get(f"{ARS}reglages/journal.csv").content.decode("utf-8-sig")
    assert next(row["Acte"] for row in csv.DictReader(io.StringIO(text), delimiter=";")) == "Réception datée"
    assert "Export" in said(client.get(f"{ARS}reglages/journal/"))
