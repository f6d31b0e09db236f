"""Journeys in the studio: on the map, by keyboard, by list, on a phone, and without JavaScript."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, Route, expect

from maillage.facts.selection import decode, encode
from maillage.results.territoires import describe

COVE = "/territoire/?epci=248400053"
Axe = Callable[[Page], None]


def selected(page: Page) -> set[str]:
    return set(decode(parse_qs(urlsplit(page.url).query).get("s", [""])[0]))


def ready(page: Page, address: str) -> None:
    """The page with its map drawn and its communes painted."""
    page.emulate_media(reduced_motion="reduce")
    page.goto(address)
    expect(page.locator("[data-studio-tools]")).to_be_visible(timeout=30_000)
    page.wait_for_load_state("networkidle")


def middle(page: Page) -> tuple[float, float]:
    box = page.locator("[data-studio-canvas]").bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_click_adds_a_commune_and_another_removes_it(page: Page, axe: Axe) -> None:
    ready(page, f"/territoire/?s={encode(['84031'])}")
    x, y = middle(page)
    page.mouse.click(x, y)
    expect(page.locator("[data-live]")).to_contain_text("Carpentras retirée.", timeout=15_000)
    assert selected(page) == set()
    page.mouse.click(x, y)
    expect(page.locator("#selection")).to_contain_text("1")
    assert selected(page) == {"84031"}
    axe(page)


def test_quick_clicks_are_all_kept(page: Page) -> None:
    """The first answer is late: the clicks made meanwhile wait, and start from it."""
    ready(page, COVE)
    before = selected(page)
    page.route("**/territoire/?*retirer=*", lambda route: (page.wait_for_timeout(300), route.continue_()))
    x, y = middle(page)
    clicked = set()
    for dx, dy in ((0, 0), (0, -110), (150, -60), (-150, 0)):
        page.mouse.click(x + dx, y + dy)
        clicked.add(page.locator("[data-studio-tip] strong").inner_text())
    expect(page.locator("#selection")).to_contain_text(str(25 - len(clicked)), timeout=20_000)
    removed = describe(before - selected(page)).communes
    assert len(clicked) > 2
    assert {commune.name for commune in removed} == clicked


def test_a_departement_opens_on_click(page: Page) -> None:
    ready(page, "/territoire/")
    with page.expect_response("**/contours/communes/*.json*", timeout=20_000):
        page.mouse.click(*middle(page))


def test_a_contour_is_drawn_then_undone_and_done_again(page: Page) -> None:
    ready(page, f"/territoire/?s={encode(['84007'])}")
    x, y = middle(page)
    page.click("[data-tool=draw]")
    for dx, dy in ((-300, -200), (300, -200), (300, 200)):
        page.mouse.click(x + dx, y + dy)
        page.wait_for_timeout(350)
    page.mouse.click(x - 300, y + 200)
    page.keyboard.press("Enter")
    expect(page.locator("#annuler")).to_be_visible(timeout=15_000)
    assert len(selected(page)) > 1
    page.click("#annuler")
    expect(page.locator("#annuler")).to_have_text("Rétablir")
    assert selected(page) == {"84007"}
    expect(page.locator("#annuler")).to_be_focused()
    page.go_back()
    expect(page.locator("#annuler")).to_have_text("Annuler")
    assert len(selected(page)) > 1


def test_escape_leaves_the_drawing(page: Page) -> None:
    ready(page, f"/territoire/?s={encode(['84007'])}")
    page.click("[data-tool=draw]")
    expect(page.locator("[data-studio-hint]")).to_be_visible()
    page.mouse.click(*middle(page))
    page.keyboard.press("Escape")
    expect(page.locator("[data-studio-hint]")).to_be_hidden()
    assert selected(page) == {"84007"}


def test_the_keyboard_alone_is_enough(page: Page, axe: Axe) -> None:
    ready(page, "/territoire/")
    page.focus("#recherche")
    page.keyboard.type("carpentras")
    button = page.locator("#choix-commune-84031")
    expect(button).to_be_visible()
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#selection")).to_be_visible()
    expect(button).to_contain_text("Retirer")
    expect(button).to_be_focused()
    expect(page.locator("[data-live]")).to_contain_text("31")
    page.locator("#retirer-84031").focus()
    page.keyboard.press("Space")
    expect(page.locator("#debuter")).to_be_visible()
    assert selected(page) == set()
    axe(page)


def test_a_late_answer_of_the_search_undoes_nothing(page: Page) -> None:
    """The act is newer than the search that was under way: the late list takes neither its result nor the focus."""
    ready(page, "/territoire/")
    late: list[Route] = []
    page.route("**/territoire/recherche/?*q=carpentras*", lambda route: late.append(route))
    page.focus("#recherche")
    page.keyboard.type("carpentra", delay=20)
    button = page.locator("#choix-commune-84031")
    expect(button).to_be_visible()
    page.keyboard.type("s")
    expect(page.locator("#recherche.htmx-request")).to_be_attached()
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_contain_text("Retirer")
    expect(button).to_be_focused()
    assert late
    with page.expect_response("**/territoire/recherche/?*q=carpentras*"):
        late[0].continue_()
    page.wait_for_timeout(300)
    expect(button).to_contain_text("Retirer")
    expect(button).to_be_focused()
    assert selected(page) == {"84031"}


def test_what_is_typed_while_an_answer_comes_is_kept(page: Page) -> None:
    ready(page, COVE)
    late: list[Route] = []
    page.route("**/territoire/?*retirer=*", lambda route: late.append(route))
    page.locator("#retirer-84031").click()
    page.focus("#recherche")
    page.keyboard.type("apt")
    page.wait_for_timeout(500)
    assert late
    late[0].continue_()
    expect(page.locator("#retirer-84031")).to_have_count(0)
    expect(page.locator("#recherche")).to_have_value("apt")
    expect(page.locator("#recherche")).to_be_focused()
    expect(page.locator("#resultats")).to_contain_text("Apt")


def test_a_contour_is_drawn_by_keyboard(page: Page) -> None:
    ready(page, f"/territoire/?s={encode(['84007'])}")
    page.focus("[data-tool=draw]")
    page.keyboard.press("Enter")
    expect(page.locator("[data-live]")).to_contain_text("Espace pose un point")
    for arrow in ("ArrowRight", "ArrowDown", "ArrowLeft"):
        page.keyboard.press("Space")
        for _ in range(2):
            page.keyboard.press(arrow)
            page.wait_for_timeout(400)
    expect(page.locator("[data-live]")).to_contain_text("Point 3 posé.")
    page.keyboard.press("Enter")
    expect(page.locator("[data-tool=draw]")).to_have_text("Dessiner")
    expect(page.locator(".studio-step")).to_be_visible()


def test_a_commune_is_chosen_on_the_map_by_keyboard(page: Page) -> None:
    ready(page, f"/territoire/?s={encode(['84031'])}")
    page.focus(".maplibregl-canvas")
    page.keyboard.press("Enter")
    expect(page.locator("[data-live]")).to_contain_text("Carpentras retirée.")
    assert selected(page) == set()


def test_the_map_can_be_skipped(page: Page) -> None:
    ready(page, COVE)
    page.focus(".studio-skip")
    expect(page.locator(".studio-skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#panneau")).to_be_focused()


def test_why_opens_beside_and_gives_focus_back(page: Page, axe: Axe) -> None:
    ready(page, COVE)
    opener = page.locator(".studio-figure .why")
    opener.click()
    expect(page.locator("dialog h2")).to_be_focused()
    expect(page.locator("dialog")).to_contain_text("Insee")
    axe(page)
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()
    expect(opener).to_be_focused()


def test_a_list_says_what_it_could_not_read(page: Page, axe: Axe) -> None:
    ready(page, "/territoire/")
    page.fill("textarea[name=codes]", "84007\nbonjour\n84031")
    page.click("#ajouter-liste")
    expect(page.locator("#rapport")).to_be_focused()
    expect(page.locator(".studio-report tbody tr")).to_have_count(1)
    assert selected(page) == {"84007", "84031"}
    axe(page)


def test_a_forged_address_still_gives_a_page_that_works(page: Page, axe: Axe) -> None:
    page.goto("/territoire/?s=pirate")
    expect(page.get_by_role("alert")).to_contain_text("adresse")
    axe(page)
    page.fill("#recherche", "84400")
    page.get_by_role("button", name="Chercher").click()
    expect(page.locator("#choix-commune-84003")).to_be_visible()


def test_a_phone_keeps_the_summary_in_sight(phone: Page, axe: Axe) -> None:
    ready(phone, COVE)
    axe(phone)
    phone.locator(".studio-table tbody tr").last.scroll_into_view_if_needed()
    expect(phone.locator(".studio-brief")).to_be_in_viewport()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def test_everything_works_without_javascript(plain_page: Page) -> None:
    page = plain_page
    page.goto("/territoire/")
    page.fill("#recherche", "carpentras")
    page.get_by_role("button", name="Chercher").click()
    page.locator("#choix-commune-84031").click()
    assert selected(page) == {"84031"}
    page.locator("#touche-epci button").first.click()
    assert len(selected(page)) == 25
    page.locator("#retirer-84031").click()
    assert len(selected(page)) == 24
    page.locator("#annuler").click()
    assert len(selected(page)) == 25
    page.locator("#liste summary").click()
    page.fill("textarea[name=codes]", "84007")
    page.locator("#ajouter-liste").click()
    assert len(selected(page)) == 26
    page.locator(".studio-figure .why").click()
    expect(page.locator("h1")).to_contain_text("Population")
    page.get_by_role("link", name="Revenir au territoire").click()
    page.get_by_role("link", name="Voir le financement").click()
    assert urlsplit(page.url).path == "/financement/"
