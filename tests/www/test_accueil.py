"""The first page: one thing to do, a true map, real figures that lead to the same figures."""

import re
from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from django.test import Client

from maillage.results import france
from maillage.www.accueil import example
from maillage.www.accueil.france_map import france_map
from maillage.www.accueil.projection import Box, conic, paths

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
    shown = plain(re.search(r'<p class="example-figure">([^<]+€)</p>', home)[1])
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


def test_the_map_has_its_table(client: Client) -> None:
    text = client.get("/").content.decode()
    drawn = re.findall(r"<path class=\"class-\d\" d=\"M[^\"]+\"><title>", text)
    assert len(drawn) == 101 + 4
    assert text.count('<th scope="row">') >= 101
    assert "Vaucluse : 23,0" in plain(text).replace("\N{NO-BREAK SPACE}", " ")


def test_the_shares_are_those_of_the_census() -> None:
    by_code = {place.code: place for place in france.departements()}
    assert len(by_code) == 101
    assert by_code["84"].seniors == 129_678
    assert round(by_code["84"].seniors_share, 4) == Decimal("0.2297")
    assert by_code["84"].population == 572_056
    assert by_code["976"].seniors_share is None
    assert sum(place.communes for place in by_code.values()) == 34_875


def test_every_departement_has_a_class_and_the_legend_counts_them() -> None:
    drawn = france_map()
    assert all(row.path for row in drawn.rows)
    assert sum(int(entry.count) for entry in drawn.legend) == 101
    assert [row.code for row in drawn.rows if row.rank == 0] == ["976"]


def test_north_is_up_and_east_is_right() -> None:
    (lille_x, lille_y), (nice_x, nice_y), (brest_x, _) = conic(3.06, 50.63), conic(7.26, 43.7), conic(-4.49, 48.39)
    assert lille_y > nice_y
    assert brest_x < lille_x < nice_x


def test_a_path_fits_its_box() -> None:
    (drawn,) = paths([[[(0.0, 0.0), (2.0, 0.0), (2.0, 1.0), (0.0, 1.0), (0.0, 0.0)]]], Box(10, 10, 100, 100))
    assert drawn == "M10 85l100 0 0-50-100 0z"


def test_it_is_light(client: Client) -> None:
    answer = client.get("/", HTTP_ACCEPT_ENCODING="gzip")
    assert answer["Content-Encoding"] == "gzip"
    assert len(answer.content) < 40_000
