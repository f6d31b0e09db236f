"""Downloads of the simulator: the right type, a name people recognise, the same figures, a limit."""

import json
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from django.core.cache import caches
from django.test import Client

QUERY = {"population": "90000", "signe_le": "2025-03-01", "acces_aux_soins": "2025-09-01", "nom": "CPTS de l'Éveil"}


@pytest.fixture(autouse=True)
def _no_earlier_requests(db: Any) -> None:
    caches["limits"].clear()


@pytest.mark.parametrize(("kind", "start"), [("pdf", b"%PDF-"), ("xlsx", b"PK"), ("yaml", b"# Dossier"), ("json", b"{")])
def test_each_format_comes_as_a_named_file(client: Client, kind: str, start: bytes) -> None:
    response = client.get(f"/financement/simulation.{kind}", QUERY)
    assert response.status_code == 200
    assert response.content.startswith(start)
    assert response["Content-Disposition"] == f'attachment; filename="financement-cpts-de-l-eveil-2025-03-01.{kind}"'


def test_the_json_is_that_of_the_command(client: Client) -> None:
    found = json.loads(client.get("/financement/simulation.json", QUERY).content)
    assert found["taille"] == 3
    assert found["annees"][0]["missions"]["acces_aux_soins"]["volet_fixe"] == 44630.14
    assert {"le": "2025-09-01", "montant": 33472.6, "statut": "acquis"}.items() <= found["versements"][1].items()


def test_the_dossier_reopens(client: Client) -> None:
    text = client.get("/financement/simulation.yaml", QUERY).content.decode()
    assert yaml.safe_load(text)["population"] == 90000
    assert client.post("/financement/ouvrir/", {"texte": text}).status_code == 302


def test_a_typed_population_wins_over_communes_in_the_dossier_too(client: Client) -> None:
    query = {"communes": "84007,84031", "population": "90000", "signe_le": "2027-03-01"}
    found = yaml.safe_load(client.get("/financement/simulation.yaml", query).content)
    assert found["population"] == 90000
    assert "communes" not in found


def test_communes_stay_communes_in_the_dossier(client: Client) -> None:
    found = yaml.safe_load(
        client.get("/financement/simulation.yaml", {"communes": "84007,84031", "signe_le": "2027-03-01"}).content
    )
    assert found["communes"] == ["84007", "84031"]


def test_an_unknown_format_is_not_found(client: Client) -> None:
    assert client.get("/financement/simulation.docx", QUERY).status_code == 404


def test_documents_are_limited_to_ten_a_minute(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django_ratelimit.core.time", SimpleNamespace(time=lambda: 1_800_000_000))
    statuses = [client.get("/financement/simulation.json", QUERY).status_code for _ in range(12)]
    assert statuses[:9] == [200] * 9
    assert statuses[-1] == 429
