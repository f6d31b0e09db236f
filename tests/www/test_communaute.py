"""The space of a CPTS: who opens it, how it begins, what its dashboard says."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client

from maillage.accounts import clock
from maillage.accounts.walls import within
from maillage.community.communities import selectors as communities
from maillage.community.communities.actions import invite
from maillage.community.communities.models import Community
from maillage.community.filing import actions as filing
from maillage.community.filing.models import TransmissionKind
from maillage.facts import selection
from tests.support.personas import NOW, TODAY, People, signed_in

HOME = "/c/cpts-du-pays-de-foix/"
CHOSEN = ("09122", "09306", "84031")
S = selection.encode(CHOSEN)
NEW = f"/c/nouvelle/?s={S}"
PAGES = [HOME]


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def said(answer: HttpResponse) -> str:
    """The words of a page."""
    main = re.sub(r"(?s)^.*<main|</main>.*$", "", answer.content.decode())
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", main))).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("address", PAGES)
def test_a_page_of_the_space_is_for_its_people(who: People, address: str) -> None:
    assert signed_in(who.amina).get(address).status_code == 200
    assert signed_in(who.chloe).get(address).status_code == 404
    answer = Client().get(address)
    assert answer.status_code == 302
    assert "/compte/" in answer["Location"]
    assert signed_in(who.amina).put(address).status_code == 405


@pytest.mark.parametrize("address", PAGES)
def test_pages_say_that_the_space_is_fictitious(who: People, address: str) -> None:
    assert "fictif" in said(signed_in(who.amina).get(address))


def test_the_first_day_offers_three_steps_and_no_empty_box(who: People) -> None:
    text = said(signed_in(who.amina).get(HOME))
    assert "Idée depuis le 2 novembre 2026" in text
    for step in ("Vérifier le territoire", "Compléter l'équipe", "Prendre contact"):
        assert step in text
    assert "À faire" not in text


def test_the_dashboard_says_what_is_due_and_who_waits(who: People) -> None:
    with within(who.ours):
        voice = filing.Voice(who.ars.pk, "ars", who.ars.name)
        project = filing.transmit(
            who.ours, kind=TransmissionKind.PROJET, content={"titre": "Essai"}, sent_on=TODAY, by=who.amina, now=NOW
        )
        filing.date_receipt(project, received_on=TODAY, by=who.esther, now=NOW, today=TODAY, voice=voice)
        due_on = TODAY + timedelta(days=3)
        filing.ask_piece(project, body="Statuts signés", due_on=due_on, voice=voice, by=who.esther, now=NOW)
    text = said(signed_in(who.lea).get(HOME))
    assert "Projet déposé depuis le 2 novembre 2026" in text
    assert "Pièce demandée : Statuts signés dans 3 jours (05/11/2026)" in text
    assert "Validation tacite du projet dans 61 jours (02/01/2027) · l'ARS et l'Assurance Maladie" in text
    assert "ARS Occitanie : Pièce demandée" in text
    assert "CPAM de l'Ariège : Avis sur le projet de santé" in text


def test_an_invitation_waits_on_the_dashboard_of_those_who_open_accesses(who: People) -> None:
    with within(who.ours):
        invite(who.ours, email="marc@exemple.fr", role="bureau", by=who.amina, now=NOW)
    assert "Invitation à accepter" in said(signed_in(who.amina).get(HOME))
    assert "Invitation à accepter" not in said(signed_in(who.lea).get(HOME))


def test_a_new_cpts_starts_from_the_selection_of_the_studio(who: People) -> None:
    client = signed_in(who.bruno)
    text = said(client.get(NEW))
    assert "CPTS de Carpentras" in client.get(NEW).content.decode()
    assert "CPTS du Pays de Foix" in text
    assert "CPTS du Comtat" in text
    answer = client.post("/c/nouvelle/", {"name": "CPTS des Deux Monts", "s": S})
    assert answer["Location"] == "/c/cpts-des-deux-monts/"
    made = Community.objects.get(slug="cpts-des-deux-monts")
    with within(made):
        assert communities.roles_of(made, who.bruno) == {"coordination"}
        version = communities.perimeter(made, TODAY)
    assert version
    assert version.codes == sorted(CHOSEN)
    assert client.get("/c/cpts-des-deux-monts/").status_code == 200


def test_a_retired_code_is_translated_and_said(who: People) -> None:
    answer = signed_in(who.amina).get(f"/c/nouvelle/?s={selection.encode(['05043', '05061'])}")
    assert "05043" in said(answer)
    assert "n'existe plus" in said(answer) or "commune déléguée" in said(answer)


def test_without_a_selection_it_sends_to_the_studio(who: People) -> None:
    assert "Ouvrir le studio" in said(signed_in(who.amina).get("/c/nouvelle/"))
    assert signed_in(who.amina).get("/c/nouvelle/?s=zzz").status_code == 400
    assert Client().get(NEW).status_code == 302


def test_a_cpts_without_a_name_is_refused_with_what_was_chosen(who: People) -> None:
    answer = signed_in(who.amina).post("/c/nouvelle/", {"name": " ", "s": S})
    assert answer.status_code == 400
    assert "Donnez un nom à la CPTS" in said(answer)
    assert S in answer.content.decode()


def test_asking_twice_makes_one_cpts(who: People) -> None:
    client = signed_in(who.bruno)
    client.post("/c/nouvelle/", {"name": "CPTS des Deux Monts", "s": S})
    again = client.post("/c/nouvelle/", {"name": "cpts des deux monts ", "s": S})
    assert again.status_code == 400
    assert "Vous avez déjà créé" in said(again)
    assert Community.objects.filter(name__icontains="deux monts").count() == 1


def test_a_name_never_takes_the_address_of_a_page(who: People) -> None:
    answer = signed_in(who.amina).post("/c/nouvelle/", {"name": "Nouvelle", "s": S})
    assert answer["Location"] == "/c/nouvelle-2/"


def test_an_agent_opens_a_space_for_carriers_without_entering_it(who: People) -> None:
    client = signed_in(who.denis)
    assert f"institution={who.cpam.slug}" in client.get(NEW).content.decode()
    assert "institution=" not in signed_in(who.amina).get(NEW).content.decode()
    given = {"name": "CPTS du Couserans", "s": S, "institution": who.cpam.slug, "email": "zoe@exemple.fr"}
    answer = client.post("/c/nouvelle/", given)
    assert answer["Location"] == f"/institution/{who.cpam.slug}/"
    assert client.get("/c/cpts-du-couserans/").status_code == 404
    assert [sent.to for sent in mail.outbox] == [["zoe@exemple.fr"]]
    assert signed_in(who.amina).post("/c/nouvelle/", given).status_code == 404
