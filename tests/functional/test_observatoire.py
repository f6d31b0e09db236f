"""An agent's questions, in the browser: which communes are in no CPTS, how many people, who can take them, what becomes of its taille."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from maillage.results import couverture, observatoire
from tests.support.occitanie import occitanie

# Plans are counted in the database: it is made only for tests that say they need it.
pytestmark = pytest.mark.django_db(transaction=True)
COVERAGE = occitanie()
ZONE = observatoire.all_zones(COVERAGE)[0]
CPTS = observatoire.all_cpts(COVERAGE)[0]
PAGES = [
    f"/observatoire/departement/{ZONE.departements[0].code}/",
    f"/observatoire/cpts/{CPTS.id}/",
    f"/observatoire/zones-blanches/{ZONE.id}/",
    "/observatoire/region/76/plan/",
]


@pytest.fixture(autouse=True)
def perimeters(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server runs on a thread of this process."""
    monkeypatch.setattr(couverture, "load", lambda *, today: COVERAGE)


@pytest.mark.parametrize("address", PAGES)
def test_each_page_has_no_accessibility_fault_and_does_not_overflow(
    page: Page, reads_well: Callable[[Page], None], address: str
) -> None:
    page.goto(address)
    reads_well(page)


def test_from_a_departement_to_what_becomes_of_the_neighbour(page: Page) -> None:
    place = ZONE.departements[0]
    page.goto("/observatoire/")
    page.get_by_label("Votre commune, un département, une région ou une CPTS").fill(place.name)
    page.get_by_role("button", name="Chercher").click()
    page.locator(".obs-found li", has_text="département").get_by_role("link", name=place.name).first.click()
    assert page.get_by_role("heading", name="Les communes qui ne sont dans aucune CPTS").is_visible()
    page.get_by_role("link", name=ZONE.name).first.click()
    best = next(solution for solution in ZONE.solutions if solution.kind == "extension")
    row = page.get_by_role("group", name="Extension d'une CPTS voisine").first.locator("tr", has_text=best.name)
    assert f"taille {best.taille_after}" in row.inner_text()


def test_a_shape_of_the_map_leads_to_its_page(page: Page) -> None:
    page.goto("/observatoire/region/76/")
    page.locator(f'.obs-drawing a[href*="{CPTS.id}"]').dispatch_event("click")
    page.wait_for_url(f"**/observatoire/cpts/{CPTS.id}/")


def test_a_plan_is_changed_in_the_page(page: Page) -> None:
    page.goto("/observatoire/region/76/plan/")
    page.locator("select").first.select_option("")
    page.get_by_role("button", name="Recalculer").click()
    assert page.get_by_text("Plan modifié à la main").is_visible()
