"""The pages that show amounts of the agreement say that an avenant is due, from the day it is, and no earlier."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import timezone

pytestmark = pytest.mark.django_db
SAID = "La négociation d'un avenant CPTS est légalement due"
SIMULATED = "population=90000&signe_le=2025-03-01&acces_aux_soins=2025-03-01"
PAGES = (
    "/financement/",
    f"/financement/?{SIMULATED}",
    f"/financement/comparaison/?{SIMULATED}&b.population=70000",
    "/observatoire/",
    "/observatoire/cpts/",
    "/observatoire/zones-blanches/",
    "/textes/",
    "/textes/parametres/aci/fonctionnement/",
)


def page(client: Client, address: str, day: datetime, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(timezone, "now", lambda: day)
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode().replace("&#x27;", "'").replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("address", PAGES)
def test_the_awaited_avenant_is_told_from_its_day(address: str, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    before = page(client, address, datetime(2026, 6, 30, 12, tzinfo=UTC), monkeypatch)
    assert "</main>" in before
    assert SAID not in before
    since = page(client, address, datetime(2026, 7, 1, 12, tzinfo=UTC), monkeypatch)
    assert since.count(SAID) == 1
    assert "/textes/registre/avenant-3/" in since


def test_a_page_without_amounts_does_not_warn(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    text = page(client, "/textes/glossaire/", datetime(2026, 7, 1, 12, tzinfo=UTC), monkeypatch)
    assert "Glossaire" in text
    assert SAID not in text
