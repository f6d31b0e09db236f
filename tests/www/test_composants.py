"""The gallery shows every component, and only in demonstration or development."""

from pathlib import Path

import pytest
from django.test import Client

import maillage.www.components as components

pytestmark = pytest.mark.django_db
TEMPLATES = Path(components.__file__).parent / "templates" / "components"


def test_every_component_is_shown(client: Client) -> None:
    answer = client.get("/composants/")
    assert answer.status_code == 200
    used = {template.name for template in answer.templates}
    expected = {f"components/{path.name}" for path in TEMPLATES.glob("*.html")}
    assert len(expected) >= 11
    assert expected - used == set()


def test_a_wrong_field_says_why(client: Client) -> None:
    text = client.get("/composants/").content.decode()
    assert 'aria-invalid="true"' in text
    assert "Écrivez au moins 1." in text


def test_it_is_closed_in_production(client: Client, settings) -> None:
    settings.MAILLAGE_DEMO = settings.DEBUG = False
    assert client.get("/composants/").status_code == 404
    assert "/composants/" not in client.get("/a-propos/").content.decode()
