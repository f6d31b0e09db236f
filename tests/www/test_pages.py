"""The plain pages say who runs the instance, what is kept, and what is not yet right."""

import pytest
from django.test import Client
from lxml import html

from maillage.www.shared.accessibility import grid

pytestmark = pytest.mark.django_db


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_about_explains_the_degrees_of_proof(client: Client) -> None:
    text = text_of(client, "/a-propos/")
    for degree in ("officiel", "secondaire", "votre contrat", "transcription", "déduit", "inconnu"):
        assert f">{degree}</span>" in text.replace("</span>" + degree, f">{degree}")
    assert "aucune donnée de patient" in text


def test_the_accessibility_statement_comes_from_the_grid(client: Client) -> None:
    found = grid()
    text = text_of(client, "/accessibilite/")
    assert f"{found.rate}&nbsp;%" in text
    assert found.status in text
    assert found.failures
    for one in found.failures:
        assert f"Critère {one.number}</strong>" in text
    assert "Aucun lecteur d'écran réel n'a été utilisé" in text
    assert "n'a pas encore indiqué d'adresse" in text
    titles = html.fromstring(text).xpath("//main//h2/text()")
    assert titles == [
        "État de conformité",
        "Résultats des tests",
        "Contenus non accessibles",
        "Établissement de cette déclaration",
        "Retour d'information et contact",
        "Voies de recours",
    ]


def test_the_footer_says_the_state_in_the_same_words(client: Client) -> None:
    links = html.fromstring(text_of(client, "/a-propos/")).xpath("//footer//a[@href='/accessibilite/']")
    assert [" ".join(link.text_content().split()) for link in links] == [f"Accessibilité : {grid().status}"]


def test_each_page_of_the_site_map_answers(client: Client) -> None:
    links = html.fromstring(text_of(client, "/plan-du-site/")).xpath("//main//li/a/@href")
    assert len(links) > 20
    assert len(links) == len(set(links))
    for address in links:
        answer = client.get(address, follow=True)
        assert answer.status_code == 200, address


def test_the_site_map_forgets_no_entry_of_the_menus(client: Client) -> None:
    page = html.fromstring(text_of(client, "/plan-du-site/"))
    listed = set(page.xpath("//main//li/a/@href"))
    menus = {href.partition("#")[0] for href in page.xpath("//header//nav//a/@href | //footer//nav//a/@href")}
    assert menus
    assert menus - listed == {"/plan-du-site/", "/composants/"}


def test_the_contact_is_shown_when_it_is_given(client: Client, settings) -> None:
    settings.MAILLAGE_CONTACT = "aide@exemple.fr"
    assert 'href="mailto:aide@exemple.fr"' in text_of(client, "/accessibilite/")
    settings.MAILLAGE_CONTACT = "https://exemple.fr/aide"
    assert 'href="https://exemple.fr/aide"' in text_of(client, "/accessibilite/")


def test_the_legal_notice_says_when_it_is_incomplete(client: Client) -> None:
    assert "n'a pas encore déclaré son éditeur" in text_of(client, "/mentions-legales/")


def test_the_legal_notice_names_the_publisher(client: Client, settings) -> None:
    settings.MAILLAGE_EDITOR, settings.MAILLAGE_HOST_NAME = "Association <Essai>", "Hébergeur SAS"
    text = text_of(client, "/mentions-legales/")
    assert "Association &lt;Essai&gt;" in text
    assert "Hébergeur SAS" in text
