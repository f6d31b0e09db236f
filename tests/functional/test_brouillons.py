"""What is typed is never lost: a session that ends gives it back after sign-in; lines are added without saving."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.functional.test_espace import HOME, enter
from tests.support.personas import People, people

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = "Le périmètre suit les bassins de vie."


@pytest.fixture
def who(server: str) -> People:
    return people()


def writing(page: Page) -> None:
    page.goto(f"{HOME}creation/lettre/territoire/ecrire/")
    expect(page.locator("#section-form textarea")).to_be_visible()


def test_a_session_that_ends_gives_the_words_back(page: Page, who: People, server: str) -> None:
    enter(page, who.amina, server)
    writing(page)
    address = page.url
    page.locator("#section-form textarea").fill(TEXT)
    page.context.clear_cookies(name="maillage")
    page.locator("#section-form button[type=submit]").click()
    expect(page).to_have_url(re.compile("/compte/"))
    enter(page, who.amina, server)
    page.goto(address)
    expect(page.get_by_text("n'a pas été enregistré")).to_be_visible()
    page.get_by_role("button", name="Le reprendre").click()
    expect(page.locator("#section-form textarea")).to_have_value(TEXT)
    page.locator("#section-form button[type=submit]").click()
    expect(page.get_by_text(TEXT)).to_be_visible()
    page.goto(address)
    expect(page.locator("#section-form textarea")).to_have_value(TEXT)
    expect(page.get_by_text("n'a pas été enregistré")).to_have_count(0)


def test_a_draft_is_thrown_away_when_asked(page: Page, who: People, server: str) -> None:
    enter(page, who.amina, server)
    writing(page)
    page.locator("#section-form textarea").fill(TEXT)
    page.wait_for_timeout(600)
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.get_by_role("button", name="Le jeter").click()
    page.reload()
    expect(page.get_by_text("n'a pas été enregistré")).to_have_count(0)


def kept(page: Page) -> int:
    return int(page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('maillage:brouillon:')).length"))


def test_nothing_stays_in_the_browser_after_sign_out(page: Page, who: People, server: str) -> None:
    enter(page, who.amina, server)
    writing(page)
    page.locator("#section-form textarea").fill(TEXT)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/compte/")
    assert kept(page) == 1
    page.get_by_role("button", name="Se déconnecter").click()
    expect(page).to_have_url(re.compile("/$"))
    assert kept(page) == 0


def test_a_sending_that_the_network_cuts_keeps_the_words(page: Page, who: People, server: str) -> None:
    enter(page, who.amina, server)
    writing(page)
    address = page.url
    page.locator("#section-form textarea").fill(TEXT)
    page.route("**/*", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    page.locator("#section-form button[type=submit]").click()
    page.wait_for_timeout(300)
    page.unroute_all()
    page.goto(address)
    page.reload()
    expect(page.get_by_text("n'a pas été enregistré")).to_be_visible()
    page.get_by_role("button", name="Le reprendre").click()
    expect(page.locator("#section-form textarea")).to_have_value(TEXT)


def test_the_buttons_write_the_signs(page: Page, who: People, server: str) -> None:
    enter(page, who.amina, server)
    writing(page)
    area = page.locator("#section-form textarea")
    area.fill("mot")
    area.evaluate("(one) => one.setSelectionRange(0, 3)")
    page.get_by_role("button", name="Gras").click()
    expect(area).to_have_value("**mot**")
    page.get_by_role("button", name="Liste", exact=True).click()
    expect(area).to_have_value("- **mot**")


def test_lines_are_added_without_saving(page: Page, who: People, server: str, axe) -> None:  # type: ignore[no-untyped-def]
    enter(page, who.amina, server)
    page.goto(f"{HOME}projet/fiches/nouvelle/")
    lists = page.locator("[data-rows]")
    lines = lists.first.locator(".row-line")
    before = lines.count()
    lists.first.get_by_role("button", name="Ajouter une ligne").click()
    expect(lines).to_have_count(before + 1)
    expect(lines.last.locator("input").first).to_be_focused()
    axe(page)
