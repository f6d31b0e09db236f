"""The map of the studio: each département shows its communes at both widths, what a search finds is lit, names are read near."""

import pytest
from playwright.sync_api import Page, Route, expect

from maillage.facts.selection import encode
from tests.functional.test_studio import ready

# The studio keeps its map to itself: the test is let in by one line more in the module that makes it.
DOOR = ("await new Studio(map, place).start();", "window.studio = new Studio(map, place); await window.studio.start();")
EACH_DEPARTEMENT = """async () => {
  const { map, outlines } = window.studio;
  const hidden = [];
  for (const code of outlines.boxes.keys()) {
    const moved = new Promise((resolve) => map.once("moveend", resolve));
    outlines.frame(code);
    await moved;
    if (!outlines.near() || outlines.inView()[0] !== code) {
      hidden.push(code);
    }
  }
  return { hidden, count: outlines.boxes.size };
}"""
LIT = """(code) => window.studio.map.getFeatureState({ source: "communes", id: code })"""


def opened(page: Page, address: str = "/territoire/") -> None:
    def let_in(route: Route) -> None:
        answer = route.fetch()
        before, after = DOOR
        assert before in answer.text()
        route.fulfill(response=answer, body=answer.text().replace(before, after))

    page.route("**/territoire/map*.js", let_in)
    ready(page, address)


@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1440, 1920])
def test_each_departement_shows_its_communes(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844 if width < 1000 else 900})
    # the communes themselves are asked for by the next test; here the map only says which it would load
    page.route("**/contours/*/*.json*", lambda route: route.fulfill(json={"type": "FeatureCollection", "features": []}))
    opened(page)
    page.unroute("**/contours/*/*.json*")
    told = page.evaluate(EACH_DEPARTEMENT)
    assert told == {"hidden": [], "count": 101}


@pytest.mark.parametrize("code", ["33", "09", "973"])
def test_a_departement_that_fills_a_phone_can_be_chosen_from(phone: Page, code: str) -> None:
    opened(phone)
    phone.evaluate("(code) => window.studio.outlines.frame(code)", code)
    phone.wait_for_function("() => window.studio.map.queryRenderedFeatures({ layers: ['communes'] }).length > 10")
    canvas = phone.locator("[data-studio-canvas]").bounding_box()
    assert canvas is not None
    phone.touchscreen.tap(canvas["x"] + canvas["width"] / 2, canvas["y"] + canvas["height"] / 2)
    expect(phone.locator("#selection")).to_contain_text("1", timeout=15_000)


def test_what_a_search_finds_is_lit_and_shown(page: Page) -> None:
    opened(page)
    page.fill("#recherche", "Saint-Girons")
    expect(page.locator("#resultats [data-place^='09261']")).to_be_visible()
    page.locator("#choix-commune-09261").focus()
    page.wait_for_function(f"() => ({LIT})('09261').pointed === true")
    page.wait_for_function("() => window.studio.outlines.communes.has('09261') && window.studio.map.getZoom() > 9")


def test_names_are_read_near(page: Page) -> None:
    opened(page, f"/territoire/?s={encode(['09261'])}")
    page.evaluate("window.studio.map.jumpTo({ center: [1.14, 42.98], zoom: 11 })")
    page.wait_for_function(
        "() => window.studio.map.queryRenderedFeatures({ layers: ['communes-noms'] }).some((one) => one.properties.nom === 'Saint-Girons')"
    )


def test_the_search_comes_before_the_map_on_a_phone(phone: Page) -> None:
    ready(phone, "/territoire/")
    search, canvas = phone.locator("#recherche").bounding_box(), phone.locator("[data-studio-canvas]").bounding_box()
    assert search is not None
    assert canvas is not None
    assert search["y"] < canvas["y"]
