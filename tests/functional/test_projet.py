"""The health project written in a real browser, by two people at once, with and without scripts; axe on each page."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from maillage.accounts.models import User
from maillage.accounts.walls import within
from maillage.community.communities import actions as communities
from tests.support.browser import DESKTOP, strict_page
from tests.support.personas import NOW, People, people, signed_in
from tests.support.projet import HOME, fiche, line, objective, suppose

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = (
    "", "diagnostic/", "objectifs/", "objectifs/nouveau/", "fiches/nouvelle/", "budget/", "budget/dates/",
    "budget/lignes/nouvelle/", "gouvernance/", "evaluation/ecrire/",
)  # fmt: skip


@pytest.fixture
def who(server: str) -> People:
    return people()


def enter(page: Page, person: User, server: str) -> None:
    """The cookies of somebody already signed in."""
    cookies = signed_in(person).cookies
    page.context.add_cookies([{"name": name, "value": cookie.value, "url": server} for name, cookie in cookies.items()])


@pytest.fixture(params=[True, False], ids=["avec scripts", "sans script"])
def amina(request: pytest.FixtureRequest, browser: Browser, server: str, who: People) -> Iterator[Page]:
    with strict_page(browser, server, scripts=request.param, viewport=DESKTOP) as opened:
        enter(opened, who.amina, server)
        yield opened


def test_each_page_reads_well_on_both_screens(page: Page, reads_well: Callable[[Page], None], who: People, server: str) -> None:
    one = fiche(who, objective=objective(who))
    suppose(who)
    line(who)
    enter(page, who.amina, server)
    for end in (*PAGES, *(f"fiches/{one.pk}/{act}" for act in ("", "modifier/", "versions/", "supprimer/"))):
        page.goto(HOME + end)
        reads_well(page)


def test_a_project_goes_from_the_diagnosis_to_the_balance(amina: Page) -> None:
    amina.goto(HOME)
    amina.get_by_role("link", name="Diagnostic : les chiffres du territoire").click()
    amina.get_by_role("button", name="Insérer le diagnostic").click()
    expect(amina.get_by_text("Rien n'a changé depuis")).to_be_visible()
    amina.goto(f"{HOME}objectifs/")
    amina.get_by_role("link", name="Ajouter un objectif").click()
    amina.get_by_label("Intitulé").fill("Mieux prévenir")
    amina.get_by_text("Population", exact=True).click()
    amina.get_by_label("Part des 65 ans et plus").check()
    amina.get_by_role("button", name="Enregistrer").click()
    expect(amina.get_by_role("link", name="Part des 65 ans et plus")).to_be_visible()
    amina.get_by_role("link", name="Ajouter une fiche à Mieux prévenir").click()
    amina.get_by_label("Intitulé").fill("Semaine de la vaccination")
    amina.get_by_label("Mission").select_option("Prévention")
    amina.get_by_label("Profil, ligne 1").fill("Infirmière")
    amina.get_by_label("Heures par an, ligne 1").fill("24")
    amina.get_by_role("button", name="Enregistrer").click()
    expect(amina.get_by_text("24 heures (Infirmière")).to_be_visible()
    amina.get_by_role("button", name="Démarrer").click()
    expect(amina.get_by_text("La fiche n° 1 est « en cours ».")).to_be_visible()
    amina.goto(f"{HOME}budget/")
    amina.get_by_role("link", name="Donner les dates").click()
    amina.get_by_role("button", name="Calculer les recettes").click()
    amina.get_by_role("link", name="Ajouter une ligne").click()
    amina.get_by_label("Poste").select_option("64 Charges de personnel")
    amina.get_by_label("Libellé").fill("Coordination")
    amina.get_by_label("Montant").fill("45 000")
    amina.get_by_label("Reporter").check()
    amina.get_by_role("button", name="Enregistrer").click()
    expect(amina.get_by_role("row", name="Solde prudent")).to_be_visible()
    amina.get_by_role("link", name="pourquoi Fonctionnement").first.click()
    parameter = amina.get_by_text("Paramètre du texte").first
    while not parameter.is_visible():
        folded = amina.locator("main details:not([open])").filter(has_text="Paramètre du texte")
        folded.first.locator("summary").first.click()
    expect(parameter).to_be_visible()


def test_two_people_on_one_fiche_lose_nothing(amina: Page, browser: Browser, server: str, who: People) -> None:
    with within(who.ours):
        communities.give_role(who.ours, person=who.bruno, role="referent", by=who.amina, now=NOW)
    address = f"{HOME}fiches/{fiche(who).pk}/modifier/"
    with strict_page(browser, server, viewport=DESKTOP) as bruno:
        enter(bruno, who.bruno, server)
        amina.goto(address)
        bruno.goto(address)
        bruno.get_by_label("Pilote").fill("Bruno")
        bruno.get_by_role("button", name="Enregistrer").click()
        expect(bruno.get_by_text("est enregistrée")).to_be_visible()
    amina.get_by_label("Pilote").fill("Amina")
    amina.get_by_label("Public concerné").fill("Les plus de 65 ans")
    amina.get_by_role("button", name="Enregistrer").click()
    expect(amina.get_by_text("Bruno Essai a changé la fiche n° 1")).to_be_visible()
    expect(amina.get_by_label("Public concerné")).to_have_value("Les plus de 65 ans")
    amina.get_by_role("button", name="Enregistrer ma version par-dessus").click()
    expect(amina.get_by_text("Les plus de 65 ans")).to_be_visible()
