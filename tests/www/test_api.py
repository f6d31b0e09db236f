"""The API: it answers what results give, says where it comes from, refuses with sentences, and does not answer twice."""

import json

import pytest
from django.core.cache import caches
from django.test import Client

from maillage.results import couverture, observatoire
from maillage.results.couverture import of_rows
from tests.support.occitanie import TODAY, occitanie

pytestmark = pytest.mark.django_db
COVERAGE = occitanie()
ZONE = observatoire.all_zones(COVERAGE)[0]
CPTS = observatoire.all_cpts(COVERAGE)[0]
V1 = "/api/v1"
GOOD = [
    "/territoires/recherche?q=foix",
    "/territoires/selection?communes=84007,05043",
    "/territoires/selection/contour?communes=84007",
    "/territoires/commune/84007",
    "/territoires/epci/248400053",
    "/territoires/departement/09",
    "/territoires/region/94",
    "/territoires/departement/09/contour",
    "/observatoire/territoires/france/france",
    "/observatoire/territoires/region/76",
    "/observatoire/couverture/france",
    "/observatoire/couverture/departement?region=76",
    "/observatoire/couverture/commune?departement=09",
    "/observatoire/couverture/epci?departement=09&le=2021-06-01",
    "/observatoire/historique/region/76",
    "/observatoire/montants/region/76?toutes=true",
    "/observatoire/cpts?region=76&stade=aci_signe&par_page=3",
    f"/observatoire/cpts/{CPTS.id}",
    f"/observatoire/cpts/{CPTS.id}/signaux",
    f"/observatoire/cpts/{CPTS.id}/contour",
    "/observatoire/zones-blanches?departement=09",
    f"/observatoire/zones-blanches/{ZONE.id}",
    f"/observatoire/zones-blanches/{ZONE.id}/contour",
    "/observatoire/regions/76/plan",
    "/observatoire/plan-100",
    "/observatoire/qualite",
]
BAD = [
    ("/territoires/recherche", 400, "q"),
    ("/territoires/selection", 400, "au moins une commune"),
    ("/territoires/selection?s=n-importe-quoi", 400, "sélection"),
    ("/territoires/lune/9", 400, "niveau"),
    ("/territoires/epci/999", 404, "999"),
    ("/territoires/commune/99999", 404, "99999"),
    ("/observatoire/territoires/region/99", 404, "99"),
    ("/observatoire/couverture/commune", 400, "region ou departement"),
    ("/observatoire/couverture/region?le=hier", 400, "AAAA-MM-JJ"),
    ("/observatoire/couverture/region?le=1789-07-14", 400, "1789"),
    ("/observatoire/couverture/region?departement=zz", 404, "zz"),
    ("/observatoire/cpts?stade=mariee", 400, "stade"),
    ("/observatoire/cpts?page=0", 400, "au moins 1"),
    ("/observatoire/cpts/rien", 404, "rien"),
    ("/observatoire/zones-blanches/rien", 404, "rien"),
    ("/observatoire/zones-blanches?region=99", 404, "99"),
    ("/observatoire/regions/99/plan", 404, "99"),
    ("/observatoire/cpts?departement=ZZ", 404, "ZZ"),
    ("/observatoire/cpts?region=99", 404, "99"),
]


@pytest.fixture(autouse=True)
def perimeters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(couverture, "load", lambda *, today: COVERAGE)
    caches["limits"].clear()


@pytest.mark.parametrize("path", GOOD)
def test_each_operation_answers_and_says_where_it_comes_from(client: Client, path: str) -> None:
    answer = client.get(V1 + path)
    assert answer.status_code == 200, answer.content
    told = json.loads(answer.content)
    if "contour" in path:
        assert told["type"] == "Feature"
        assert told["geometry"]["coordinates"]
        assert "Licence Ouverte" in told["licence"]
    else:
        assert told["meta"]["fictif"] is ("/observatoire/" in path)
        assert told["meta"]["licence"].startswith("Licence Ouverte")
        assert told["donnees"]


@pytest.mark.parametrize("path", GOOD)
def test_an_answer_already_known_is_not_sent_again(client: Client, path: str) -> None:
    etag = client.get(V1 + path)["ETag"]
    again = client.get(V1 + path, headers={"If-None-Match": etag})
    assert again.status_code == 304
    assert again.content == b""


@pytest.mark.parametrize(("path", "status", "word"), BAD)
def test_bad_questions_are_refused_with_a_sentence(client: Client, path: str, status: int, word: str) -> None:
    answer = client.get(V1 + path)
    assert answer.status_code == status, answer.content
    sentence = json.loads(answer.content)["erreur"]
    assert word in sentence
    assert sentence.endswith(".")


@pytest.mark.parametrize("path", [path for path in GOOD if "/observatoire/" in path and "plan-100" not in path])
def test_without_perimeters_nothing_is_counted(client: Client, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = of_rows([], today=TODAY)
    monkeypatch.setattr(couverture, "load", lambda *, today: empty)
    answer = client.get(V1 + path.split("&le=")[0].split("?le=")[0])
    assert answer.status_code == 404
    assert "importer perimetres" in answer.json()["erreur"]


def test_each_operation_is_described_and_tested(client: Client) -> None:
    told = client.get(f"{V1}/openapi.json").json()
    assert told["openapi"].startswith("3.1")
    assert told["info"]["license"]["name"].startswith("Licence Ouverte")
    tried = [path.split("?")[0] for path in GOOD]
    for address, operations in told["paths"].items():
        assert operations["get"]["summary"]
        assert "429" in operations["get"]["responses"]
        fixed = [part for part in address.removeprefix(V1).split("/") if part and "{" not in part]
        count = address.count("/") - V1.count("/")
        assert any(path.count("/") == count and set(fixed) <= set(path.split("/")) for path in tried), address


def test_an_outline_is_described_as_it_is_sent(client: Client) -> None:
    told = client.get("/api/v1/openapi.json").json()["paths"]
    outlines = [one["get"] for address, one in told.items() if address.endswith("/contour")]
    assert len(outlines) == 4
    assert [list(one["responses"]["200"]["content"]) for one in outlines] == [["application/geo+json"]] * 4
    answer = client.get("/api/v1/territoires/selection/contour?communes=84007")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/geo+json")


@pytest.mark.parametrize("day", ["2018-07-01", "2019-08-24", "2026-01-01"])
def test_a_plan_of_any_day_answers(client: Client, day: str) -> None:
    """Before the first agreement, no territory has a taille: the plan is drawn without them."""
    assert client.get("/api/v1/observatoire/regions/76/plan", {"le": day}).status_code == 200
    assert client.get("/observatoire/region/76/plan/", {"le": day}).status_code == 200


def test_the_limit_is_told_and_kept(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from maillage.api import serving

    monkeypatch.setattr(serving, "RATE", "2/m")
    path = f"{V1}/territoires/recherche?q=foix"
    first = client.get(path)
    assert (first["RateLimit-Limit"], first["RateLimit-Remaining"]) == ("2", "1")
    client.get(path)
    refused = client.get(path)
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    assert "attendez" in refused.json()["erreur"]


def test_any_site_may_read_and_none_may_write(client: Client) -> None:
    assert client.get(f"{V1}/observatoire/plan-100")["Access-Control-Allow-Origin"] == "*"
    refused = client.post(f"{V1}/observatoire/plan-100")
    assert refused.status_code == 405
    assert "GET" in refused.json()["erreur"]
    asked = client.options(f"{V1}/observatoire/plan-100")
    assert (asked.status_code, asked["Access-Control-Allow-Headers"]) == (204, "If-None-Match")


@pytest.mark.parametrize("path", GOOD)
def test_the_head_of_an_answer_can_be_asked_alone(client: Client, path: str) -> None:
    full, head = client.get(V1 + path), client.head(V1 + path)
    assert (head.status_code, head["ETag"], head.content) == (200, full["ETag"], b"")


@pytest.mark.parametrize("path", ["/", "/rien", "/observatoire/rien/du/tout"])
def test_an_address_without_operation_is_told_in_json(client: Client, path: str) -> None:
    answer = client.get(V1 + path)
    assert answer.status_code == 404
    assert "/api/" in answer.json()["erreur"]


def test_the_page_of_the_api_shows_every_operation_with_examples_that_answer(client: Client) -> None:
    text = client.get("/api/").content.decode()
    for address in client.get(f"{V1}/openapi.json").json()["paths"]:
        assert address in text
    import re

    for example in re.findall(r'<a href="(/api/v1/(?:territoires|observatoire)[^"]+)">Exemple', text):
        assert client.get(example).status_code == 200, example


def test_the_selection_is_described_as_by_the_command(client: Client) -> None:
    told = client.get(f"{V1}/territoires/selection?communes=84007,84031").json()["donnees"]
    assert told["codes"] == ["84007", "84031"]
    assert told["population"] == sum(commune["population"] for commune in told["communes"])
    assert client.get("/territoire/", {"s": told["selection"]}).status_code == 200
