"""The pages of the law: every parameter and text opens, dates answer, searches narrow, bad questions get a sentence."""

import csv
import io
import json
import re
from datetime import date
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from maillage.law import reader
from maillage.law.glossary import terms
from maillage.www.textes.presenters import listing, parameter, unknown

LAW = reader.load()
TODAY = date(2026, 11, 21)


def plain(response) -> str:  # type: ignore[no-untyped-def]
    """As one reads it: entities decoded, every kind of space alike, no tags."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


@pytest.mark.parametrize("path", LAW.parameters)
def test_each_parameter_has_its_page(client: Client, path: str) -> None:
    response = client.get(reverse("textes:parametre", args=[path]))
    assert response.status_code == 200
    text = plain(response)
    assert plain_words(LAW.parameters[path].label) in text
    assert "Valeurs dans le temps" in text


@pytest.mark.parametrize("text_id", LAW.texts)
def test_each_text_has_its_page(client: Client, text_id: str) -> None:
    response = client.get(reverse("textes:texte", args=[text_id]))
    assert response.status_code == 200
    assert plain_words(LAW.texts[text_id].title) in plain(response)


def plain_words(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_the_index_shows_every_parameter_once() -> None:
    sections = listing.sections(LAW, "", TODAY, None)
    shown = [line.path for section in sections for line in section.lines]
    assert shown == list(LAW.parameters)


def test_the_search_ignores_accents_case_and_apostrophes(client: Client) -> None:
    text = plain(client.get("/textes/", {"q": "PREVENTION volet"}))
    assert "Prévention, volet fixe" in text
    assert "Parcours, volet fixe" not in text
    assert "Lettre" not in text
    assert "Rien sur « abracadabra »" in plain(client.get("/textes/", {"q": "abracadabra"}))


def test_htmx_receives_the_list_that_the_page_holds(client: Client) -> None:
    page = client.get("/textes/", {"q": "avance"}).content.decode()
    fragment = client.get("/textes/", {"q": "avance"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    title, part = fragment.split("</title>")
    assert title in page
    assert part.strip() in page


def test_a_day_before_the_agreement_is_refused_in_words(client: Client) -> None:
    text = plain(client.get("/textes/parametres/aci/fonctionnement/", {"le": "2018-06-01"}))
    assert "n'existe pas encore au 1er juin 2018" in text
    assert "à partir du 25 août 2019" in text


def test_what_was_known_on_a_day(client: Client) -> None:
    address = "/textes/parametres/aci/maximum/"
    assert "580 000 €" in plain_answer(client, address, le="2023-01-01")
    assert "450 000 €" in plain_answer(client, address, le="2023-01-01", connu_le="2022-01-01")
    assert "rien n'était publié" in plain_answer(client, address, connu_le="2019-01-01")


def plain_answer(client: Client, address: str, **asked: str) -> str:
    text = plain(client.get(address, asked))
    return text[text.index("À une date") :]


@pytest.mark.parametrize("asked", [{"le": "2026-02-31"}, {"le": "jamais"}, {"connu_le": "0001-01-01"}, {"q": "x" * 200}])
def test_a_bad_question_gets_a_sentence(client: Client, asked: dict[str, str]) -> None:
    response = client.get("/textes/", asked)
    assert response.status_code == 400
    assert any(word in plain(response) for word in ("cette date n'existe pas", "hors du calendrier", "cent caractères"))


def test_a_parameter_refuses_a_bad_date_too(client: Client) -> None:
    response = client.get("/textes/parametres/aci/fonctionnement/", {"le": "31/02/2026"})
    assert response.status_code == 400
    assert "cette date n'existe pas" in plain(response)


@pytest.mark.parametrize("address", ["/textes/parametres/aci/rien/", "/textes/registre/rien/", "/textes/registre/../x/"])
def test_what_does_not_exist_is_404(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_markup_in_a_question_stays_text(client: Client) -> None:
    for address in ("/textes/", "/textes/glossaire/"):
        assert "<script>alert" not in client.get(address, {"q": "<script>alert(1)</script>"}).content.decode()


@pytest.mark.parametrize("name", ["index", "registre", "non_etabli", "glossaire", "csv", "json"])
def test_only_reading_is_allowed(client: Client, name: str) -> None:
    assert client.get(reverse(f"textes:{name}")).status_code == 200
    assert client.post(reverse(f"textes:{name}")).status_code == 405


def test_every_unknown_says_why_and_how_to_settle_it(client: Client) -> None:
    gaps = unknown.gaps(LAW)
    assert len(gaps) > 20
    assert all(gap.why and gap.confirm for gap in gaps)
    text = plain(client.get("/textes/non-etabli/"))
    assert "Le tableau des montants de l'article 8" in text
    assert "Rien : le calcul s'abstient." in text


def test_the_same_value_is_not_shown_as_changed() -> None:
    view = parameter.view(LAW, LAW.parameter("aci/missions/parcours/volet_fixe"))
    assert not any(cell.changed for row in view.rows for cell in row.cells)
    view = parameter.view(LAW, LAW.parameter("aci/maximum"))
    assert [row.cells[1].changed for row in view.rows] == [True] * 4


def test_the_glossary_has_an_anchor_for_each_term(client: Client) -> None:
    page = client.get("/textes/glossaire/").content.decode()
    assert all(f'id="{term.id}"' in page for term in terms())
    assert "Médecin traitant" in plain(client.get("/textes/glossaire/", {"q": "medecin"}))
    assert "n'est pas au glossaire" in plain(client.get("/textes/glossaire/", {"q": "xylophone"}))


def test_downloads_hold_every_value(client: Client) -> None:
    response = client.get("/textes/parametres.csv")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert {row["parametre"] for row in rows} == set(LAW.parameters)
    kept = [r for r in rows if r["parametre"] == "aci/fonctionnement" and r["cas"] == "taille_3"]
    assert [(row["valeur"], row["preuve"]) for row in kept] == [("75000.00", "secondaire")]
    data = json.loads(client.get("/textes/parametres.json").content)
    assert data["empreinte"] == LAW.digest
    assert len(data["parametres"]) == len(LAW.parameters)
    assert 'filename="maillage-parametres.csv"' in response["Content-Disposition"]


def test_an_article_that_nobody_read_is_said_presumed(client: Client) -> None:
    assert "art. 8, modifié (article présumé)" in plain(client.get("/textes/parametres/aci/missions/parcours/volet_fixe/"))
    read = plain(client.get("/textes/parametres/aci/paiement/avance_fonctionnement/"))
    assert "art. 9.1" in read
    assert "présumé" not in read
