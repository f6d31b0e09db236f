"""The page of the diagnosis: what it shows, what it says when something is missing, and how its parts answer."""

from functools import lru_cache

import pytest
from django.test import Client
from lxml import html

from maillage.facts.selection import encode
from maillage.results import diagnostic, etablissements
from maillage.results.diagnostic import SECTIONS
from tests.support import diagnosis as made
from tests.support.selectors import select

pytestmark = pytest.mark.django_db
CODES = ("84001", "84016", "84080", "84088", "84129")
ROOT = "/territoire/diagnostic/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """The diagnosis of tests.support, which has every kind of value."""
    monkeypatch.setattr(diagnostic, "diagnose", lru_cache(maxsize=2)(made.diagnosis))
    monkeypatch.setattr(etablissements, "structures", made.structures)


def address(path: str = "", **more: str) -> str:
    return f"{ROOT}{path}?s={encode(CODES)}" + "".join(f"&{name}={value}" for name, value in more.items())


def page(client: Client, where: str, status: int = 200, **headers: str) -> html.HtmlElement:
    answer = client.get(where, headers=headers)
    assert answer.status_code == status, where
    return html.fromstring(answer.content.decode())


def said(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_without_communes_it_shows_ways_to_start(client: Client) -> None:
    tree = page(client, ROOT)
    assert select(tree, "input[name=q]")
    assert len(select(tree, ".diag-depart section")) == 3


@pytest.mark.parametrize("query", ["s=1zzzz", "communes=84007,zut", "communes=99999"])
def test_an_address_that_cannot_be_read_says_why(client: Client, query: str) -> None:
    tree = page(client, f"{ROOT}?{query}", 400)
    assert "Cette adresse ne peut pas être lue" in said(tree)


def test_a_readable_address_leads_to_the_canonical_one(client: Client, by_hand: None) -> None:
    answer = client.get(f"{ROOT}?communes={','.join(CODES)}&section=acces&section=population&nom=Les Sorgues")
    assert answer.status_code == 302
    assert answer["Location"] == f"{ROOT}?s={encode(CODES)}&sections=population,acces&nom=Les+Sorgues"


def test_every_section_is_there_with_its_notes(client: Client, by_hand: None) -> None:
    tree = page(client, address())
    assert [said(found) for found in select(tree, ".diag-section h2")][: len(SECTIONS)] == list(SECTIONS.values())
    notes = {field.get("name") for field in select(tree, "textarea[data-note]")}
    assert notes == {"note_generale", *(f"note_{key}" for key in SECTIONS)}
    assert {field.get("form") for field in select(tree, "textarea[data-note]")} == {"documents"}


def test_chosen_sections_alone_are_shown(client: Client, by_hand: None) -> None:
    tree = page(client, address(sections="acces"))
    assert [found.get("id") for found in select(tree, ".diag-section h2")][:1] == ["acces"]
    assert not select(tree, "#offre")
    assert [box.get("value") for box in select(tree, "input[name=section]") if box.get("checked") is not None] == ["acces"]


def test_an_indicator_shows_its_value_its_references_and_its_source(client: Client, by_hand: None) -> None:
    row = select(page(client, address()), "#i-apl_infirmier")[0]
    view = made.diagnosis(CODES).views["apl_infirmier"]
    assert said(select(row, ".diag-ici strong")[0]) == f"{view.measured.value}".replace(".", ",")
    assert len([cell for cell in select(row, ".diag-ref") if said(cell)]) == 4
    kinds = [mark.get("href") for mark in select(row, ".diag-points use")]
    assert kinds == ["#dp-pair"] * 3 + ["#dp-semblables", "#dp-france", "#dp-region", "#dp-departement", "#dp-ici"]
    assert "Essai · 2023" in said(select(row, ".diag-source")[0])


def test_a_departement_value_is_labelled(client: Client, by_hand: None) -> None:
    row = select(page(client, address()), "#i-mortalite_toutes_causes")[0]
    assert "valeur départementale" in said(row)


def test_a_partial_value_says_its_coverage(client: Client, by_hand: None) -> None:
    assert "4 sur 5 communes" in said(select(page(client, address()), f"#i-{made.PARTIAL}")[0])


def test_a_hidden_value_says_the_rule(client: Client, by_hand: None) -> None:
    row = select(page(client, address()), f"#i-{made.HIDDEN}")[0]
    assert said(select(row, ".diag-ici strong")[0]) == "masqué"
    assert "moins de 6 professionnels" in said(row)


def test_a_source_that_is_not_loaded_says_so_without_a_command_and_gives_no_zero(client: Client, by_hand: None) -> None:
    tree = page(client, address())
    assert not select(tree, "tr#i-zonage_infirmier")
    absent = select(tree, ".diag-absent")
    assert any("Qui tient cette instance peut la charger" in said(one) for one in absent)
    assert select(tree, ".diag-absent a[href='/guide/exploiter/']")
    assert "maillage donnees" not in said(tree)


def test_fictitious_figures_are_marked_on_the_page_and_on_each_row(client: Client, by_hand: None) -> None:
    tree = page(client, address())
    assert "Données fictives" in said(select(tree, ".notice")[0])
    marked = {row.get("id") for row in select(tree, "tr[id]") if select(row, ".diag-badge-fictif")}
    expected = {f"i-{view.key}" for view in made.diagnosis(CODES).views.values() if view.fictitious and not view.is_missing}
    assert marked == expected


def test_each_sentence_of_the_synthesis_leads_to_its_figures(client: Client, by_hand: None) -> None:
    tree = page(client, address())
    places = [link.get("href").removeprefix("#") for link in select(tree, ".diag-vers-chiffres a")]
    assert "i-apl_medecin_generaliste" in places
    present = {element.get("id") for element in tree.iter() if isinstance(element.tag, str) and element.get("id")}
    assert set(places) <= present


def test_the_map_draws_each_commune_and_says_the_same_in_a_table(client: Client, by_hand: None) -> None:
    tree = page(client, address(carte="densite_infirmier"))
    figure = select(tree, ".diag-figure")[0]
    assert len(select(figure, ".diag-communes path")) == len(CODES)
    assert len(select(figure, "tbody tr")) == len(CODES)
    assert select(tree, "option[selected]")[0].get("value") == "densite_infirmier"


def test_the_map_alone_is_a_part_of_the_page(client: Client, by_hand: None) -> None:
    part = client.get(address("carte/", carte="densite_infirmier"), headers=HTMX)
    assert part.status_code == 200
    assert b"<html" not in part.content
    assert b"Densit\xc3\xa9" in part.content
    whole = client.get(address("carte/", carte="densite_infirmier"))
    assert whole.status_code == 302
    assert whole["Location"].endswith("&carte=densite_infirmier#carte")


@pytest.mark.parametrize("path", ["indicateur/", "pourquoi/"])
def test_details_are_a_drawer_or_a_page(client: Client, by_hand: None, path: str) -> None:
    assert b"<html" in client.get(address(path, cle="densite_infirmier")).content
    assert b"<html" not in client.get(address(path, cle="densite_infirmier"), headers=HTMX).content
    assert client.get(address(path, cle="zut")).status_code == 404
    assert client.get(f"{ROOT}{path}?cle=densite_infirmier").status_code == 400


def test_the_detail_says_who_made_and_checked_the_indicator(client: Client, by_hand: None) -> None:
    text = said(page(client, address("indicateur/", cle="densite_infirmier")))
    for expected in ("Limites", "Vérifié", "Prochaine revue", "Vaucluse", "France"):
        assert expected in text


def test_structures_are_listed_by_family_and_drawn(client: Client, by_hand: None) -> None:
    tree = page(client, address())
    assert [found.get("class") for found in select(tree, "g.pt")] == ["pt pt-pharmacie", "pt pt-ehpad"]
    assert len(select(tree, ".diag-structures li")) == 2 * len(CODES)


def test_the_studio_leads_here(client: Client) -> None:
    tree = page(client, f"/territoire/?s={encode(CODES)}")
    assert [link for link in select(tree, "a") if link.get("href") == f"{ROOT}?s={encode(CODES)}"]


def test_the_embedded_data_alone_make_an_honest_page(client: Client) -> None:
    """No table of the instance: population is there, the rest says which source is missing."""
    tree = page(client, address())
    assert said(select(tree, "#i-population .diag-ici strong")[0])
    assert "ource non chargée" in said(tree)


@pytest.mark.parametrize(
    ("codes", "title"),
    [
        (("84007", "84031", "84080"), "3 communes autour d'Avignon"),
        (("84129", "84088", "84139"), "3 communes autour de Sorgues"),
    ],
)
def test_a_territory_without_a_name_is_around_its_largest_commune(client: Client, codes: tuple[str, ...], title: str) -> None:
    heading = select(page(client, f"{ROOT}?s={encode(codes)}"), "h1")[0]
    assert title in said(heading).replace("\N{NO-BREAK SPACE}", " ").replace("’", "'")
