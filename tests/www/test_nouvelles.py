"""« Nouveau depuis votre dernière visite » in both spaces, and the page where a person chooses how often they are written to."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from maillage.accounts.models import MailChoice, Rhythm, SpaceVisit
from maillage.accounts.walls import outside, within
from maillage.community.filing.models import TransmissionKind
from maillage.community.outbox.models import Message, Unsubscription
from maillage.institutions import actions as institutions
from maillage.institutions import instruction
from maillage.institutions.models import Kind, Notice
from maillage.institutions.news import choices
from maillage.www.components import news
from tests.support.institutions import ARS, elsewhere, later, reader, said, send
from tests.support.personas import NOW, TODAY, People, person, signed_in

HOME = "/c/cpts-du-pays-de-foix/"
TITLE = "Nouveau depuis votre dernière visite"


@pytest.fixture(autouse=True)
def clock_of_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    later(monkeypatch, 0)


def act(who: People, days: int) -> None:
    """The agency dates the receipt of a letter, some days after."""
    sent = send(who, TransmissionKind.LETTRE)
    with within(who.ours):
        given = {"received_on": TODAY, "today": TODAY, "by": who.esther, "now": NOW + timedelta(days=days)}
        instruction.receive(who.ars, sent, **given)


def test_the_dashboard_tells_what_the_agency_did_then_marks_it_read(who: People, monkeypatch: pytest.MonkeyPatch) -> None:
    amina = signed_in(who.amina)
    assert TITLE not in said(amina.get(HOME))
    act(who, days=1)
    later(monkeypatch, 2)
    page = amina.get(HOME)
    assert f"{TITLE} le 02/11/2026 à 10 h 00" in said(page)
    assert "ARS Occitanie a daté la réception au 02/11/2026 : Lettre d'intention n° 1." in said(page)
    assert f'href="{HOME}creation/envois/lettre/1/"' in page.content.decode()
    assert amina.get(f"{HOME}creation/envois/lettre/1/").status_code == 200
    later(monkeypatch, 3)
    again = said(amina.get(HOME))
    assert "Rien de nouveau" in again
    assert "a daté la réception" not in again.partition("À faire")[0]
    assert "ARS Occitanie a daté la réception" in said(amina.get(f"{HOME}nouveautes/"))


def test_what_one_person_read_another_has_still_to_read(who: People, monkeypatch: pytest.MonkeyPatch) -> None:
    signed_in(who.amina).get(HOME)
    act(who, days=1)
    later(monkeypatch, 2)
    assert "a daté la réception" in said(signed_in(who.amina).get(HOME))
    assert "a daté la réception" in said(signed_in(who.bruno).get(HOME))
    assert SpaceVisit.objects.filter(space_id=who.ours.pk).count() == 2
    assert not SpaceVisit.objects.exclude(space_id=who.ours.pk).exists()


def test_the_page_of_the_institution_tells_what_was_filed(who: People, monkeypatch: pytest.MonkeyPatch) -> None:
    esther = signed_in(who.esther)
    esther.get(ARS)
    later(monkeypatch, 1)
    sent = send(who, TransmissionKind.PROJET)
    SpaceVisit.objects.update(seen_at=NOW - timedelta(hours=1))
    page = esther.get(ARS)
    assert "CPTS du Pays de Foix a transmis par Maillage : Projet de santé n° 1." in said(page)
    assert f'href="{ARS}dossiers/{sent.pk}/"' in page.content.decode()
    assert "Amina" not in said(page)
    later(monkeypatch, 2)
    assert "Rien de nouveau" in said(esther.get(ARS))
    assert "Projet de santé n° 1" in said(esther.get(f"{ARS}nouveautes/"))
    assert f"/institution/ars-occitanie/dossiers/{sent.pk}/" in esther.get(f"{ARS}nouveautes/").content.decode()


def test_nobody_else_reads_them(who: People) -> None:
    act(who, days=0)
    outsiders = [signed_in(who.chloe), signed_in(elsewhere(who)), signed_in(person("Zoé"))]
    for client in outsiders:
        for path in (f"{HOME}nouveautes/", f"{ARS}nouveautes/", HOME, ARS):
            assert client.get(path).status_code == 404
    assert Client().get(f"{HOME}nouveautes/").status_code == 302
    assert signed_in(who.amina).get(f"{ARS}nouveautes/").status_code == 404
    follower, place = reader(Kind.FEDERATION, "federation", "Fédération d'Ariège")
    assert signed_in(follower).get(f"/institution/{place.slug}/nouveautes/").status_code == 403
    assert TITLE not in said(signed_in(follower).get(f"/institution/{place.slug}/"))


def test_the_page_of_another_agency_does_not_tell_of_a_file_it_never_read(who: People) -> None:
    send(who, TransmissionKind.LETTRE)
    far = institutions.create_institution(kind=Kind.ARS, name="ARS PACA", departements=["84"], now=NOW)
    agent = person("Fanch")
    institutions.give_role(far, person=agent, role="agent_ars", by=None, now=NOW)
    assert "Pays de Foix" not in said(signed_in(agent).get("/institution/ars-paca/nouveautes/"))


def test_asking_only_for_headers_marks_nothing(who: People, monkeypatch: pytest.MonkeyPatch) -> None:
    amina = signed_in(who.amina)
    amina.get(HOME)
    act(who, days=1)
    later(monkeypatch, 2)
    assert amina.head(HOME).status_code == 200
    assert "a daté la réception" in said(amina.get(HOME))


def test_many_news_are_cut_and_the_page_has_them_all(who: People, monkeypatch: pytest.MonkeyPatch) -> None:
    amina = signed_in(who.amina)
    sent = send(who, TransmissionKind.LETTRE)
    amina.get(HOME)
    monkeypatch.setattr(news, "SHOWN", 2)
    with within(who.ours):
        instruction.receive(who.ars, sent, received_on=TODAY, today=TODAY, by=who.esther, now=NOW + timedelta(minutes=1))
        for number in range(9):
            at = NOW + timedelta(days=number + 1)
            asked = {"body": f"Pièce {number}", "due_on": None, "by": who.esther, "now": at}
            instruction.ask(who.ars if number % 2 else who.cpam, sent, **asked)
    later(monkeypatch, 12)
    page = said(amina.get(HOME))
    assert "ARS Occitanie demande une pièce : Lettre d'intention n° 1. (4 fois)" in page
    assert "Voir 1 autre nouveauté" in page
    assert "a daté la réception" not in page.partition("À faire")[0]
    assert "a daté la réception" in said(amina.get(f"{HOME}nouveautes/"))


@pytest.mark.parametrize("wanted", Rhythm.values)
def test_a_person_chooses_how_often(who: People, wanted: str) -> None:
    amina = signed_in(who.amina)
    page = amina.get("/compte/courriels/")
    assert 'value="tout_de_suite" aria-describedby="aide_tout_de_suite" checked' in page.content.decode()
    assert "amina@exemple.fr" in said(page)
    assert amina.post("/compte/courriels/", {"rythme": wanted}).status_code == 302
    assert choices.rhythm_of(who.amina) == wanted
    assert Unsubscription.objects.exists() == (wanted == Rhythm.JAMAIS)
    assert (
        f'id="rythme_{wanted}" value="{wanted}" aria-describedby="aide_{wanted}" checked'
        in amina.get("/compte/courriels/").content.decode()
    )
    assert choices.rhythm_of(who.bruno) == Rhythm.TOUT_DE_SUITE


def test_what_is_mailed_is_said_once_and_what_is_not_is_not_said(who: People) -> None:
    told = said(signed_in(who.amina).get("/compte/courriels/"))
    legal, rest = (told.partition(start)[2].partition(".")[0].split(", ") for start in ("demande : ", "Le reste : "))
    assert "une réception est déclarée" in legal
    assert "un avis est donné" in rest
    for titles in (legal, rest):
        assert "" not in titles
        assert len(titles) == len(set(titles))


@pytest.mark.parametrize("wanted", ["", "toujours", "JAMAIS"])
def test_a_choice_that_is_none_is_refused_in_a_sentence(who: People, wanted: str) -> None:
    amina = signed_in(who.amina)
    page = amina.post("/compte/courriels/", {"rythme": wanted})
    assert page.status_code == 400
    assert "Rythme : choisissez l'une des trois lignes." in said(page)
    assert not MailChoice.objects.exists()
    assert Client().get("/compte/courriels/").status_code == 302


def test_moving_the_clock_of_the_demonstration_makes_the_mails_of_the_days(who: People, settings: Any) -> None:
    """No worker runs there."""
    settings.MAILLAGE_DEMO = True
    choices.choose(who.amina, Rhythm.CHAQUE_JOUR, now=NOW)
    act(who, days=0)
    assert Notice.objects.filter(recipient=who.amina.pk).exists()
    later_on = Client().post("/compte/demonstration/horloge/", {"jours": "2"})
    assert later_on.status_code == 302
    Notice.objects.update(due_at=NOW)
    Client().post("/compte/demonstration/horloge/", {"jours": "2"})
    assert not Notice.objects.exists()
    with outside("every mail, for a test"):
        assert Message.objects.filter(to="amina@exemple.fr", key__startswith="jour:").count() == 1
