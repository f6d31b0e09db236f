"""The mailbox of the demonstration, and the link that stops mails of information."""

import socket
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html

from maillage.accounts.walls import within
from maillage.community.outbox import actions, delivery, links, selectors
from maillage.community.outbox.models import Message
from maillage.config import courrier
from tests.support.mails import OUTBOX
from tests.support.personas import NOW, People, signed_in

BOX = "/courrier/"
DENIS = "denis@exemple.fr"


def post(subject: str = "Délai à suivre", body: str = "Bonjour", **more: Any) -> Message:
    made = actions.post(to=DENIS, subject=subject, body=body, now=NOW, **more)
    assert made is not None
    return made


def subjects(query: str = "") -> list[str]:
    tree = html.fromstring(Client().get(BOX, {"q": query}).content.decode())
    return [link.text_content() for link in tree.xpath("//tbody//a")]


def test_it_shows_what_would_have_left(db: None) -> None:
    assert "Aucun courriel" in Client().get(BOX).content.decode()
    post("Premier"), post("Second", "le code 123456")
    assert sorted(subjects()) == ["Premier", "Second"]
    assert subjects("denis 123456") == ["Second"]
    assert subjects("rien de tel") == []
    assert "fictif" in Client().get(BOX).content.decode()


def test_it_names_the_community_of_a_mail(who: People) -> None:
    with within(who.ours):
        sent = post(community=who.ours)
    assert who.ours.name in Client().get(f"{BOX}{sent.pk}/").content.decode()


def test_long_boxes_have_pages(db: None) -> None:
    for number in range(26):
        post(f"Message {number}")
    assert len(subjects()) == 25
    assert "Page 2 sur 2" in Client().get(BOX, {"page": "2"}).content.decode()


def test_links_of_a_mail_lead_to_this_very_site(db: None, settings: Any) -> None:
    settings.MAILLAGE_URL = "https://maillage.exemple.fr"
    sent = post(body="Ouvrez https://maillage.exemple.fr/compte/invitation/abc/\n<b>Bonjour</b>")
    tree = html.fromstring(Client().get(f"{BOX}{sent.pk}/").content.decode())
    assert tree.xpath("//div[contains(@class, 'courrier-body')]//a/@href") == ["http://testserver/compte/invitation/abc/"]
    assert not tree.xpath("//div[contains(@class, 'courrier-body')]//b")


def test_a_mail_that_does_not_exist_is_404(db: None) -> None:
    assert Client().get(f"{BOX}{uuid4()}/").status_code == 404


def test_outside_the_demonstration_there_is_no_mailbox(db: None, settings: Any) -> None:
    settings.MAILLAGE_DEMO = False
    assert Client().get(BOX).status_code == 404
    assert Client().get(f"{BOX}{post().pk}/").status_code == 404


def test_the_mailbox_is_only_read(db: None) -> None:
    assert Client().post(BOX).status_code == 405


# --- unsubscription -----------------------------------------------------------------------------------------
@pytest.fixture
def page() -> str:
    return links.unsubscribe_path(DENIS)


def test_reading_the_page_changes_nothing(db: None, page: str, settings: Any) -> None:
    settings.MAILLAGE_DEMO = False
    response = Client().get(page)
    assert response.status_code == 200
    assert DENIS in response.content.decode()
    assert not selectors.is_unsubscribed(DENIS)


def test_a_person_stops_and_takes_up_again(db: None, page: str) -> None:
    assert Client().post(page).status_code == 302
    assert selectors.is_unsubscribed(DENIS)
    assert "à nouveau" in Client().get(page).content.decode()
    Client().post(page, {"reprendre": "1"})
    assert not selectors.is_unsubscribed(DENIS)


def test_mail_software_stops_in_one_click_without_a_session(db: None, page: str) -> None:
    response = Client(enforce_csrf_checks=True).post(page, {"List-Unsubscribe": "One-Click"})
    assert response.status_code == 200
    assert selectors.is_unsubscribed(DENIS)


def test_a_forged_link_is_refused_with_a_sentence(db: None) -> None:
    response = Client().post("/courrier/desabonner/forge/")
    assert response.status_code == 404
    assert "altéré" in response.content.decode()
    assert Client().put(links.unsubscribe_path(DENIS)).status_code == 405


def test_a_mail_server_that_refuses_stops_no_page_and_loses_no_mail(who: People, settings: Any) -> None:
    """Invitation, forgotten password, request to the funders: each page answers, each mail waits, then is abandoned in sight."""
    with socket.create_server(("127.0.0.1", 0)) as gone:
        settings.MAILLAGE_SMTP = courrier.of(f"smtp://127.0.0.1:{gone.getsockname()[1]}?tls=non")
    settings.EMAIL_BACKEND = OUTBOX
    amina, home = signed_in(who.amina), f"/c/{who.ours.slug}/"
    assert amina.post(f"{home}reglages/acces/", {"email": "zoe@exemple.fr", "role": "adherent"}).status_code == 302
    assert Client().post("/compte/password/reset/", {"email": who.bruno.email}).status_code == 302
    institutions = {"ars@exemple.fr", "cpam@exemple.fr"}
    for place, address in zip((who.ars, who.cpam), sorted(institutions), strict=True):
        type(place).objects.filter(pk=place.pk).update(email=address)
    assert (
        amina.post(f"{home}creation/contact/envoyer/", {"carriers": "Deux infirmières", "message": "Bonjour"}).status_code
        == 302
    )

    waiting = selectors.several(selectors.search(""))
    assert {one.to for one in waiting} == {
        "zoe@exemple.fr",
        who.bruno.email,
        who.denis.email,
        who.esther.email,
        *institutions,
    }
    now = timezone.now()
    for wait in (*delivery.DELAYS, timedelta()):
        delivery.deliver_all(now=now)
        now += wait
    lost = selectors.abandoned()
    assert {one.pk for one in lost} == {one.pk for one in waiting}
    assert {one.last_error for one in lost} == {"Le serveur de courrier ne répond pas (ConnectionRefusedError)."}
    assert all(one.body for one in lost)
