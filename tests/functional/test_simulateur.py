"""The simulator in a real browser: sliders, the « Pourquoi ? » panel, comparison, phone, no JavaScript."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

ADDRESS = "/financement/?population=90000&signe_le=2027-03-01"


def test_a_newcomer_reads_a_result_from_a_population(page: Page, axe: Callable[[Page], None]) -> None:
    page.goto("/financement/")
    axe(page)
    page.get_by_label("Population du territoire").fill("90 000")
    page.get_by_role("button", name="Voir le financement").click()
    expect(page.locator("#resultats")).to_contain_text("taille 3")
    axe(page)


def test_moving_a_slider_changes_the_amounts_and_the_address(page: Page) -> None:
    page.goto(ADDRESS)
    before = page.locator(".somme-annee .money-probable .money-amount").inner_text()
    slider = page.get_by_label("Part variable obtenue : Parcours, curseur")
    slider.focus()
    slider.press("Home")
    expect(page.locator("#champ-taux-parcours")).to_have_value("0")
    expect(page.locator(".somme-annee .money-probable .money-amount")).not_to_have_text(before)
    expect(page).to_have_url(re.compile(r"taux\.parcours=0"))
    expect(page.locator("[data-live]")).to_contain_text("Résultats à jour")


def test_a_refused_field_is_marked_and_the_page_recovers(page: Page) -> None:
    page.goto(ADDRESS)
    field = page.locator("#champ-population")
    field.fill("-4")
    field.press("Tab")
    expect(page.locator("#resultats")).to_contain_text("n'est pas une population possible")
    expect(field).to_have_attribute("aria-invalid", "true")
    field.fill("30000")
    field.press("Tab")
    expect(page.locator("#resultats")).to_contain_text("taille 1")
    expect(field).not_to_have_attribute("aria-invalid", "true")


def test_the_reason_of_a_figure_opens_beside_the_page_and_closes_with_escape(page: Page, axe: Callable[[Page], None]) -> None:
    page.goto(ADDRESS)
    figure = page.locator(".table-annees tr", has_text="Fonctionnement").locator("a").first
    figure.click()
    panel = page.get_by_role("dialog")
    expect(panel).to_be_visible()
    expect(panel.locator(".pourquoi-titre")).to_be_focused()
    expect(panel).to_contain_text("Fonctionnement, année 1")
    expect(panel).to_contain_text("75")
    axe(page)
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(figure).to_be_focused()


def test_another_contract_year_shows_without_losing_it_at_the_next_change(page: Page) -> None:
    page.goto(ADDRESS)
    page.get_by_role("navigation", name="Année du contrat").get_by_role("link", name="Année 3").click()
    expect(page.locator(".somme-annee h2")).to_contain_text("année 3")
    expect(page).to_have_url(re.compile("annee=3"))
    page.locator("#champ-population").fill("180000")
    page.locator("#champ-population").press("Tab")
    expect(page.locator("#resultats")).to_contain_text("taille 4")
    expect(page.locator(".somme-annee h2")).to_contain_text("année 3")


def test_an_indicator_can_be_added(page: Page) -> None:
    page.goto(ADDRESS)
    page.get_by_text("Indicateurs de votre annexe").click()
    page.get_by_role("button", name="Ajouter un indicateur").click()
    last = page.locator("[data-lignes] fieldset").last
    last.get_by_label("Libellé").fill("Patients en ALD")
    last.get_by_label("Maximum (€)").fill("9000")
    last.get_by_label("Obtenu").fill("6000")
    last.get_by_label("Obtenu").press("Tab")
    expect(page).to_have_url(re.compile("indicateur=1;acces_aux_soins;9000;6000;Patients"))


def test_two_scenarios_are_compared(page: Page, axe: Callable[[Page], None]) -> None:
    page.goto(ADDRESS)
    page.get_by_role("link", name="Comparer à un scénario B").click()
    page.get_by_role("link", name="Aucun indicateur atteint").click()
    expect(page.get_by_role("group", name="Sur tout le contrat")).to_contain_text("−")
    axe(page)


def test_it_is_at_ease_on_a_phone(phone: Page, axe: Callable[[Page], None]) -> None:
    phone.goto(ADDRESS)
    axe(phone)
    for address in (ADDRESS, "/financement/comparaison/?population=90000", "/financement/ouvrir/"):
        phone.goto(address)
        assert phone.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, address
    phone.goto(ADDRESS)
    expect(phone.locator(".frise-haute")).to_be_visible()
    expect(phone.locator(".frise-large")).to_be_hidden()


def test_everything_works_without_javascript(plain_page: Page) -> None:
    plain_page.goto(ADDRESS)
    plain_page.locator("#champ-population").fill("30000")
    plain_page.get_by_role("button", name="Calculer").click()
    expect(plain_page).to_have_url(re.compile(r"population=30000&signe_le=2027-03-01$"))
    plain_page.locator(".table-annees tr", has_text="Fonctionnement").locator("a").first.click()
    expect(plain_page.get_by_role("heading", name="Fonctionnement, année 1", exact=True)).to_be_visible()
    plain_page.get_by_role("link", name="Retour à la simulation").click()
    expect(plain_page.locator("#resultats")).to_contain_text("taille 1")


def test_a_dossier_is_opened_from_a_pasted_text(page: Page, axe: Callable[[Page], None]) -> None:
    page.goto("/financement/ouvrir/")
    axe(page)
    page.get_by_label("Ou le texte du dossier").fill("population: 90000\ncontrat: {signe_le: 2025-02-31}\n")
    page.get_by_role("button", name="Ouvrir dans le simulateur").click()
    expect(page.get_by_role("alert")).to_contain_text("signe_le")
    page.get_by_label("Ou le texte du dossier").fill("cpts: Essai\npopulation: 90000\ncontrat: {signe_le: 2025-03-01}\n")
    page.get_by_role("button", name="Ouvrir dans le simulateur").click()
    expect(page.locator("#resultats")).to_contain_text("Essai")
