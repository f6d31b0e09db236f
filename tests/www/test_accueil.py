"""The first page: one thing to do, a true map, real figures that lead to the same figures."""

import re
from datetime import date
from html import unescape

import pytest
from django.test import Client
from lxml import html

from maillage.results import couverture, france
from maillage.results.couverture import of_rows
from maillage.www.accueil import example
from maillage.www.accueil.projection import Box, paths
from tests.support.occitanie import occitanie
from tests.support.selectors import select

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 21)


def plain(text: str) -> str:
    """As one reads it: entities decoded, every kind of space alike."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text)))


def test_it_opens_on_one_action(client: Client) -> None:
    answer = client.get("/")
    assert answer.status_code == 200
    text = answer.content.decode()
    assert len(re.findall(r"<button[^>]*btn-primary", text)) == 1
    assert 'action="/territoire/"' in text
    assert "chaque chiffre prouvé" in text


def test_the_search_leads_to_the_studio(client: Client) -> None:
    answer = client.get("/territoire/", {"q": "84800"})
    assert answer.status_code == 200
    assert "Isle-sur-la-Sorgue" in unescape(answer.content.decode())


def test_the_example_is_real_and_the_same_all_day() -> None:
    first, again = example.of_the_day(DAY), example.of_the_day(DAY)
    assert first is not None
    assert first is again
    assert first.name in {epci.name for epci in france.epcis()}
    assert first.territory.population.value in example.PEOPLE
    others = {example.of_the_day(date(2026, 11, day)).name for day in range(1, 9)}
    assert len(others) > 4


def test_the_card_shows_the_figures_of_the_page_it_opens(client: Client) -> None:
    home = client.get("/").content.decode()
    shown = plain(re.search(r'<p class="example-figure">([^<]+€)\s+<span class="proof', home)[1])
    parts = [plain(value) for value in re.findall(r"<dd>([^<]*€)</dd>", home)]
    assert len(parts) == 3
    address = unescape(re.search(r'href="(/financement/\?[^"]+)"', home)[1])
    page = client.get(address)
    assert page.status_code == 200
    text = plain(page.content.decode())
    assert sum(_euros(part) for part in parts) == _euros(shown)
    for part in parts:
        assert part.replace(" €", ",00 €") in text, part


def _euros(text: str) -> int:
    return int(re.sub(r"[^\d]", "", text.replace(",00", "")))


def test_the_card_of_the_territory_opens_it(client: Client) -> None:
    home = client.get("/").content.decode()
    population = plain(re.search(r'example-figure">([^<]+)<span>habitants', home)[1]).strip()
    address = unescape(re.search(r'href="(/territoire/\?s=[^"]+)"', home)[1])
    assert population in plain(client.get(address).content.decode())


def drawn_stages(figure: html.HtmlElement) -> set[str]:
    drawn = [path.get("class") for path in select(figure, "svg path")]
    return {name.removeprefix("stage-") for name in drawn if name.startswith("stage-")}


def test_the_map_shows_the_stages_and_has_its_table(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = occitanie()
    monkeypatch.setattr(couverture, "load", lambda *, today: shown)
    (row,) = shown.by_level("france")
    tree = html.fromstring(client.get("/").content.decode())
    (figure,) = select(tree, "figure.france")
    assert drawn_stages(figure) == {stage for stage, people in row.by_stage.items() if people} | {"aucune"}
    links = {link.get("href") for link in select(figure, "svg a")}
    assert links == {link.get("href") for link in select(figure, "tbody a")}
    assert len(links) == 18
    assert select(figure, ".france-fictif")
    assert "une partie du pays" in figure.text_content()


def test_real_perimeters_are_not_called_fictitious(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = occitanie(fictitious=False)
    monkeypatch.setattr(couverture, "load", lambda *, today: shown)
    assert "fictif" not in client.get("/").content.decode()


def test_without_perimeters_the_map_has_no_stage_and_says_how_to_load_them(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = of_rows([], today=DAY)
    monkeypatch.setattr(couverture, "load", lambda *, today: empty)
    tree = html.fromstring(client.get("/").content.decode())
    (figure,) = select(tree, "figure.france")
    assert not drawn_stages(figure)
    assert len({link.get("href") for link in select(figure, "svg a")}) == 18
    assert "maillage donnees importer perimetres" in figure.text_content()


def test_each_open_link_of_the_chain_answers(client: Client) -> None:
    tree = html.fromstring(client.get("/").content.decode())
    links = [link.get("href") for link in select(tree, ".journey a")]
    assert "/territoire/diagnostic/" in links
    assert [client.get(link).status_code for link in links] == [200] * len(links)


def test_a_path_fits_its_box() -> None:
    (drawn,) = paths([[[(0.0, 0.0), (2.0, 0.0), (2.0, 1.0), (0.0, 1.0), (0.0, 0.0)]]], Box(10, 10, 100, 100))
    assert drawn == "M10 85l100 0 0-50-100 0z"


def test_it_is_light(client: Client) -> None:
    answer = client.get("/", HTTP_ACCEPT_ENCODING="gzip")
    assert answer["Content-Encoding"] == "gzip"
    assert len(answer.content) < 80_000
