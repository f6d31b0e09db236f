"""From the association to the signed contract, by two browsers, while the clock of the law moves; axe on each page."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from maillage.accounts import clock
from maillage.accounts.models import User
from maillage.accounts.walls import within
from maillage.community.contract import selectors as contracts
from maillage.community.filing import selectors as filing
from maillage.community.filing.models import TransmissionKind
from tests.support.browser import DESKTOP, strict_page
from tests.support.personas import People, people, signed_in

pytestmark = pytest.mark.django_db(transaction=True)
HOME = "/c/cpts-du-pays-de-foix/depot/"
CAISSE = "La caisse d'assurance maladie"
PAPER: FilePayload = {"name": "contrat-signe.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\nsigne\n%%EOF\n"}


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


def transmit(page: Page) -> None:
    page.goto(f"{HOME}contrat/")
    page.get_by_role("button", name="Transmettre").click()
    expect(page.get_by_text("l'agence et la caisse la lisent")).to_be_visible()


def read_contract(page: Page, who: People) -> str:
    """Address of the contract on the side of the agency."""
    with within(who.ours):
        deed = contracts.last_deed(who.ours)
    assert deed is not None
    address = f"/institution/{who.ars.slug}/contrats/{deed.pk}/"
    page.goto(address)
    return address


def sign(page: Page) -> None:
    """A party records its own signature."""
    form = page.locator("details", has_text="Enregistrer la signature de")
    form.locator("summary").click()
    form.get_by_label("Nom et qualité").fill("Quelqu'un")
    form.get_by_label("Signé le").fill(day())
    form.get_by_role("button", name="Enregistrer la signature").click()


def join_paper(page: Page, *parties: str) -> None:
    """The CPTS records those that are still awaited, with the signed contract."""
    page.goto(f"{HOME}contrat/")
    form = page.locator("details", has_text="Le contrat est signé sur papier")
    form.locator("summary").click()
    for party in parties:
        form.get_by_label(f"{party} : nom et qualité").fill("Quelqu'un")
        form.get_by_label(f"{party} : signé le").fill(day())
    form.get_by_label("Le contrat signé (scan)").set_input_files([PAPER])
    form.get_by_role("button", name="Enregistrer ces signatures").click()


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
        transmit(amina)
        sign(amina)
        read_contract(esther, who)
        sign(esther)
        expect(esther.get_by_text("Votre signature est enregistrée")).to_be_visible()
        join_paper(amina, CAISSE)
        expect(amina.get_by_text("ACI signé", exact=True)).to_be_visible()
        amina.get_by_role("button", name="Voir ce que le contrat paie").click()
        assert f"signe_le={date.fromisoformat(day())}" in amina.url


def opened(page: Page, reads_well: Callable[[Page], None]) -> None:
    """The page with every folded form open."""
    page.evaluate("for (const part of document.querySelectorAll('main details')) part.open = true")
    reads_well(page)


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
        opened(page, reads_well)
    transmit(page)
    opened(page, reads_well)
    enter(page, who.esther, server)
    address = read_contract(page, who)
    opened(page, reads_well)
    enter(page, who.amina, server)
    join_paper(page, "La CPTS", "L'agence régionale de santé", CAISSE)
    expect(page.get_by_role("heading", name="Le contrat dans le temps")).to_be_visible()
    opened(page, reads_well)
    clock.move(2)
    page.goto(HOME.removesuffix("depot/"))
    expect(page.get_by_role("button", name="Oui, reçu").first).to_be_visible()
    opened(page, reads_well)
    page.get_by_role("link", name="reçu ?").first.click()
    opened(page, reads_well)
    page.get_by_role("button", name="Oui, reçu").click()
    expect(page.get_by_role("heading", name="Versements passés")).to_be_visible()
    form = page.locator("form", has=page.get_by_role("button", name="Compléter les montants"))
    form.get_by_role("textbox").first.fill("60 000")
    form.get_by_role("button", name="Compléter les montants").click()
    expect(page.get_by_role("heading", name="Complété depuis la signature")).to_be_visible()
    opened(page, reads_well)
    page.locator("#signatures").locator("..").get_by_role("link", name="Retirer").first.click()
    expect(page.get_by_label("Motif")).to_be_visible()
    opened(page, reads_well)
    enter(page, who.esther, server)
    page.goto(address)
    opened(page, reads_well)
    page.get_by_role("link", name="Contester").first.click()
    expect(page.get_by_label("Motif")).to_be_visible()
    opened(page, reads_well)
