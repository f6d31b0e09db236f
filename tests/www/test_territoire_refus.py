"""Bad input in the studio: a sentence, the status that fits, and a page that still works."""

import pytest
from django.test import Client
from lxml import html

from maillage.facts.selection import encode
from tests.support.selectors import select

pytestmark = pytest.mark.django_db

GOOD = f"s={encode(['84007'])}"


def sentence(client: Client, query: str, status: int) -> str:
    answer = client.get(f"/territoire/?{query}")
    assert answer.status_code == status, query
    tree = html.fromstring(answer.content.decode())
    assert select(tree, "input[name=q]"), "the page is still usable"
    return " ".join(" ".join(notice.text_content().split()) for notice in select(tree, ".notice"))


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("s=xxx", 400, "adresse"),
        ("s=1AAAA", 400, "altérée"),
        ("s=1" + "A" * 5000, 400, "altérée"),
        ("communes=99999", 400, "99999"),
        ("communes=<script>alert(1)</script>", 400, "script"),
        ("communes=84000", 400, "code postal"),
        ("communes=97501", 400, "hors du champ"),
        ("epci=1", 404, "intercommunalité"),
        ("departement=99", 404, "99"),
        ("region=0", 404, "0"),
        (f"{GOOD}&ajouter_epci=000000000", 404, "intercommunalité"),
        (f"{GOOD}&retirer_departement=xx", 404, "département"),
        ("dessin=1,2", 400, "tracé"),
        ("dessin=a;b;c", 400, "tracé"),
        ("dessin=nan,nan;1,1;2,2", 400, "tracé"),
        ("dessin=999,0;1,1;2,2", 400, "tracé"),
        ("dessin=" + ";".join(["1,2"] * 501), 400, "tracé"),
    ],
)
def test_what_cannot_be_followed_is_explained(client: Client, query: str, status: int, said: str) -> None:
    assert said in sentence(client, query, status)


def test_an_unknown_place_leaves_the_selection(client: Client) -> None:
    answer = client.get(f"/territoire/?{GOOD}&ajouter_epci=000000000")
    assert "Avignon" in answer.content.decode()


def test_good_codes_are_kept_beside_bad_ones(client: Client) -> None:
    answer = client.get("/territoire/?communes=84007,99999")
    assert answer.status_code == 200
    assert "Avignon" in answer.content.decode()
    assert "99999" in sentence(client, "communes=84007,99999", 200)


def test_a_code_given_twice_is_counted_once_and_said(client: Client) -> None:
    assert "une seule fois" in sentence(client, "communes=84007,84007", 200)


def test_text_given_is_never_markup(client: Client) -> None:
    for query in ("q=<b>gras</b>", "communes=<b>gras</b>", "s=<b>", "epci=<b>", "tri=<b>", "page=<b>", "avant=<b>"):
        assert "<b>" not in client.get(f"/territoire/?{query}").content.decode(), query


@pytest.mark.parametrize(
    "query",
    ["page=0", "page=-1", "page=99999999", "page=²", "page=abc", "tri=-", "tri=rang", "avant=zzz", "apres=zzz"],
)
def test_an_absurd_view_falls_back(client: Client, query: str) -> None:
    assert client.get(f"/territoire/?{GOOD}&{query}").status_code == 200


@pytest.mark.parametrize("query", ["99999", "ZZZZZ introuvable", "12345678901234567890", "'\"; ZQ", "%", "_"])
def test_a_search_without_result_says_what_to_try(client: Client, query: str) -> None:
    tree = html.fromstring(client.get("/territoire/", {"q": query}).content.decode())
    assert "ssayez" in select(tree, ".studio-results-sentence")[0].text_content()


def test_a_very_long_search_is_cut(client: Client) -> None:
    assert client.get("/territoire/", {"q": "a" * 5000}).status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_the_page_refuses_other_methods(client: Client, method: str) -> None:
    assert getattr(client, method)("/territoire/").status_code == 405


@pytest.mark.parametrize("name", ["communes.csv", "communes.geojson", "pourquoi/?cle=population"])
def test_nothing_selected_gives_nothing_to_download_or_explain(client: Client, name: str) -> None:
    answer = client.get(f"/territoire/{name}")
    assert answer.status_code == 400
    assert "sélectionnée" in answer.content.decode()


def test_an_unknown_figure_is_not_found(client: Client) -> None:
    assert client.get(f"/territoire/pourquoi/?{GOOD}&cle=bonheur").status_code == 404
