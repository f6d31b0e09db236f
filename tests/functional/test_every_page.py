"""Every public page, at both widths: it answers, logs nothing, has no accessibility fault and does not overflow."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from maillage.facts.selection import encode

PAGES = [
    "/",
    "/territoire/",
    "/territoire/?communes=84007,84031,84054",
    "/territoire/diagnostic/",
    "/territoire/diagnostic/?s=" + encode(["84007", "84031", "84054"]),
    "/financement/",
    "/financement/?population=78760",
    "/textes/",
    "/a-propos/",
    "/accessibilite/",
    "/mentions-legales/",
    "/sources/",
    "/observatoire/",
    "/observatoire/departement/09/",
    "/observatoire/region/76/",
    "/observatoire/cpts/",
    "/observatoire/zones-blanches/",
    "/observatoire/plan/",
    "/observatoire/qualite/",
    "/observatoire/donnees/",
    "/api/",
    "/composants/",
]


def visit(page: Page, address: str) -> None:
    response = page.goto(address)
    assert response is not None
    assert response.status == 200, f"{address}: {response.status}"
    titles = page.locator("h1").count()
    # the gallery shows a page header among its pieces
    assert titles == 1 or (address == "/composants/" and titles == 2), f"{address}: {titles} first-level titles"


@pytest.mark.parametrize("address", PAGES)
def test_it_reads_well_on_both_screens(page: Page, reads_well: Callable[[Page], None], address: str) -> None:
    visit(page, address)
    reads_well(page)


@pytest.mark.parametrize("address", PAGES)
def test_it_works_without_javascript(plain_page: Page, address: str) -> None:
    visit(plain_page, address)


def test_an_unknown_page_says_so_and_shows_a_way_out(page: Page, axe: Callable[[Page], None]) -> None:
    response = page.goto("/nulle-part/")
    assert response is not None
    assert response.status == 404
    assert page.get_by_role("link", name="Maillage").count() >= 1
    axe(page)
