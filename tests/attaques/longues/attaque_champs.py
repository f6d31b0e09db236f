"""Every address of the site, asked by every persona with values made to harm: never 500, and a sentence instead."""

import random

import pytest
from django.test import Client
from django.urls import get_resolver

from tests.support.addresses import ARGUMENT, _walk
from tests.support.personas import People

VALUES = ("", "0", "-1", "9" * 30, "9" * 6_000, "1e999", "NaN", "'; DROP TABLE x; --", "<script>", "../../secret", "%00", "é" * 5_000,
          "2026-02-30", "99999-01-01", "{}", "[" * 2_000, "null", "00000000-0000-0000-0000-000000000000", "\u202egpj", "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"))  # fmt: skip
SIGNS = ("\0", "\x1b", "\x7f")
FIELDS = ("q", "s", "communes", "page", "tri", "le", "cle", "region", "departement", "population", "signe_le", "dessin", "ajouter",
          "version", "annee", "objectif", "mission", "name", "title", "body", "amount", "day", "at", "date", "numero", "clef")  # fmt: skip
# ends the session of who asks
LEFT_OUT = ("logout", "effacer")


@pytest.mark.django_db
@pytest.mark.ignore_template_errors
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("person", ["amina", "chloe", "esther", ""])
def test_no_value_makes_a_fault(who: People, person: str) -> None:
    draw = random.Random(person)
    asked = 0
    for one in _walk(get_resolver()):
        if any(word in one.route for word in LEFT_OUT):
            continue
        for _ in range(3):
            client = Client(raise_request_exception=False)
            if person:
                client.force_login(getattr(who, person))
            path = "/" + ARGUMENT.sub(lambda found: _argument(found[1], who, draw), one.route).replace("^", "").replace("$", "")
            given = {
                name: draw.choice(VALUES) + (draw.choice(SIGNS) if draw.random() < 0.1 else "")
                for name in draw.sample(FIELDS, 4)
            }
            for method in (client.get, client.post):
                answer = method(path, given)
                asked += 1
                assert answer.status_code < 500 or answer.status_code == 503, (method.__name__, path, given)
    assert asked > 500


def _argument(name: str, who: People, draw: random.Random) -> str:
    if name == "slug" and draw.random() < 0.8:
        return str(who.ours.slug)
    return draw.choice(("x", "09", "76", "pdf", "csv", "00000000-0000-0000-0000-000000000000", "9" * 40, "..", "%00", "é", "1"))
