"""The plain pages say who runs the instance, what is kept, and what is not yet right."""

import pytest
from django.test import Client

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


def test_the_accessibility_statement_is_honest(client: Client) -> None:
    text = text_of(client, "/accessibilite/")
    assert "non conforme" in text
    assert "n'a pas encore indiqué d'adresse" in text


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
