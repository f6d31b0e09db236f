"""The space of a CPTS in a real browser: from the studio to its public page, with and without scripts; axe on each page."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from maillage.facts import selection
from tests.support.browser import DESKTOP, strict_page
from tests.support.personas import FOIX, People, people, signed_in

pytestmark = pytest.mark.django_db(transaction=True)
HOME = "/c/cpts-du-pays-de-foix/"
WIDER = selection.encode((*FOIX, "09225"))
PAGES = ("", "territoire/", "territoire/modifier/", f"territoire/modifier/?s={WIDER}", "reglages/")
SETTINGS = ("identite/", "acces/", "page-publique/", "journal/", "export/")


@pytest.fixture
def who(server: str) -> People:
    return people()


def enter(page: Page, person: object, server: str) -> None:
    """The cookies of somebody already signed in."""
    cookies = signed_in(person).cookies  # type: ignore[arg-type]
    page.context.add_cookies([{"name": name, "value": cookie.value, "url": server} for name, cookie in cookies.items()])


@pytest.fixture(params=[True, False], ids=["avec scripts", "sans script"])
def amina(request: pytest.FixtureRequest, browser: Browser, server: str, who: People) -> Iterator[Page]:
    with strict_page(browser, server, scripts=request.param, viewport=DESKTOP) as opened:
        enter(opened, who.amina, server)
        yield opened


def test_each_page_reads_well_on_both_screens(page: Page, reads_well: Callable[[Page], None], who: People, server: str) -> None:
    enter(page, who.amina, server)
    for end in (*PAGES, *(f"reglages/{part}" for part in SETTINGS)):
        page.goto(HOME + end)
        reads_well(page)


def test_a_cpts_is_created_from_the_studio_then_widened_and_published(amina: Page) -> None:
    amina.goto(f"/territoire/?s={selection.encode(FOIX)}")
    amina.get_by_role("link", name="Créer la CPTS").click()
    expect(amina.get_by_text("CPTS du Pays de Foix").first).to_be_visible()
    amina.get_by_label("Nom de la CPTS").fill("CPTS des Trois Vallées")
    amina.get_by_role("button", name="Créer la CPTS").click()
    expect(amina.get_by_role("heading", name="Pour commencer")).to_be_visible()
    amina.get_by_role("link", name="Voir le territoire").click()
    amina.get_by_role("link", name="Changer le périmètre").click()
    communes = amina.get_by_label("Une commune par ligne")
    communes.fill(f"{communes.input_value()}\nPamiers (09225)")
    amina.get_by_role("button", name="Voir l'effet").click()
    expect(amina.get_by_text("Pamiers.")).to_be_visible()
    amina.get_by_label("Motif").fill("Entrée de Pamiers")
    amina.get_by_role("button", name="Enregistrer ce périmètre").click()
    expect(amina.get_by_text("Périmètre n° 2 enregistré")).to_be_visible()
    amina.get_by_role("link", name="Réglages").click()
    amina.get_by_role("link", name="Page publique").click()
    amina.get_by_role("button", name="Ouvrir la page à tous").click()
    amina.get_by_role("link", name="/cpts/cpts-des-trois-vallees/").click()
    expect(amina.get_by_role("heading", name="CPTS des Trois Vallées", level=1)).to_be_visible()
