"""The sample of the self-audit (RGAA), checked again where a machine can: axe with everything open, then what axe does not see.

`tests/support/criteria.py` says which criteria of the grid each test holds.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Tab

from maillage.www.shared.accessibility import Page, grid
from tests.support.browser import DESKTOP, strict_page
from tests.support.personas import people, signed_in

pytestmark = pytest.mark.django_db(transaction=True)
SPACE = "cpts-du-pays-de-foix"
SAMPLE = grid().sample
PROBE = (Path(__file__).parent / "accessibilite.js").read_text("utf-8")
OPEN = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"
SHOWN = 25
"""Presses of Tab on each page: the header, then the first things of the page."""


@pytest.fixture(params=SAMPLE, ids=[page.key for page in SAMPLE])
def opened(request: pytest.FixtureRequest, browser: Browser, server: str) -> Iterator[Tab]:
    """A page of the sample, as somebody of the CPTS sees it when it is a space."""
    page: Page = request.param
    with strict_page(browser, server, viewport=DESKTOP) as tab:
        if not page.is_public:
            cookies = signed_in(people().amina).cookies
            tab.context.add_cookies([{"name": name, "value": one.value, "url": server} for name, one in cookies.items()])
        answer = tab.goto(page.address.format(cpts=SPACE))
        assert answer is not None
        assert answer.status == 200, page.address
        tab.wait_for_load_state("networkidle")
        yield tab


def test_axe_finds_nothing_even_with_everything_open(opened: Tab, axe: Callable[[Tab], None]) -> None:
    opened.evaluate(OPEN)
    axe(opened)


def test_what_axe_does_not_see(opened: Tab) -> None:
    opened.evaluate(OPEN)
    assert opened.evaluate(PROBE) == []


def test_it_holds_in_320_pixels(opened: Tab) -> None:
    opened.set_viewport_size({"width": 320, "height": 640})
    for script in ("0", OPEN):
        opened.evaluate(script)
        assert opened.evaluate("document.documentElement.scrollWidth") <= 320


def test_spaced_text_is_not_cut(opened: Tab) -> None:
    """The values of the reference: line 1.5, paragraphs 2, letters 0.12, words 0.16."""
    opened.evaluate(
        """for (const one of document.querySelectorAll("main *")) {
             Object.assign(one.style, { lineHeight: "1.5", letterSpacing: "0.12em", wordSpacing: "0.16em" });
           }"""
    )
    cut = """[...document.querySelectorAll("main p, main li, main dd, main h1, main h2, main h3, main label")].filter((one) =>
      getComputedStyle(one).overflow === "hidden" && !one.closest(".visually-hidden") && one.clientHeight > 0
      && one.scrollHeight > one.clientHeight + 2).map((one) => one.textContent.trim().slice(0, 60))"""
    assert opened.evaluate(cut) == []
    assert opened.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_the_focus_is_seen_and_follows_the_page(opened: Tab) -> None:
    assert opened.evaluate("[...document.querySelectorAll('[tabindex]')].filter((one) => one.tabIndex > 0).length") == 0
    seen = []
    for _ in range(SHOWN):
        opened.keyboard.press("Tab")
        told = opened.evaluate(
            """(() => { const one = document.activeElement; const style = getComputedStyle(one);
               return [one === document.body, style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
                       one.outerHTML.slice(0, 120)]; })()"""
        )
        if told[0]:
            break
        seen.append(told)
    assert len(seen) > 5
    assert [html for _, is_seen, html in seen if not is_seen] == []


def test_each_page_has_a_title_of_its_own(browser: Browser, server: str) -> None:
    with strict_page(browser, server) as tab:
        titles = []
        for page in SAMPLE:
            if page.is_public:
                tab.goto(page.address)
                titles.append(tab.title())
    assert len(titles) > 10
    assert len(set(titles)) == len(titles)
    assert [title for title in titles if not title.endswith("Maillage") and not title.startswith("Maillage")] == []


def test_the_map_of_another_indicator_is_said(page: Tab) -> None:
    address = next(one.address for one in SAMPLE if one.key == "diagnostic")
    page.goto(address)
    page.focus("#carte-indicateur")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-live]")).to_contain_text("Carte affichée")
    expect(page.locator("#carte-indicateur")).to_be_focused()


def test_nothing_lies_over_the_focused_field_at_400_percent(page: Tab) -> None:
    page.set_viewport_size({"width": 320, "height": 256})
    page.goto(next(one.address for one in SAMPLE if one.key == "financement"))
    assert page.locator(".simu-actions").evaluate("(one) => getComputedStyle(one).position") == "static"
