"""The path of creation: contact and its clock, the letter sent and answered, support, accelerator, early mission."""

import re
from datetime import timedelta
from io import BytesIO

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from maillage.accounts import clock
from maillage.accounts.walls import outside, within
from maillage.community.communities import actions as communities
from maillage.community.communities.models import CommunityGrant
from maillage.community.creation import selectors
from maillage.community.creation.actions import accelerator, meetings
from maillage.community.creation.models import AcceleratorSession, ContactMeeting, EarlyMission, Support
from maillage.community.filing import actions as filing
from maillage.community.filing.models import Decision, PieceRequest, Transmission
from maillage.community.outbox.models import Message
from maillage.institutions.models import Institution
from tests.support import by_ear
from tests.support.confirming import YES
from tests.support.files import PDF
from tests.support.personas import People, signed_in

HOME = "/c/cpts-du-pays-de-foix/creation/"
NOW = timezone.now()
TODAY = timezone.localdate(NOW)
ARS = filing.Voice(None, "ars", "ARS Occitanie")
REQUEST = {"carriers": "Deux médecins, **une** infirmière", "message": "Nous cherchons une date"}
SUPPORT = {
    "institution_name": "ARS Occitanie",
    "amount": "40 000,00",
    "purpose": "Écriture du projet",
    "since": "01/12/2026",
    "until": "30/11/2027",
    "decided_on": "15/11/2026",
}
COORDINATOR = {
    "employer": "Association de préfiguration",
    "share": "50",
    "starts_on": "2026-12-01",
    "ends_on": "2027-11-30",
    "project_due_on": "2027-06-01",
    "contract_due_on": "2027-11-01",
    "objectives": "Trois fiches-actions avant l'été",
    "version": "0",
}
PAGES = ("", "contact/", "lettre/", "soutien/", "accelerateur/", "mission/")
FORMS = ("contact/envoyer/", "lettre/envoyer/")


@pytest.fixture(autouse=True)
def one_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Midnight does not fall between the day of these tests and that of the pages."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def amina(who: People) -> Client:
    return signed_in(who.amina)


def contact(client: Client) -> None:
    assert client.post(f"{HOME}contact/envoyer/", REQUEST).status_code == 302


def letter(client: Client, **more: str) -> object:
    return client.post(f"{HOME}lettre/envoyer/", {"way": "maillage", "sent_on": TODAY.isoformat(), **more})


def words(client: Client, address: str) -> str:
    answer = client.get(HOME + address)
    assert answer.status_code == 200
    return answer.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def test_the_path_says_the_seven_steps(amina: Client) -> None:
    page = words(amina, "")
    assert page.count('class="path-step') == 7
    assert "à venir" in page
    assert "/textes/parametres/aci/creation/validation_tacite_mois/" in page


def test_the_path_draws_its_state_from_facts(amina: Client) -> None:
    contact(amina)
    page = words(amina, "")
    assert "Demande envoyée" in page
    assert "Première rencontre : encore 15 jours" in page


@pytest.mark.django_db
def test_the_public_path_needs_no_account() -> None:
    answer = Client().get("/creer/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.count('class="path-step"') == 7
    assert "15 jours pour organiser" in page
    assert "/textes/registre/csp-l1434-12-1/" in page
    assert 'href="/territoire/"' in page
    assert "proof-4" in page
    assert not answer.cookies
    assert Client().post("/creer/").status_code == 405


def test_a_contact_is_told_to_the_competent_institutions_only(who: People, amina: Client) -> None:
    Institution.objects.update(email="accueil@exemple.fr")
    contact(amina)
    with outside("every mail, for a test"):
        told = [one.body for one in Message.objects.filter(to="accueil@exemple.fr").order_by("body")]
    assert len(told) == 2
    assert "/institution/cpam-de-lariege/dossiers/" in "".join(told)
    assert "infirmière" not in "".join(told)
    with within(who.ours):
        sent = Transmission.objects.get()
    assert [one["body"] for one in sent.content["sections"]] == list(REQUEST.values())
    assert sent.content["readers"] == ["ARS Occitanie", "CPAM de l'Ariège"]
    assert "<strong>une</strong>" in words(amina, "envois/contact/1/")


def test_a_second_contact_is_refused_and_what_was_typed_stays(amina: Client) -> None:
    contact(amina)
    answer = amina.post(f"{HOME}contact/envoyer/", REQUEST)
    assert answer.status_code == 400
    assert "déjà été transmis" in answer.content.decode()
    assert "Nous cherchons une date" in answer.content.decode()


def test_a_meeting_is_proposed_held_and_told(who: People, amina: Client) -> None:
    day = (TODAY + timedelta(days=5)).isoformat()
    assert "Envoyez d" in amina.post(f"{HOME}contact/rencontres/", {"on": day, "at": "18:30", "place": "Foix"}).content.decode()
    contact(amina)
    assert amina.post(f"{HOME}contact/rencontres/", {"on": day, "at": "25:00", "place": "Foix"}).status_code == 400
    assert amina.post(f"{HOME}contact/rencontres/", {"on": "2020-01-01", "at": "18:30", "place": "Foix"}).status_code == 400
    assert amina.post(f"{HOME}contact/rencontres/", {"on": day, "at": "18:30", "place": "Foix"}).status_code == 302
    with within(who.ours):
        meeting = ContactMeeting.objects.get()
    here = f"{HOME}contact/rencontres/{meeting.pk}/"
    assert amina.get(f"{here}compte-rendu.pdf").status_code == 404
    assert amina.post(f"{here}confirmer/").status_code == 400
    assert amina.post(f"{here}compte-rendu/ecrire/", {"body": "Oui", "version": "1"}).status_code == 400
    assert amina.post(f"{here}tenue/", {"held_on": TODAY.isoformat()}).status_code == 302
    assert "dans le délai" in words(amina, "contact/")
    assert amina.post(f"{here}compte-rendu/ecrire/", {"body": "## Suites", "version": "1"}).status_code == 302
    assert "<h3>Suites</h3>" in amina.get(f"{here}compte-rendu/").content.decode()
    paper = docx.Document(BytesIO(amina.get(f"{here}compte-rendu.docx").content))
    assert {"Suites", "Lieu : Foix"} <= {paragraph.text for paragraph in paper.paragraphs}
    assert by_ear.pdf_faults(amina.get(f"{here}compte-rendu.pdf").content) == []
    conflict = amina.post(f"{here}compte-rendu/ecrire/", {"body": "Autre", "version": "1"})
    assert conflict.status_code == 409
    assert "Autre</textarea>" in conflict.content.decode()
    assert amina.post(f"{here}annuler/", YES).status_code == 400
    assert amina.post(f"{here}tenue/", {"held_on": "hier"}).status_code == 400


def test_the_cpts_confirms_what_the_agency_proposes(who: People, amina: Client) -> None:
    contact(amina)
    paper = docx.Document(BytesIO(amina.get(f"{HOME}envois/contact/1/copie.docx").content))
    said = [paragraph.text for paragraph in paper.paragraphs]
    assert {"Prise de contact", "1. Les porteurs", "3. Le territoire"} <= set(said)
    assert not any("Signatures" in text for text in said)
    with within(who.ours):
        sent = Transmission.objects.get()
        meeting = meetings.propose(sent, at=NOW + timedelta(days=3), place="Foix", by=who.esther, now=NOW, voice=ARS)
    assert amina.post(f"{HOME}contact/rencontres/{meeting.pk}/confirmer/").status_code == 302
    assert "Confirmée" in words(amina, "contact/")


def test_a_meeting_already_held_is_recorded(who: People, amina: Client) -> None:
    contact(amina)
    assert amina.post(f"{HOME}contact/rencontres/passee/", {"held_on": "x", "place": "Foix"}).status_code == 400
    assert amina.post(f"{HOME}contact/rencontres/passee/", {"held_on": TODAY.isoformat(), "place": "Foix"}).status_code == 302
    with within(who.ours):
        assert selectors.met_on(Transmission.objects.get()) == TODAY


def test_the_private_feed_gives_dates_until_it_is_changed_withdrawn_or_the_role_ends(who: People, amina: Client) -> None:
    contact(amina)
    amina.post(f"{HOME}contact/rencontres/", {"on": (TODAY + timedelta(days=5)).isoformat(), "at": "18:30", "place": "Foix"})
    bruno = signed_in(who.bruno)
    assert "maillage.ics" not in words(bruno, "contact/")

    def asked(what: str) -> str:
        assert bruno.post(f"{HOME}contact/agenda/", {what: "", **YES}).status_code == 302
        found = re.search(r"/c/[-a-z/]+/agenda/[^/]+/maillage\.ics", words(bruno, "contact/"))
        return found[0] if found else ""

    first, path = asked("creer"), asked("creer")
    assert Client().get(first).status_code == 404
    events = Calendar.from_ical(Client().get(path).content).walk("VEVENT")
    assert [str(event["summary"]) for event in events] == [
        "CPTS du Pays de Foix : rencontre (fictif)",
        "CPTS du Pays de Foix : dernier jour, première rencontre (fictif)",
    ]
    assert Client().get(path.replace("cpts-du-pays-de-foix", "cpts-du-comtat")).status_code == 404
    assert Client().get(f"{HOME}agenda/faux/maillage.ics").status_code == 404
    assert asked("retirer") == ""
    assert Client().get(path).status_code == 404
    path = asked("creer")
    assert Client().get(path).status_code == 200
    with within(who.ours):
        grant = CommunityGrant.objects.get(person=who.bruno)
        communities.end_role(grant, by=who.amina, now=NOW)
    assert Client().get(path).status_code == 404


def test_the_letter_is_sent_frozen_then_answered(who: People, amina: Client) -> None:
    amina.post(f"{HOME}lettre/porteurs/ecrire/", {"body": "Deux médecins", "version": "0"})
    assert "écrite, Amina Essai" in words(amina, "lettre/")
    answer = letter(amina)
    assert (answer.status_code, answer.url) == (302, f"{HOME}envois/lettre/1/")
    amina.post(f"{HOME}lettre/porteurs/ecrire/", {"body": "Autre chose", "version": "1"})
    assert "Deux médecins" in words(amina, "envois/lettre/1/")
    sent_docx = docx.Document(BytesIO(amina.get(f"{HOME}envois/lettre/1/copie.docx").content))
    texts = [paragraph.text for paragraph in sent_docx.paragraphs]
    assert "Deux médecins" in texts
    assert not any("Brouillon" in text for text in texts)
    with within(who.ours):
        sent = Transmission.objects.get()
        asked = filing.ask_piece(sent, body="La liste des membres", voice=ARS, by=who.esther, now=NOW, due_on=TODAY)
    here = f"{HOME}envois/lettre/1/"
    assert "La liste des membres" in words(amina, "envois/lettre/1/")
    assert amina.post(f"{here}pieces/{asked.pk}/", {"answer": ""}).status_code == 400
    assert amina.post(f"{here}pieces/{asked.pk}/", {"answer": "La voici"}).status_code == 302
    with within(who.ours):
        assert PieceRequest.objects.get().answer == "La voici"
        filing.decide(sent, kind=Decision.Kind.REPONSE, decided_on=TODAY, reasons="Accord", voice=ARS, by=who.esther, now=NOW)
    assert "Réponse reçue" in words(amina, "envois/lettre/1/")
    assert "Réponse reçue" in words(amina, "")


def upload() -> SimpleUploadedFile:
    return SimpleUploadedFile("accuse.pdf", PDF)


def test_a_letter_by_post_is_dated_by_its_receipt(amina: Client) -> None:
    letter(amina, way="poste")
    here = f"{HOME}envois/lettre/1/"
    with outside("every mail, for a test"):
        assert "a transmis par courrier" in Message.objects.get(to="esther@exemple.fr").body
    assert amina.post(f"{here}reception/", {"received_on": TODAY.isoformat(), "reference": ""}).status_code == 400
    given = {"received_on": TODAY.isoformat(), "reference": "AR 1"}
    alone = amina.post(f"{here}reception/", given)
    assert alone.status_code == 400
    assert "Joignez l" in alone.content.decode()
    assert amina.post(f"{here}reception/", {**given, "fichiers": [upload()]}).status_code == 302
    again = amina.post(f"{here}reception/", {**given, "reference": "AR 2", "fichiers": [upload()]})
    assert "déjà datée" in again.content.decode()
    shown = amina.get(here).content.decode()
    assert "déclarée par la CPTS (accusé AR 1)" in shown
    assert "accuse.pdf" in shown
    assert amina.post(f"{here}retrait/", YES).status_code == 302
    assert amina.post(f"{here}retrait/", YES).status_code == 400
    assert letter(amina).url == f"{HOME}envois/lettre/2/"


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({"sent_on": (TODAY + timedelta(days=1)).isoformat(), "way": "poste"}, "avenir"),
        ({"sent_on": (TODAY - timedelta(days=1)).isoformat()}, "aujourd"),
        ({"sent_on": ""}, "obligatoire"),
        ({"way": "pigeon"}, "pigeon"),
    ],
)
def test_a_bad_sending_is_refused(amina: Client, given: dict[str, str], word: str) -> None:
    answer = letter(amina, **given)
    assert answer.status_code == 400
    assert word in answer.content.decode()


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_documents_are_downloads(amina: Client, ending: str) -> None:
    for address in (f"lettre/brouillon.{ending}",):
        answer = amina.get(HOME + address)
        assert answer.status_code == 200
        assert answer["Content-Disposition"].endswith(f'.{ending}"')
    assert amina.get(f"{HOME}soutien/fiche-de-poste.{ending}").status_code == 404
    amina.post(f"{HOME}soutien/coordinateur/", COORDINATOR)
    made = amina.get(f"{HOME}soutien/fiche-de-poste.{ending}")
    assert made.status_code == 200
    if ending == "docx":
        texts = [paragraph.text for paragraph in docx.Document(BytesIO(made.content)).paragraphs]
        assert "Trois fiches-actions avant l'été" in texts
        assert any("fictive" in text for text in texts)


def test_support_is_recorded_summed_and_corrected(who: People, amina: Client) -> None:
    assert amina.post(f"{HOME}soutien/nouveau/", SUPPORT).status_code == 302
    assert "Accordé : 40 000,00 €" in words(amina, "soutien/")
    for change, word in (
        ({"amount": "beaucoup"}, "Montant"),
        ({"amount": "-3"}, "Montant"),
        ({"until": "01/01/2026"}, "avant de commencer"),
        ({"decided_on": "01/01/2090"}, "de l&#x27;avenir"),
    ):
        answer = amina.post(f"{HOME}soutien/nouveau/", {**SUPPORT, **change})
        assert answer.status_code == 400
        assert word in answer.content.decode()
    with within(who.ours):
        given = Support.objects.get()
    assert amina.post(f"{HOME}soutien/{given.pk}/retrait/", YES).status_code == 302
    assert "Accordé : 0,00 €" in words(amina, "soutien/")
    assert amina.post(f"{HOME}soutien/{given.pk}/retrait/", YES).status_code == 400


def test_two_people_who_save_the_post_keep_their_words(amina: Client) -> None:
    assert amina.post(f"{HOME}soutien/coordinateur/", COORDINATOR).status_code == 302
    conflict = amina.post(f"{HOME}soutien/coordinateur/", {**COORDINATOR, "employer": "Une MSP"})
    assert conflict.status_code == 409
    assert 'value="Une MSP"' in conflict.content.decode()
    assert amina.post(f"{HOME}soutien/coordinateur/", {**COORDINATOR, "version": "1", "share": "0"}).status_code == 400
    early = {**COORDINATOR, "version": "1", "project_due_on": "2020-01-01"}
    assert "se suivent" in amina.post(f"{HOME}soutien/coordinateur/", early).content.decode()


def test_sessions_are_kept_by_stage(who: People, amina: Client) -> None:
    given = {"stage": "lettre", "on": TODAY.isoformat(), "theme": "Fiches-actions"}
    assert amina.post(f"{HOME}accelerateur/seances/", {**given, "stage": "lune"}).status_code == 400
    assert amina.post(f"{HOME}accelerateur/seances/", given).status_code == 302
    with within(who.ours):
        (session,) = selectors.sessions(who.ours)
    outcome = f"{HOME}accelerateur/seances/{session.pk}/"
    assert amina.post(outcome, {"outcome": "", "version": "1"}).status_code == 400
    assert amina.post(outcome, {"outcome": "Trois fiches", "version": "1"}).status_code == 302
    assert "Trois fiches" in words(amina, "accelerateur/")


def test_two_who_write_the_outcome_of_a_session_see_both(who: People, amina: Client) -> None:
    with within(who.ours):
        stage = AcceleratorSession.Stage.LETTRE
        session = accelerator.record_session(who.ours, stage=stage, on=TODAY, theme="Missions", by=who.amina, now=NOW)
        accelerator.save_outcome(session, outcome="Trois fiches", version=1, by=who.bruno, now=NOW)
    outcome = f"{HOME}accelerateur/seances/{session.pk}/"
    conflict = amina.post(outcome, {"outcome": "Deux fiches", "version": "1"})
    assert conflict.status_code == 409
    page = conflict.content.decode()
    assert "<p>Trois fiches</p>" in page
    assert re.search(r"<textarea[^>]*>\s*Deux fiches</textarea>", page)
    (version,) = re.findall(r'name="version" value="(\d)"', page)
    assert amina.post(outcome, {"outcome": "Deux fiches", "version": version}).status_code == 302
    assert "Deux fiches" in words(amina, "accelerateur/")


def test_an_early_mission_says_how_it_is_funded(who: People, amina: Client) -> None:
    page = words(amina, "mission/")
    assert "/textes/parametres/aci/demarrage_anticipe/" in page
    assert "à partir de la signature du contrat" in page
    given = {"mission": "acces_aux_soins", "since": TODAY.isoformat(), "evidence": "Planning <b>"}
    assert amina.post(f"{HOME}mission/nouvelle/", {**given, "mission": "qualite"}).status_code == 400
    assert amina.post(f"{HOME}mission/nouvelle/", given).status_code == 302
    assert "Planning &lt;b&gt;" in words(amina, "mission/")
    with within(who.ours):
        known = EarlyMission.objects.get()
    assert amina.post(f"{HOME}mission/{known.pk}/retrait/", YES).status_code == 302
    assert "Aucune mission" in words(amina, "mission/")


def test_each_address_has_its_right(who: People, amina: Client) -> None:
    contact(amina)
    letter(amina)
    lea, bruno, chloe = signed_in(who.lea), signed_in(who.bruno), signed_in(who.chloe)
    for address in (*PAGES, "envois/lettre/1/", "envois/lettre/1/copie.pdf", "lettre/brouillon.docx"):
        assert lea.get(HOME + address).status_code == 200, address
        assert chloe.get(HOME + address).status_code == 404, address
        assert Client().get(HOME + address)["Location"].startswith("/compte/"), address
        assert lea.post(HOME + address).status_code == 405, address
    for address in FORMS:
        assert bruno.get(HOME + address).status_code == 403
        assert chloe.post(HOME + address).status_code == 404
    for address in (
        "contact/rencontres/",
        "soutien/nouveau/",
        "accelerateur/seances/",
        "mission/nouvelle/",
    ):
        assert bruno.post(HOME + address).status_code == 403
        assert amina.get(HOME + address).status_code == 405
    assert bruno.post(f"{HOME}envois/lettre/1/retrait/", YES).status_code == 403
    for absent in ("envois/lettre/9/", "envois/projet/1/", "envois/lune/1/", "lettre/brouillon.odt"):
        assert amina.get(HOME + absent).status_code == 404


def test_nothing_of_another_cpts_is_reached_through_ours(who: People, amina: Client) -> None:
    contact(amina)
    amina.post(f"{HOME}contact/rencontres/passee/", {"held_on": TODAY.isoformat(), "place": "Foix"})
    amina.post(f"{HOME}soutien/nouveau/", SUPPORT)
    with within(who.ours):
        meeting, given = ContactMeeting.objects.get(), Support.objects.get()
    chloe, theirs = signed_in(who.chloe), "/c/cpts-du-comtat/creation/"
    for address in (f"contact/rencontres/{meeting.pk}/compte-rendu/", f"contact/rencontres/{meeting.pk}/rencontre.ics"):
        assert amina.get(HOME + address).status_code == 200
        assert chloe.get(theirs + address).status_code == 404
    assert chloe.post(f"{theirs}soutien/{given.pk}/retrait/", YES).status_code == 404
    assert "40 000" not in chloe.get(f"{theirs}soutien/").content.decode()
