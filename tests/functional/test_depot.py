"""From the association to the signed contract, by two browsers, while the clock of the law moves; axe on each page."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from maillage.accounts import clock
from maillage.accounts.models import User
from maillage.accounts.walls import within
from maillage.community.filing import selectors as filing
from maillage.community.filing.models import TransmissionKind
from tests.support.browser import DESKTOP, strict_page
from tests.support.personas import People, people, signed_in

pytestmark = pytest.mark.django_db(transaction=True)
HOME = "/c/cpts-du-pays-de-foix/depot/"


def enter(page: Page, person: User, server: str) -> None:
    """The cookies of somebody already signed in."""
    cookies = signed_in(person).cookies
    page.context.add_cookies([{"name": name, "value": cookie.value, "url": server} for name, cookie in cookies.items()])


def day(days: int = 0) -> str:
    return (clock.today() + timedelta(days=days)).isoformat()


@pytest.fixture
def who(server: str) -> People:
    return people()


def prepare_assembly(page: Page) -> None:
    page.goto(f"{HOME}association/")
    page.get_by_role("link", name="Préparer une assemblée").click()
    page.get_by_label("Titre").fill("Assemblée constitutive")
    page.get_by_label("Date et heure").fill(f"{day(10)}T19:30")
    page.get_by_label("Lieu").fill("Mairie de Foix")
    page.get_by_label("Ordre du jour").fill("Statuts\nBureau")
    page.get_by_label("Collèges et personnes convoquées").fill("Premier recours : 1")
    page.get_by_label("Quorum").fill("50")
    page.get_by_label("Pouvoirs").fill("1")
    page.get_by_role("button", name="Préparer").click()
    page.get_by_label("Nom", exact=False).first.fill("Anne Fictive")
    page.get_by_label("Profession").fill("Infirmière")
    page.get_by_role("button", name="Inscrire").click()
    expect(page.get_by_role("row", name="Premier recours").get_by_text("oui")).to_be_visible()


def file_project(page: Page) -> None:
    page.goto(HOME)
    expect(page.get_by_text("Rien ne bloque le dépôt.")).to_be_visible()
    page.get_by_role("button", name="Figer et déposer").click()
    expect(page.get_by_text("En cours d'examen depuis le")).to_be_visible()


def date_receipt(page: Page, who: People) -> None:
    """The agency reads the frozen file, and dates its receipt."""
    with within(who.ours):
        sent = filing.latest(who.ours, TransmissionKind.PROJET)
    assert sent is not None
    page.goto(f"/institution/{who.ars.slug}/dossiers/{sent.pk}/")
    act = page.locator("details", has=page.get_by_label("Reçu le"))
    act.locator("summary").click()
    act.get_by_label("Reçu le").fill(day())
    act.get_by_role("button").click()


def prepare_contract(page: Page) -> None:
    page.goto(f"{HOME}contrat/")
    page.get_by_label("Signature visée le").fill(day())
    page.get_by_label("Pour la CPTS").fill("Amina Essai, présidente")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.get_by_label("Démarre le").fill(day())
    page.get_by_role("button", name="Enregistrer la mission").click()
    expect(page.get_by_text("La mission est au contrat.")).to_be_visible()


def sign(page: Page, party: str) -> None:
    page.locator("summary", has_text="Enregistrer une signature").click()
    page.get_by_role("combobox", name="Partie").select_option(party)
    page.get_by_label("Nom et qualité").fill("Quelqu'un")
    page.get_by_label("Signé le").fill(day())
    page.get_by_role("button", name="Enregistrer la signature").click()


def test_from_the_assembly_to_the_simulator_of_the_signed_contract(browser: Browser, server: str, who: People) -> None:
    """Amina without JavaScript; the agency with it."""
    with (
        strict_page(browser, server, scripts=False, viewport=DESKTOP) as amina,
        strict_page(browser, server, viewport=DESKTOP) as esther,
    ):
        enter(amina, who.amina, server)
        enter(esther, who.esther, server)
        prepare_assembly(amina)
        file_project(amina)
        date_receipt(esther, who)
        amina.goto(HOME)
        expect(amina.get_by_text("Dernier jour compté")).to_be_visible()
        clock.move(70)
        amina.reload()
        expect(amina.get_by_text("Projet réputé validé")).to_be_visible()
        with amina.expect_download() as certificate:
            amina.get_by_role("link", name="Certificat (PDF)").click()
        assert certificate.value.suggested_filename.endswith("certificat.pdf")
        prepare_contract(amina)
        for party in ("cpts", "ars", "cpam"):
            sign(amina, party)
        expect(amina.get_by_text("ACI signé", exact=True)).to_be_visible()
        amina.get_by_role("button", name="Voir ce que le contrat paie").click()
        assert f"signe_le={date.fromisoformat(day())}" in amina.url


def test_each_page_reads_well_on_both_screens(page: Page, reads_well: Callable[[Page], None], who: People, server: str) -> None:
    enter(page, who.amina, server)
    prepare_assembly(page)
    assembly = page.url.removeprefix(server)
    file_project(page)
    prepare_contract(page)
    texts = ("association/statuts/", "association/statuts/objet/ecrire/", "association/reglement/")
    places = ("", "association/", *texts, "association/assemblees/", "contrat/")
    for address in (*(HOME + end for end in places), assembly):
        page.goto(address)
        page.evaluate("for (const part of document.querySelectorAll('main details')) part.open = true")
        reads_well(page)
    page.goto(f"{HOME}contrat/")
    for party in ("cpts", "ars", "cpam"):
        sign(page, party)
    expect(page.get_by_role("heading", name="Le contrat dans le temps")).to_be_visible()
    page.evaluate("for (const part of document.querySelectorAll('main details')) part.open = true")
    reads_well(page)
