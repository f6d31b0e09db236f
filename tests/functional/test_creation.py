"""The path of creation in a real browser: contact and letter with and without scripts, two writers of one section."""

from collections.abc import Callable, Iterator

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from tests.support.browser import DESKTOP, strict_page
from tests.support.personas import People, people, signed_in

pytestmark = pytest.mark.django_db(transaction=True)
HOME = "/c/cpts-du-pays-de-foix/creation/"
PAGES = (
    "", "contact/", "contact/envoyer/", "lettre/", "lettre/territoire/", "lettre/territoire/ecrire/",
    "lettre/territoire/versions/", "lettre/envoyer/", "soutien/", "accelerateur/", "mission/",
)  # fmt: skip


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
    for address in (*(HOME + end for end in PAGES), "/creer/"):
        page.goto(address)
        reads_well(page)


def test_contact_is_taken_and_the_meeting_recorded(amina: Page) -> None:
    amina.goto(HOME)
    amina.get_by_role("link", name="Ouvrir la prise de contact").click()
    amina.get_by_role("link", name="Écrire la demande").click()
    amina.get_by_label("Les porteurs").fill("Deux médecins")
    amina.get_by_label("Votre message").fill("Une date en soirée")
    amina.get_by_role("button", name="Envoyer la demande").click()
    expect(amina.get_by_text("encore 15 jours")).to_be_visible()
    passed = amina.get_by_role("region", name="Rencontre déjà tenue")
    passed.get_by_label("Tenue le").fill(timezone.localdate().isoformat())
    passed.get_by_label("Lieu").fill("Foix")
    passed.get_by_role("button", name="Enregistrer").click()
    expect(amina.get_by_text("dans le délai")).to_be_visible()
    amina.get_by_role("link", name="Compte rendu").click()
    amina.get_by_role("link", name="Écrire le compte rendu").click()
    amina.get_by_label("Compte rendu").fill("## Suites\n\n- Lettre en janvier")
    amina.get_by_role("button", name="Enregistrer").click()
    expect(amina.get_by_role("heading", name="Suites")).to_be_visible()


def test_the_letter_is_written_from_what_is_known_then_sent(amina: Page) -> None:
    amina.goto(f"{HOME}lettre/")
    amina.get_by_role("link", name="Le territoire envisagé").click()
    amina.get_by_role("link", name="Écrire cette section").click()
    words = amina.get_by_label("Votre texte")
    words.fill("Un bassin de vie.")
    amina.get_by_role("button", name="Insérer à la fin de mon texte").click()
    expect(words).to_have_value("Un bassin de vie.\n\n" + words.input_value().split("\n\n", 1)[1])
    amina.get_by_role("button", name="Enregistrer").click()
    expect(amina.locator(".panel.written")).to_contain_text("une CPTS de taille 1")
    amina.goto(f"{HOME}lettre/envoyer/")
    amina.get_by_role("button", name="Envoyer").click()
    expect(amina.get_by_role("heading", name="Lettre d'intention n° 1")).to_be_visible()
    expect(amina.get_by_text("Envoyé, réception à dater")).to_be_visible()


def test_two_writers_see_each_other_and_lose_nothing(browser: Browser, page: Page, who: People, server: str) -> None:
    address = f"{HOME}lettre/acteurs/ecrire/"
    with strict_page(browser, server, viewport=DESKTOP) as other:
        enter(page, who.amina, server)
        enter(other, who.amina, server)
        page.clock.install()
        page.goto(address)
        other.goto(address)
        other.get_by_label("Votre texte").fill("Les mots de l'autre")
        other.get_by_role("button", name="Enregistrer").click()
        page.get_by_label("Votre texte").fill("Les miens")
        page.clock.fast_forward(21_000)
        expect(page.get_by_text("a enregistré la version 1")).to_be_visible()
        page.get_by_role("button", name="Enregistrer").click()
        expect(page.get_by_text("Les mots de l'autre").first).to_be_visible()
        expect(page.get_by_label("Votre texte")).to_have_value("Les miens")
        page.get_by_role("button", name="Enregistrer ma version par-dessus").click()
        expect(page.locator(".panel.written")).to_have_text("Les miens")
