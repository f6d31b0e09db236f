"""The studio's page: the address says the selection, the fragment says what the page says."""

import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from lxml import html

from maillage.facts.selection import decode, encode
from maillage.results import territoires
from tests.support.selectors import select

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def page(client: Client, address: str, status: int = 200) -> html.HtmlElement:
    answer = client.get(address)
    assert answer.status_code == status, address
    return html.fromstring(answer.content.decode())


def selected(address: str) -> tuple[str, ...]:
    return decode(parse_qs(urlsplit(address).query).get("s", [""])[0])


def text_of(tree: html.HtmlElement) -> str:
    return " ".join(tree.text_content().split())


def link(*codes: str) -> str:
    return f"/territoire/?s={encode(codes)}"


def test_nothing_selected_shows_three_ways_to_start(client: Client) -> None:
    tree = page(client, "/territoire/")
    assert len(select(tree, ".studio-ways li")) == 3
    assert not select(tree, "table")
    assert select(tree, "input[name=q]")
    assert select(tree, "textarea[name=codes]")


def test_the_example_offered_opens(client: Client) -> None:
    address = select(page(client, "/territoire/"), ".studio-example a")[0].get("href")
    answer = client.get(address)
    assert answer.status_code == 302
    assert len(selected(answer["Location"])) > 10


def test_a_readable_address_leads_to_the_canonical_one(client: Client) -> None:
    answer = client.get("/territoire/?communes=84007,84031")
    assert answer.status_code == 302
    assert selected(answer["Location"]) == ("84007", "84031")
    assert "avant=" not in answer["Location"]


def test_one_commune_shows_its_figures(client: Client) -> None:
    tree = page(client, link("84007"))
    text = text_of(tree)
    assert "92 188" in text.replace("\u202f", " ")
    assert "Taille 3" in text.replace("\xa0", " ")
    assert "population municipale 2023" in text
    assert len(select(tree, "tbody button[name=retirer]")) == 1
    assert select(tree, f'a[href="/financement/?s={encode(["84007"])}"]')


@pytest.mark.parametrize(
    ("start", "action", "expected"),
    [
        (["84007"], "ajouter=84031", {"84007", "84031"}),
        (["84007"], "ajouter=84031,84054", {"84007", "84031", "84054"}),
        (["84007", "84031"], "retirer=84031", {"84007"}),
        (["84007"], "ajouter=2a004", {"84007", "2A004"}),
        (["84007", "84031"], "vider=1", set()),
        (["84007"], "ajouter=84007", {"84007"}),
        (["84007"], "retirer=84007&ajouter=84031", {"84031"}),
    ],
)
def test_an_action_leads_to_its_result(client: Client, start: list[str], action: str, expected: set[str]) -> None:
    answer = client.get(f"{link(*start)}&{action}")
    assert answer.status_code == 302
    assert set(selected(answer["Location"])) == expected
    assert parse_qs(urlsplit(answer["Location"]).query)["avant"] == [encode(start)]


@pytest.mark.parametrize("kind", ["epci", "departement", "region"])
def test_a_whole_place_is_added_and_removed(client: Client, kind: str) -> None:
    code = {"epci": "248400053", "departement": "84", "region": "94"}[kind]
    members = set(territoires.members(kind, code))
    added = client.get(f"/territoire/?ajouter_{kind}={code}")["Location"]
    assert set(selected(added)) == members
    removed = client.get(f"{link(*members, '75056')}&retirer_{kind}={code}")["Location"]
    assert selected(removed) == ("75056",)


def test_removing_a_place_removes_the_arrondissements_in_it(client: Client) -> None:
    answer = client.get(f"{link('13201', '13202', '84007')}&retirer_departement=13")
    assert selected(answer["Location"]) == ("84007",)


def test_a_drawing_adds_the_communes_whose_centre_it_surrounds(client: Client) -> None:
    answer = client.get("/territoire/?dessin=4.7,43.85;5.0,43.85;5.0,44.05;4.7,44.05")
    assert "84007" in selected(answer["Location"])


def test_an_empty_drawing_is_said(client: Client) -> None:
    assert "n’entoure le centre d’aucune commune" in text_of(page(client, "/territoire/?dessin=0,0;0,1;1,1")).replace("'", "’")


def test_undo_goes_back_and_redo_forth(client: Client) -> None:
    after = client.get(f"{link('84007')}&ajouter=84031")["Location"]
    tree = page(client, after)
    assert "Carpentras ajoutée." in text_of(tree)
    undo = select(tree, "#annuler")[0].get("href")
    assert selected(undo) == ("84007",)
    undone = page(client, undo)
    assert "Changement annulé." in text_of(undone)
    assert selected(select(undone, "#annuler")[0].get("href")) == ("84007", "84031")


def test_undo_reaches_the_empty_selection(client: Client) -> None:
    tree = page(client, client.get("/territoire/?ajouter=84007")["Location"])
    assert selected(select(tree, "#annuler")[0].get("href")) == ()


def test_many_changes_at_once_are_counted(client: Client) -> None:
    tree = page(client, client.get(f"{link('84007')}&ajouter_departement=2A")["Location"])
    assert re.search(r"124.communes ajoutées\.", text_of(tree))


@pytest.mark.parametrize("action", ["", "&ajouter=84031", "&q=apt", "&tri=-population", "&vider=1", "&ajouter_epci=248400053"])
def test_the_fragment_is_the_page_reloaded(client: Client, action: str) -> None:
    answer = client.get(link("84007") + action, headers=HTMX)
    assert answer.status_code == 200
    assert answer["HX-Push-Url"].startswith("/territoire/")
    fragment = html.fromstring(f"<div>{answer.content.decode()}</div>")
    whole = select(page(client, answer["HX-Push-Url"]), "#studio-fragment")[0]
    for tree in (fragment, whole):
        for field in select(tree, "[name=csrfmiddlewaretoken], title"):
            field.getparent().remove(field)
    assert text_of(fragment) == text_of(whole)
    assert [a.get("href") for a in select(fragment, "a")] == [a.get("href") for a in select(whole, "a")]
    assert "HX-Request" in answer["Vary"]


def test_going_back_gets_the_whole_page(client: Client) -> None:
    answer = client.get(link("84007"), headers=HTMX | {"HX-History-Restore-Request": "true"})
    assert "<!doctype html>" in answer.content.decode()


def test_the_map_is_told_the_selection(client: Client) -> None:
    data = json.loads(select(page(client, link("84007", "84031")), "#studio-donnees")[0].text)
    assert data["codes"] == ["84007", "84031"]
    assert data["departements"] == ["84"]
    west, south, east, north = data["bounds"]
    assert 4 < west < east < 6
    assert 43 < south < north < 45


def test_the_table_sorts_and_turns_its_pages(client: Client) -> None:
    codes = territoires.members("departement", "84")
    first = select(page(client, f"{link(*codes)}&tri=-population"), "tbody th")
    assert len(first) == 100 + len(select(page(client, link(*codes)), ".studio-years tbody th"))
    assert "Avignon" in [cell.text for cell in first]
    second = page(client, f"{link(*codes)}&tri=-population&page=2")
    assert "Page 2 sur 2" in text_of(second)
    assert select(second, 'th[aria-sort="descending"] a')[0].text == "Habitants"
    assert len(select(second, "#codes-a-copier")[0].text.split()) == len(codes)


def test_a_hole_can_be_filled(client: Client) -> None:
    around = set(territoires.members("departement", "84")) - {"84072"}
    tree = page(client, link(*around))
    button = select(tree, '.studio-gaps button[name="ajouter"]')
    assert [found.get("value") for found in button] == ["84072"]


def test_pieces_that_do_not_touch_can_be_left_out(client: Client) -> None:
    tree = page(client, link("84007", "84031", "2A004"))
    values = {button.get("value") for button in select(tree, '.studio-gaps button[name="retirer"]')}
    assert len(values) == 2
    assert "84007" not in values


def test_an_epci_in_part_offers_the_rest(client: Client) -> None:
    tree = page(client, link("84031"))
    assert select(tree, 'button[name="ajouter_epci"][value="248400053"]')
    assert not select(tree, 'button[name="retirer_epci"]'), "nothing would remain"


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        (["97608"], "Mayotte"),
        (["05043"], "05043"),
        (["13201", "13055"], "Marseille"),
    ],
)
def test_what_is_particular_is_said(client: Client, codes: list[str], said: str) -> None:
    notices = select(page(client, link(*codes)), ".notice")
    assert any(said in text_of(notice) for notice in notices)


def test_a_retired_code_in_a_link_is_translated_and_gone_after_the_next_change(client: Client) -> None:
    tree = page(client, link("05043", "84007"))
    data = json.loads(select(tree, "#studio-donnees")[0].text)
    assert data["codes"] == ["05039", "84007"]
    assert decode(data["s"]) == ("05039", "84007")


def test_a_typed_homonym_is_named_but_a_click_on_it_is_not(client: Client) -> None:
    assert "Arbignieu" in text_of(page(client, "/territoire/?communes=01015"))
    assert client.get(f"{link('84007')}&ajouter=01015").status_code == 302


def test_a_thousand_communes_open(client: Client) -> None:
    codes = [code for departement in ("80", "02") for code in territoires.members("departement", departement)]
    assert len(codes) > 1000
    tree = page(client, link(*codes))
    assert len(select(tree, ".studio-table tbody tr")) == 100


def test_no_script_or_style_is_inline(client: Client) -> None:
    tree = page(client, link("84007", "84031"))
    scripts = [s for s in select(tree, "script") if not s.get("src")]
    assert [script.get("type") for script in scripts] == ["application/json"]
    assert not select(tree, "style, [style], [onclick]")


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        (["84007"], "1 commune"),
        (["13201", "13202"], "2 arrondissements"),
        (["13201", "84007", "84031"], "2 communes et 1 arrondissement"),
    ],
)
def test_arrondissements_are_not_called_communes(client: Client, codes: list[str], said: str) -> None:
    title = text_of(select(page(client, link(*codes)), "#selection")[0])
    assert title.replace("\xa0", " ").endswith(f"· {said}")


def test_the_table_says_the_vintage_of_its_figures(client: Client) -> None:
    caption = text_of(select(page(client, link("84007")), ".studio-table caption")[0])
    assert "population municipale 2023" in caption.replace("\xa0", " ")
    assert "recensement 2021" in caption
