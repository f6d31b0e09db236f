"""Downloads of the diagnosis: the right type and name, the notes that a form brings, a limit."""

from functools import lru_cache
from io import BytesIO
from typing import Any

import docx
import pytest
from django.core.cache import caches
from django.test import Client

from maillage.facts.selection import encode
from maillage.results import diagnostic, etablissements
from tests.support import diagnosis as made

ROOT = "/territoire/diagnostic/diagnostic."
QUERY = {"s": encode(["84001", "84016", "84080"]), "nom": "Vallée de l'Éveil"}


@pytest.fixture(autouse=True)
def _by_hand(db: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    caches["limits"].clear()
    monkeypatch.setattr(diagnostic, "diagnose", lru_cache(maxsize=2)(made.diagnosis))
    monkeypatch.setattr(etablissements, "structures", made.structures)


@pytest.mark.parametrize(
    ("kind", "start"), [("pdf", b"%PDF-"), ("docx", b"PK"), ("xlsx", b"PK"), ("csv", b"\xef\xbb\xbfsection"), ("geojson", b"{")]
)
def test_each_format_comes_as_a_named_file(client: Client, kind: str, start: bytes) -> None:
    answer = client.get(ROOT + kind, QUERY)
    assert answer.status_code == 200
    assert answer.content.startswith(start)
    assert answer["Content-Disposition"].startswith('attachment; filename="diagnostic-vallee-de-l-eveil-')
    assert answer["Content-Disposition"].endswith(f'.{kind}"')


def test_notes_of_the_form_are_written_and_not_kept(client: Client) -> None:
    answer = client.post(ROOT + "docx", QUERY | {"note_acces": "Un départ\r\nà Bédarrides", "note_autre": "zut"})
    text = docx.Document(BytesIO(answer.content)).element.body.xpath("string(.)")
    assert "Un départ" in text
    assert "à Bédarrides" in text
    assert "zut" not in text
    assert answer["Cache-Control"] == "private, no-store"


def test_a_name_is_never_a_formula(client: Client) -> None:
    text = client.get(ROOT + "csv", QUERY | {"nom": "=+1+2 Vallée"}).content.decode()
    assert ";1+2 Vallée;" in text
    assert ";=" not in text


def test_an_unknown_format_is_not_found(client: Client) -> None:
    assert client.get(ROOT + "odt", QUERY).status_code == 404


def test_nothing_selected_is_refused_with_a_sentence(client: Client) -> None:
    answer = client.get(ROOT + "pdf")
    assert answer.status_code == 400
    assert "choisissez-en au moins une" in answer.content.decode()


def test_documents_are_limited_to_ten_a_minute(client: Client) -> None:
    statuses = [client.get(ROOT + "csv", QUERY).status_code for _ in range(12)]
    assert statuses[:9] == [200] * 9
    assert statuses[-1] == 429
