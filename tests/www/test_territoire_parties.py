"""Around the studio's page: searches, lists, outlines, downloads, « Pourquoi ? »."""

import csv
import gzip
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from maillage.facts.selection import decode, encode
from maillage.results import territoires
from tests.support.selectors import select

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def query(*codes: str) -> str:
    return f"s={encode(codes)}"


def chosen(answer: object) -> tuple[str, ...]:
    tree = html.fromstring(answer.content.decode())  # type: ignore[attr-defined]
    return tuple(json.loads(select(tree, "#studio-donnees")[0].text)["codes"])


# --- searches ---------------------------------------------------------------------------------------------


def test_a_search_offers_to_add_or_to_remove(client: Client) -> None:
    tree = html.fromstring(client.get(f"/territoire/?{query('84031')}&q=carpentras").content.decode())
    first = select(tree, ".studio-hit")[0]
    assert "Carpentras" in first.text_content()
    assert select(first, "button")[0].get("name") == "retirer"


def test_a_postal_code_shared_by_communes_asks_which(client: Client) -> None:
    tree = html.fromstring(client.get("/territoire/?q=84210").content.decode())
    assert "laquelle est la vôtre" in select(tree, ".studio-results-sentence")[0].text_content()
    together = select(tree, "button.studio-all")[0].get("value").split(",")
    assert len(together) == len(select(tree, ".studio-hit")) > 1


def test_an_epci_is_added_whole_from_its_name(client: Client) -> None:
    tree = html.fromstring(client.get("/territoire/?q=ventoux comtat").content.decode())
    assert select(tree, 'button[name="ajouter_epci"][value="248400053"]')


def test_results_while_typing_are_those_of_the_page(client: Client) -> None:
    part = client.get("/territoire/recherche/?q=apt", headers=HTMX).content.decode()
    whole = select(html.fromstring(client.get("/territoire/?q=apt").content.decode()), "#resultats")[0]
    assert html.fromstring(f"<div>{part}</div>").text_content().split() == whole.text_content().split()


def test_the_search_part_alone_leads_to_the_page(client: Client) -> None:
    answer = client.get("/territoire/recherche/?q=apt")
    assert answer.status_code == 302
    assert answer["Location"] == "/territoire/?q=apt"


def test_the_map_opens_on_what_a_newcomer_searched(client: Client) -> None:
    tree = html.fromstring(client.get("/territoire/?q=84400").content.decode())
    target = json.loads(select(tree, "#studio-donnees")[0].text)["target"]
    assert target == pytest.approx([5.4, 43.9], abs=0.3)


# --- lists ------------------------------------------------------------------------------------------------


def test_a_pasted_list_is_added_to_the_selection(client: Client) -> None:
    answer = client.post("/territoire/liste/", {"codes": "84031\n84054", "s": encode(["84007"])})
    assert answer.status_code == 302
    assert decode(answer["Location"].split("s=")[1].split("&")[0]) == ("84007", "84031", "84054")


def test_bad_lines_are_listed_and_good_ones_kept(client: Client) -> None:
    answer = client.post("/territoire/liste/", {"codes": "code\n84031\n99999\nbonjour\n<b>"})
    assert answer.status_code == 200
    assert chosen(answer) == ("84031",)
    report = select(html.fromstring(answer.content.decode()), ".studio-report")[0]
    text = report.text_content()
    assert "99999" in text
    assert "bonjour" in text
    assert "1\u00a0commune ajoutée" in text


def test_a_csv_file_is_read(client: Client) -> None:
    content = "commune;code_insee;population\r\nAvignon;84007;92188\r\nCarpentras;84031;31619\r\n".encode("cp1252")
    upload = SimpleUploadedFile("communes.csv", content, "text/csv")
    answer = client.post("/territoire/liste/", {"fichier": upload}, follow=True)
    assert chosen(answer) == ("84007", "84031")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Rien à lire"),
        ({"codes": "   "}, "Rien à lire"),
        ({"fichier": SimpleUploadedFile("vide.csv", b"")}, "vide"),
        ({"fichier": SimpleUploadedFile("gros.csv", b"84007\n" * 400_000)}, "2\u00a0Mo"),
        ({"fichier": SimpleUploadedFile("image.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(200))}, "fichier"),
    ],
)
def test_an_unreadable_list_is_explained(client: Client, data: dict, said: str) -> None:
    answer = client.post("/territoire/liste/", data | {"s": encode(["84007"])})
    assert answer.status_code == 400
    assert said in answer.content.decode().replace("2 Mo", "2\u00a0Mo")
    assert chosen(answer) == ("84007",), "the selection is not lost"


def test_a_list_with_htmx_pushes_the_canonical_address(client: Client) -> None:
    answer = client.post("/territoire/liste/", {"codes": "84007"}, headers=HTMX)
    assert answer["HX-Push-Url"] == f"/territoire/?{query('84007')}&avant="


def test_a_list_needs_its_token_and_its_address_alone_leads_back() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.get("/territoire/liste/")["Location"] == "/territoire/"
    assert strict.post("/territoire/liste/", {"codes": "84007"}).status_code == 403


# --- outlines ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["france", "communes/84", "epci/84", "communes/2A", "communes/974"])
def test_outlines_are_kept_for_a_year_under_their_stamp(client: Client, name: str) -> None:
    address = f"/territoire/contours/{name}.json"
    answer = client.get(f"{address}?v={territoires.stamp()}", headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["Content-Type"] == "application/geo+json"
    assert json.loads(gzip.decompress(answer.content))["type"] == "FeatureCollection"
    assert "immutable" not in client.get(address)["Cache-Control"]
    again = client.get(address, headers={"Accept-Encoding": "gzip", "If-None-Match": answer["ETag"]})
    assert again.status_code == 304


def test_plain_outlines_are_served_to_who_cannot_inflate(client: Client) -> None:
    answer = client.get("/territoire/contours/communes/84.json")
    assert "Content-Encoding" not in answer
    assert len(json.loads(answer.content)["features"]) >= 151


def test_the_largest_departement_stays_under_two_hundred_kilobytes(client: Client) -> None:
    sizes = {
        code: len(client.get(f"/territoire/contours/communes/{code}.json", headers={"Accept-Encoding": "gzip"}).content)
        for code in ("62", "59", "973", "29", "02")
    }
    assert max(sizes.values()) < 200_000, sizes


@pytest.mark.parametrize("name", ["communes/99", "epci/99", "communes/<b>", "communes/20"])
def test_outlines_of_no_departement_are_not_found(client: Client, name: str) -> None:
    assert client.get(f"/territoire/contours/{name}.json").status_code == 404


@pytest.mark.parametrize("codes", [[], ["84007"], ["84007", "97411"], ["13201"]])
def test_a_preview_is_drawn_without_script(client: Client, codes: list[str]) -> None:
    answer = client.get(f"/territoire/apercu.svg?{query(*codes) if codes else ''}")
    assert answer["Content-Type"] == "image/svg+xml"
    drawn = html.fromstring(answer.content)
    assert select(drawn, "path")


def test_the_preview_of_a_region_is_light(client: Client) -> None:
    answer = client.get(f"/territoire/apercu.svg?{query(*territoires.members('region', '93'))}")
    assert len(answer.content) < 400_000


# --- downloads --------------------------------------------------------------------------------------------


def test_the_csv_opens_in_a_french_spreadsheet(client: Client) -> None:
    answer = client.get(f"/territoire/communes.csv?{query('84007', '97601')}")
    assert "attachment" in answer["Content-Disposition"]
    text = answer.content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert [row["code"] for row in rows] == ["84007", "97601"]
    assert rows[0]["population_municipale"] == "92188"
    assert rows[1]["habitants_65_ans_et_plus"] == "", "missing is empty, not zero"


def test_the_geojson_holds_the_selected_communes_only(client: Client) -> None:
    features = json.loads(client.get(f"/territoire/communes.geojson?{query('84007', '84031')}").content)["features"]
    assert sorted(feature["properties"]["code"] for feature in features) == ["84007", "84031"]


# --- pourquoi ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["population", "tendance", "ages", "taille"])
def test_each_figure_is_explained_as_a_page_and_as_a_drawer(client: Client, key: str) -> None:
    address = f"/territoire/pourquoi/?{query('84007', '84031')}&cle={key}"
    whole, drawer = client.get(address), client.get(address, headers=HTMX)
    assert whole.status_code == drawer.status_code == 200
    assert "<!doctype html>" in whole.content.decode()
    tree = html.fromstring(drawer.content.decode())
    assert tree.xpath("boolean(.//h2[@data-drawer-title])")
    assert "<html" not in drawer.content.decode()
    assert "Source" in tree.text_content()


def test_the_sum_of_the_population_is_shown_term_by_term(client: Client) -> None:
    text = client.get(f"/territoire/pourquoi/?{query('84007', '84031')}&cle=population").content.decode()
    terms = [commune.population for commune in territoires.describe(["84007", "84031"]).communes]
    assert all(f"{term:,}".replace(",", "\u202f") in text for term in (*terms, sum(t or 0 for t in terms)))


def test_a_group_that_is_wholly_selected_is_taken_away_not_added_again(client: Client) -> None:
    before = client.get("/territoire/", {"q": "Ventoux-Comtat Venaissin"}).content.decode()
    assert 'name="ajouter_epci" value="248400053"' in before
    whole = encode(territoires.members("epci", "248400053"))
    after = client.get("/territoire/", {"q": "Ventoux-Comtat Venaissin", "s": whole}).content.decode()
    assert 'name="retirer_epci" value="248400053"' in after
    assert 'name="ajouter_epci" value="248400053"' not in after


def test_a_postal_code_of_an_arrondissement_does_not_offer_the_whole_city(client: Client) -> None:
    page = client.get("/territoire/", {"q": "75011"}).content.decode()
    assert 'value="75111"' in page
    assert 'name="ajouter" value="75111,75056"' not in page
    assert 'name="ajouter" value="75056,75111"' not in page


@pytest.mark.parametrize("asked", ["75011", "75011 Paris", "Paris 75011"])
def test_a_postal_code_is_the_arrondissement_alone(client: Client, asked: str) -> None:
    page = client.get("/territoire/", {"q": asked}).content.decode()
    assert 'name="ajouter" value="75111"' in page
    assert 'value="75056"' not in page
    assert "Bonneuil-sur-Marne" not in page, "75011 was its code before 1968: it reads as a postal code today"


def test_the_name_as_it_is_written_comes_before_the_one_without_its_article(client: Client) -> None:
    page = client.get("/territoire/", {"q": "L'Herm"}).content.decode()
    assert 0 < page.index('value="09138"') < page.index('value="40123"')


def test_a_name_of_several_communes_is_chosen_where_it_is_told(client: Client) -> None:
    page = html.fromstring(client.post("/territoire/liste/", {"codes": "Foix\nMirepoix\nSaint-Denis"}).content)
    form = page.get_element_by_id("rapport").getparent().find("form")
    chosen = {one.get("aria-label"): [option.get("value") for option in one.findall("option")] for one in form.iter("select")}
    assert chosen["Laquelle : Mirepoix, ligne 2"] == ["", "09194", "32258"]
    assert chosen["Laquelle : Saint-Denis, ligne 3"][0] == ""
    after = client.get(form.get("action"), {"s": form.fields["s"], "ajouter": ["09194", ""]}, follow=True)
    assert "Sélection · 2 communes" in " ".join(html.fromstring(after.content).text_content().split())
