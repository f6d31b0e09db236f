"""Controls, halves of signs and names without end are refused at the door, with 400 and a sentence, wherever they come."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

ADDRESSES = (
    "/",
    "/territoire/recherche/",
    "/observatoire/cpts/",
    "/textes/",
    "/sante",
    "/api/v1/territoires/recherche",
    "/compte/login/",
)
SIGNS = ("\0", "\x01", "\x1b", "\x7f", "\x9b", "\ufffe")


@pytest.mark.parametrize("address", ADDRESSES)
def test_in_a_parameter_of_any_address(client: Client, address: str) -> None:
    for sign in SIGNS:
        answer = client.get(address, {"q": f"Foix{sign}"})
        assert answer.status_code == 400
        assert f"U+{ord(sign):04X}" in answer.content.decode()
        assert "« q »" in answer.content.decode().replace("\xa0", " ")


def test_in_the_name_of_a_parameter(client: Client) -> None:
    assert client.get("/", {"q\0": "x"}).status_code == 400
    assert client.get("/", {"q" * 300: "x"}).status_code == 400


@pytest.mark.parametrize("path", ["/textes/parametres/a%00b/", "/observatoire/cpts/%1B/", "/api/v1/%00", "/nulle-part/%7f"])
def test_in_a_path(client: Client, path: str) -> None:
    assert client.get(path).status_code == 400


def test_in_a_field_of_a_form(client: Client) -> None:
    answer = client.post("/compte/login/", {"login": "a\0@exemple.fr", "password": "x"})
    assert answer.status_code == 400
    assert "« login »" in answer.content.decode().replace("\xa0", " ")


def test_in_a_cookie_that_hides_it(client: Client) -> None:
    """A quoted cookie may hold any sign in octal: it would reach the table of sessions."""
    answer = client.get("/compte/login/", HTTP_COOKIE='maillage="abc\\000def"')
    assert answer.status_code == 400


def test_what_people_type_passes(client: Client) -> None:
    assert client.get("/territoire/recherche/", {"q": "L’Haÿ-les-Roses\t– été\r\n"}).status_code != 400
