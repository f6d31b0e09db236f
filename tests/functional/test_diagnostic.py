"""The diagnosis in a browser: notes kept and carried, the map that changes, the drawer, the same without JavaScript."""

from io import BytesIO
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

from maillage.facts.selection import encode

# Documents are counted in the database: it is made only for tests that say they need it.
pytestmark = pytest.mark.django_db(transaction=True)
PAGE = f"/territoire/diagnostic/?s={encode(['84001', '84016', '84080', '84088', '84129'])}"
NOTE = "Un départ non remplacé à Bédarrides."


def test_notes_stay_in_the_browser_and_go_in_the_document(page: Page) -> None:
    page.goto(PAGE)
    page.get_by_text("Vos notes sur « Population »").click()
    page.get_by_label("Vos notes sur la section Population").fill(NOTE)
    page.reload()
    expect(page.get_by_label("Vos notes sur la section Population")).to_have_value(NOTE)
    with page.expect_download() as given:
        page.get_by_role("button", name="DOCX").click()
    text = docx.Document(BytesIO(Path(given.value.path()).read_bytes())).element.body.xpath("string(.)")
    assert NOTE in text
    expect(page.locator("[data-progres]")).to_contain_text("DOCX prêt")


def test_another_territory_has_its_own_notes(page: Page) -> None:
    page.goto(PAGE)
    page.get_by_label("Ce que les chiffres ne disent pas").fill(NOTE)
    page.goto(f"/territoire/diagnostic/?s={encode(['84007'])}")
    expect(page.get_by_label("Ce que les chiffres ne disent pas")).to_have_value("")


def test_the_map_changes_in_place(page: Page) -> None:
    page.goto(PAGE)
    page.get_by_label("Indicateur", exact=True).select_option("part_age_moins_de_20")
    expect(page.locator(".diag-carte figcaption")).to_contain_text("Part des moins de 20 ans")


def test_an_indicator_opens_at_the_right_and_gives_the_focus_back(page: Page) -> None:
    page.goto(PAGE)
    link = page.locator("#i-population").get_by_role("link", name="Population", exact=True)
    link.click()
    expect(page.get_by_role("dialog")).to_contain_text("Comment il est fait")
    page.keyboard.press("Escape")
    expect(link).to_be_focused()


def test_without_javascript_details_are_pages_and_notes_are_posted(plain_page: Page) -> None:
    plain_page.goto(PAGE)
    plain_page.locator("#i-population").get_by_role("link", name="Pourquoi").click()
    expect(plain_page.get_by_text("Retour au diagnostic")).to_be_visible()
    plain_page.goto(PAGE)
    plain_page.locator("[name=note_generale]").fill(NOTE)
    with plain_page.expect_download() as given:
        plain_page.get_by_role("button", name="DOCX").click()
    assert NOTE in docx.Document(BytesIO(Path(given.value.path()).read_bytes())).element.body.xpath("string(.)")
