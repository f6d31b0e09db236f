"""Communes that nobody lives in since 1916: every page, document and answer says 0 inhabitant and « non établi », without a fault."""

import json

import pytest
from click.testing import CliRunner
from django.test import Client

from maillage.cli.territoire import territoire
from maillage.facts.selection import encode

pytestmark = pytest.mark.django_db
VILLAGES = ("55039", "55050", "55139", "55189", "55239", "55307")
CASES = [VILLAGES[:1], VILLAGES[3:4], VILLAGES, (*VILLAGES, "55545")]
PAGES = (
    "/territoire/?s={s}",
    "/territoire/?s={s}&vue=communes",
    "/territoire/communes.csv?s={s}",
    "/territoire/communes.geojson?s={s}",
    "/territoire/apercu.svg?s={s}",
    "/territoire/diagnostic/?s={s}",
    "/territoire/diagnostic/carte/?s={s}",
    "/territoire/diagnostic/diagnostic.pdf?s={s}",
    "/territoire/diagnostic/diagnostic.docx?s={s}",
    "/territoire/diagnostic/diagnostic.xlsx?s={s}",
    "/financement/?s={s}",
    "/financement/?s={s}&signe_le=2025-03-01",
    "/api/v1/territoires/selection?s={s}",
    "/api/v1/territoires/selection/contour?s={s}",
)


@pytest.mark.parametrize("codes", CASES, ids=len)
@pytest.mark.parametrize("page", PAGES)
def test_no_page_falls(client: Client, codes: tuple[str, ...], page: str) -> None:
    client.raise_request_exception = True
    answer = client.get(page.format(s=encode(codes)), follow=True)
    assert answer.status_code == 200, answer.content[:300]


@pytest.mark.parametrize("codes", CASES[:3], ids=len)
def test_it_is_said_that_nothing_is_established(client: Client, codes: tuple[str, ...]) -> None:
    text = CliRunner().invoke(territoire, ["decrire", *codes])
    assert text.exit_code == 0
    assert "0 habitant ·" in text.output.replace("\u202f", " ").replace("\xa0", " ")
    assert "Taille non établie" in text.output
    assert "Âges          non établis" in text.output
    told = json.loads(CliRunner().invoke(territoire, ["decrire", "--json", *codes]).output)
    assert (told["population"], told["taille"], told["ages"]) == (0, None, None)
