"""The health project in the browser: who may, what is refused, what two writers see, what is kept."""

from typing import Any
from uuid import UUID

import pytest
from django.core.cache import caches
from django.test import Client
from lxml import html

from maillage.accounts import clock
from maillage.accounts.walls import within
from maillage.community.communities import actions as communities
from maillage.community.missions.models import DiagnosisSnapshot, FicheAction, Objective
from tests.support.confirming import YES
from tests.support.personas import FOIX, NOW, TODAY, People, signed_in
from tests.support.projet import HOME, fiche, line, objective, suppose, text

KEY = UUID(int=1)
PAGES = ("", "gouvernance/", "diagnostic/", "objectifs/", "budget/")
WRITERS = ("objectifs/nouveau/", "fiches/nouvelle/", "budget/dates/", "budget/lignes/nouvelle/", "gouvernance/ecrire/")
POSTS = tuple(
    f"{kind}/{KEY}/{act}/"
    for kind, acts in (("objectifs", ("actualiser", "ordre")), ("fiches", ("dupliquer", "etat", "ordre", "retablir")))
    for act in acts
)
EMPTY_LISTS = {f"{name}-{count}": "0" for name in ("human", "indicators") for count in ("TOTAL_FORMS", "INITIAL_FORMS")}


@pytest.fixture(autouse=True)
def _no_earlier_requests(db: Any) -> None:
    caches["limits"].clear()


@pytest.fixture
def amina(who: People) -> Client:
    return signed_in(who.amina)


# --- who may ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("page", PAGES)
def test_each_page_opens_to_a_reader_without_any_act(who: People, page: str) -> None:
    response = signed_in(who.lea).get(HOME + page)
    assert response.status_code == 200
    tree = html.fromstring(response.content.decode())
    assert not tree.xpath("//main//form[@method='post']")


@pytest.mark.parametrize("page", [*PAGES, *WRITERS, "projet.pdf", "budget/budget.csv"])
def test_another_cpts_and_nobody_are_kept_out(who: People, page: str) -> None:
    assert signed_in(who.chloe).get(HOME + page).status_code == 404
    response = Client().get(HOME + page)
    assert (response.status_code, response["Location"].startswith("/compte/")) == (302, True)


@pytest.mark.parametrize("page", WRITERS)
def test_a_member_who_does_not_write_is_told_whom_to_ask(who: People, page: str) -> None:
    response = signed_in(who.bruno).get(HOME + page)
    assert response.status_code == 403
    assert "Coordination" in text(response)


@pytest.mark.parametrize("page", POSTS)
def test_acts_are_posts_of_rows_that_exist(who: People, amina: Client, page: str) -> None:
    assert amina.get(HOME + page).status_code == 405
    assert amina.post(HOME + page).status_code == 404
    assert signed_in(who.bruno).post(HOME + page).status_code == 403
    assert signed_in(who.chloe).post(HOME + page).status_code == 404


def test_a_member_does_not_insert_the_diagnosis(who: People) -> None:
    assert signed_in(who.bruno).post(f"{HOME}diagnostic/").status_code == 403


def test_rows_of_another_cpts_are_not_found(who: People) -> None:
    mine, target, money_line = fiche(who), objective(who), line(who)
    theirs = signed_in(who.chloe)
    for page in (
        f"fiches/{mine.pk}/",
        f"fiches/{mine.pk}/modifier/",
        f"objectifs/{target.pk}/",
        f"budget/lignes/{money_line.pk}/",
    ):
        assert theirs.get(f"/c/cpts-du-comtat/projet/{page}").status_code == 404
        assert theirs.post(f"/c/cpts-du-comtat/projet/{page}").status_code in (404, 405)


def test_what_a_cpts_writes_is_on_no_page_of_another(who: People) -> None:
    fiche(who, title="Fiche de Foix")
    objective(who, "Objectif de Foix")
    suppose(who)
    line(who, label="Ligne de Foix")
    theirs = signed_in(who.chloe)
    for page in ("", "objectifs/", "budget/", "fiches/nouvelle/"):
        assert "de Foix" not in theirs.get(f"/c/cpts-du-comtat/projet/{page}").content.decode()


# --- the plan -----------------------------------------------------------------------------------------------
def test_the_plan_tells_what_is_missing_and_where(who: People, amina: Client) -> None:
    fiche(who)
    page = text(amina.get(HOME))
    assert "1 partie complète sur 16" in page
    assert "À la fiche n° 1 il manque un objectif, un constat" in page
    assert amina.get(HOME).content.decode().count("gouvernance/") == 1


def test_a_section_is_written_and_the_plan_knows(who: People, amina: Client) -> None:
    response = amina.post(f"{HOME}gouvernance/ecrire/", {"body": "Un bureau.", "version": "0"})
    assert response.status_code == 302
    assert "Un bureau." in text(amina.get(f"{HOME}gouvernance/"))
    assert "2 parties complètes" in text(amina.get(HOME)) or "2 parties complètes" in text(amina.get(HOME)).replace("\xa0", " ")


@pytest.mark.parametrize("key", ["inconnue", "objectifs", "budget"])
def test_only_written_parts_are_written(amina: Client, key: str) -> None:
    assert amina.get(f"{HOME}{key}/ecrire/").status_code == 404


def test_each_link_of_the_plan_and_of_its_pages_opens(who: People, amina: Client) -> None:
    """The pages of other families are theirs to test."""
    fiche(who, objective=objective(who))
    suppose(who)
    seen, wanted = set(), {HOME}
    while wanted - seen:
        address = (wanted - seen).pop()
        seen.add(address)
        response = amina.get(address)
        assert response.status_code == 200, address
        if "html" in response["Content-Type"]:
            found = html.fromstring(response.content.decode()).xpath("//main//a/@href")
            wanted |= {href.split("#")[0] for href in found if href.startswith(HOME) and "pourquoi" not in href}
    assert len(seen) > 30


# --- diagnosis ----------------------------------------------------------------------------------------------
def test_the_diagnosis_is_inserted_once_and_dated(who: People, amina: Client) -> None:
    for _ in range(2):
        assert amina.post(f"{HOME}diagnostic/").status_code == 302
    with within(who.ours):
        assert DiagnosisSnapshot.objects.count() == 1
    assert "Rien n'a changé depuis" in text(amina.get(f"{HOME}diagnostic/"))


def test_a_changed_perimeter_shows_what_would_change(who: People, amina: Client) -> None:
    amina.post(f"{HOME}diagnostic/")
    with within(who.ours):
        communities.set_perimeter(who.ours, codes=FOIX[:2], since=TODAY, by=who.amina, now=NOW)
    page = text(amina.get(f"{HOME}diagnostic/"))
    assert "Le périmètre a changé" in page
    assert "Ce qui changerait" in page
    amina.post(f"{HOME}diagnostic/")
    assert "Insertions précédentes" in text(amina.get(f"{HOME}diagnostic/"))


# --- objectives ---------------------------------------------------------------------------------------------
def test_an_objective_keeps_the_figures_that_were_ticked(who: People, amina: Client) -> None:
    form = html.fromstring(amina.get(f"{HOME}objectifs/nouveau/").content.decode())
    key = form.xpath("//input[@name='figures']/@value")[0]
    response = amina.post(f"{HOME}objectifs/nouveau/", {"title": "Agir", "finding": "", "figures": [key], "version": "0"})
    assert response.status_code == 302
    with within(who.ours):
        kept = Objective.objects.get().figures[0]
    assert (kept["key"], kept["on"]) == (key, clock.today().isoformat())
    page = amina.get(f"{HOME}objectifs/").content.decode()
    assert "/territoire/diagnostic/indicateur/?s=" in page
    assert "Aujourd" not in page


def test_a_figure_that_changed_is_told_and_refreshed(who: People, amina: Client) -> None:
    form = html.fromstring(amina.get(f"{HOME}objectifs/nouveau/").content.decode())
    key = form.xpath("//input[@name='figures']/@value")[0]
    old = {"key": key, "label": "Chiffre", "section": "population", "value": "1", "unit": "", "vintage": "1999",
           "source": "", "fictif": False, "on": "2026-01-02"}  # fmt: skip
    one = objective(who, figures=(old,))
    page = text(amina.get(f"{HOME}objectifs/"))
    assert "relevé le 02/01/2026" in page
    assert "Aujourd'hui :" in page
    assert amina.post(f"{HOME}objectifs/{one.pk}/actualiser/").status_code == 302
    assert "Aujourd'hui :" not in text(amina.get(f"{HOME}objectifs/"))


def test_a_forged_figure_is_refused(amina: Client) -> None:
    response = amina.post(f"{HOME}objectifs/nouveau/", {"title": "Agir", "figures": ["inventee"], "version": "0"})
    assert response.status_code == 400
    assert "inventee" in text(response)


def test_the_second_writer_of_an_objective_keeps_what_was_typed(who: People, amina: Client) -> None:
    one = objective(who)
    address = f"{HOME}objectifs/{one.pk}/"
    assert amina.post(address, {"title": "Première", "version": "1"}).status_code == 302
    response = amina.post(address, {"title": "Seconde", "version": "1"})
    assert response.status_code == 409
    assert 'value="Seconde"' in response.content.decode()
    assert "Première" in text(response)
    assert amina.post(address, {"title": "Seconde", "version": "2"}).status_code == 302


def test_an_objective_is_erased_after_asking_unless_a_fiche_serves_it(who: People, amina: Client) -> None:
    one = objective(who)
    served = fiche(who, objective=one)
    address = f"{HOME}objectifs/{one.pk}/supprimer/"
    assert amina.get(address).status_code == 200
    response = amina.post(address, YES)
    assert (response.status_code, "1 fiche-action" in text(response)) == (400, True)
    amina.post(f"{HOME}fiches/{served.pk}/supprimer/", YES)
    assert amina.post(address, YES).status_code == 302
    with within(who.ours):
        assert not Objective.objects.exists()


def test_objectives_and_fiches_are_put_in_order(who: People, amina: Client) -> None:
    objective(who, "Premier")
    second = objective(who, "Deuxième")
    assert amina.post(f"{HOME}objectifs/{second.pk}/ordre/", {"sens": "haut"}).status_code == 302
    page = text(amina.get(f"{HOME}objectifs/"))
    assert page.index("Deuxième") < page.index("Premier")


# --- fiches -------------------------------------------------------------------------------------------------
def typed(**more: str) -> dict[str, str]:
    return {**EMPTY_LISTS, "title": "Dépister", "mission": "prevention", "version": "0", **more}


def test_a_fiche_is_written_with_its_lines(who: People, amina: Client) -> None:
    one = objective(who)
    lines = {
        "human-TOTAL_FORMS": "2", "human-0-profile": "Infirmière", "human-0-hours": "24",
        "indicators-TOTAL_FORMS": "1", "indicators-0-label": "Patients vus", "indicators-0-kind": "resultat",
        "indicators-0-target": "120",
    }  # fmt: skip
    given = typed(objective=str(one.pk), budget="1 250,50", starts_on="2027-02-01", **lines)
    response = amina.post(f"{HOME}fiches/nouvelle/", given)
    assert response.status_code == 302
    page = text(amina.get(response["Location"])).replace("\u202f", " ").replace("\xa0", " ")
    for said in ("Dépister", "Mieux prévenir", "1 250,50 €", "Infirmière : 24 heures", "Patients vus", "120", "01/02/2027"):
        assert said in page
    with within(who.ours):
        assert FicheAction.objects.get().budget == 125_050


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"title": ""}, "obligatoire"),
        ({"mission": "ailleurs"}, "ailleurs"),
        ({"budget": "beaucoup"}, "« beaucoup » n'est pas un montant en euros"),
        ({"budget": "-5"}, "somme positive"),
        ({"starts_on": "2027-05-02", "ends_on": "2027-05-01"}, "Le 01/05/2027 précède le début"),
        ({"objective": str(KEY)}, str(KEY)),
        ({"human-TOTAL_FORMS": "1", "human-0-profile": "Infirmière"}, "donnez le profil et ses heures"),
        ({"indicators-TOTAL_FORMS": "1", "indicators-0-target": "3"}, "au moins son intitulé et sa nature"),
    ],
)
def test_a_wrong_fiche_is_refused_and_keeps_what_was_typed(
    who: People, amina: Client, more: dict[str, str], sentence: str
) -> None:
    response = amina.post(f"{HOME}fiches/nouvelle/", typed(pilot="Le pilote", **more))
    assert response.status_code == 400
    assert sentence in text(response).replace("\xa0", " ")
    assert "Le pilote" in response.content.decode()
    with within(who.ours):
        assert not FicheAction.objects.exists()
    page = html.fromstring(response.content.decode())
    assert page.findtext(".//title", "").startswith("Erreur")
    (link,) = page.xpath("//main//*[@role='alert']//li/a")
    assert sentence in link.text_content().replace("\xa0", " ")
    assert page.get_element_by_id(link.get("href")[1:]).name


def test_a_page_without_its_hidden_fields_is_refused_in_words(amina: Client) -> None:
    assert amina.post(f"{HOME}fiches/nouvelle/", {"title": "Nue"}).status_code == 400
    assert amina.post(f"{HOME}fiches/nouvelle/", {}).status_code == 400


def test_the_second_writer_of_a_fiche_sees_what_differs(who: People, amina: Client) -> None:
    one = fiche(who)
    address = f"{HOME}fiches/{one.pk}/modifier/"
    assert amina.post(address, typed(pilot="Amina", version="1")).status_code == 302
    response = amina.post(address, typed(pilot="Bruno", version="1"))
    page = text(response)
    assert response.status_code == 409
    assert "PiloteAmina" in page
    assert 'value="Bruno"' in response.content.decode()
    assert amina.post(address, typed(pilot="Bruno", version="2")).status_code == 302


def test_a_fiche_moves_is_copied_erased_and_brought_back(who: People, amina: Client) -> None:
    one = fiche(who)
    address = f"{HOME}fiches/{one.pk}/"
    assert amina.post(f"{address}etat/", {"vers": "done"}).status_code == 400
    assert amina.post(f"{address}etat/", {"vers": "running"}).status_code == 302
    assert "En cours" in text(amina.get(address))
    assert amina.post(f"{address}dupliquer/").status_code == 302
    assert amina.get(f"{address}supprimer/").status_code == 200
    assert amina.post(f"{address}supprimer/", YES).status_code == 302
    assert amina.get(address).status_code == 404
    assert "Fiches supprimées" in text(amina.get(f"{HOME}objectifs/"))
    assert amina.post(f"{address}retablir/").status_code == 302
    assert amina.get(address).status_code == 200


def test_what_people_type_is_never_markup(who: People, amina: Client) -> None:
    one = fiche(who, title="<script>alert(1)</script>", description="<img src=x onerror=alert(1)>")
    for page in (f"fiches/{one.pk}/", f"fiches/{one.pk}/modifier/", "objectifs/", ""):
        body = amina.get(HOME + page).content.decode()
        assert "<script>alert" not in body
        assert "<img src=x" not in body
