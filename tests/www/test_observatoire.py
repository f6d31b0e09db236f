"""The pages of the observatory: they answer the questions of an agent, say their day and source, and « fictif » everywhere."""

import re
from datetime import date
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from lxml import html

from maillage.results import couverture, observatoire
from maillage.results.couverture import of_rows
from tests.support.occitanie import TODAY, occitanie
from tests.support.selectors import select

pytestmark = pytest.mark.django_db
FICTITIOUS = occitanie()
REAL = occitanie(fictitious=False)
ZONE = observatoire.all_zones(FICTITIOUS)[0]
CPTS = observatoire.all_cpts(FICTITIOUS)[0]
PAGES = [
    "/observatoire/",
    "/observatoire/region/76/",
    "/observatoire/departement/09/",
    "/observatoire/recherche/?q=foix",
    "/observatoire/cpts/",
    f"/observatoire/cpts/{CPTS.id}/",
    "/observatoire/zones-blanches/",
    "/observatoire/zones-blanches/?departement=31",
    f"/observatoire/zones-blanches/{ZONE.id}/",
    "/observatoire/plan/",
    "/observatoire/qualite/",
    "/observatoire/donnees/",
    "/observatoire/region/76/plan/",
]


@pytest.fixture(autouse=True)
def perimeters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(couverture, "load", lambda *, today: FICTITIOUS)


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text)))


def read(client: Client, address: str) -> html.HtmlElement:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return html.fromstring(answer.content.decode())


@pytest.mark.parametrize("address", PAGES)
def test_each_page_says_that_its_data_are_fictitious(client: Client, address: str) -> None:
    tree = read(client, address)
    assert "Données fictives" in tree.text_content()
    for figure in select(tree, ".obs-map"):
        assert select(figure, ".obs-fictif"), address


@pytest.mark.parametrize("address", PAGES)
def test_the_label_goes_with_the_fictitious_data(client: Client, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(couverture, "load", lambda *, today: REAL)
    text = client.get(address).content.decode().replace("obs-fictif", "").replace("<code>fictif</code>", "")
    assert "fictif" not in text.lower()


@pytest.mark.parametrize("address", PAGES)
def test_each_page_answers_without_any_perimeter(client: Client, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = of_rows([], today=TODAY)
    monkeypatch.setattr(couverture, "load", lambda *, today: empty)
    answer = client.get(address)
    if CPTS.id in address or ZONE.id in address:
        assert answer.status_code == 404
    else:
        text = plain(answer.content.decode())
        assert "maillage donnees importer perimetres" in text
        assert not re.search(r"\b0(,0)? (%|CPTS|habitant)", text.replace("0 CPTS", "") if "plan/" in address else text)


def test_nothing_is_downloaded_without_any_perimeter(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = of_rows([], today=TODAY)
    monkeypatch.setattr(couverture, "load", lambda *, today: empty)
    answer = client.get("/observatoire/donnees/territoires.csv")
    assert answer.status_code == 404
    assert "maillage donnees importer perimetres" in plain(answer.content.decode())


def test_perimeters_of_a_part_of_the_country_are_told(client: Client) -> None:
    assert "ne couvrent pas tout le pays" in plain(client.get("/observatoire/").content.decode())


def test_a_departement_says_which_communes_are_in_no_cpts_and_who_can_take_them(client: Client) -> None:
    code = ZONE.departements[0].code
    view = observatoire.view(FICTITIOUS, "departement", code)
    tree = read(client, f"/observatoire/departement/{code}/")
    rows = select(tree, "#sans-cpts")[0].getparent().findall(".//tbody/tr")
    assert len(rows) == len(view.uncovered) == view.row.uncovered_communes
    zone = read(client, rows[0].find(".//td/a").get("href"))
    text = plain(html.tostring(zone, encoding="unicode"))
    solution = next(one for one in ZONE.solutions if one.kind == "extension")
    assert solution.name in text
    assert f"taille {solution.taille_after}" in text
    assert "Création d'une CPTS" in text
    assert "Extension temporaire" in text


def test_the_table_of_stages_adds_up(client: Client) -> None:
    tree = read(client, "/observatoire/region/76/")
    cells = [row.findall("td")[0].text_content() for row in select(tree, ".obs-side tbody tr")]
    total = select(tree, ".obs-side tfoot td")[0].text_content()
    assert sum(number(cell) for cell in cells) == number(total)


def number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def test_a_search_leads_from_a_commune_to_its_cpts_and_its_zone(client: Client) -> None:
    assert ZONE.name in read(client, f"/observatoire/recherche/?q={ZONE.communes[0][0]}").text_content()
    assert CPTS.name in read(client, f"/observatoire/recherche/?q={CPTS.codes[0]}").text_content()
    assert "Rien trouvé" in read(client, "/observatoire/recherche/?q=zzzzzz").text_content()


def test_a_past_day_shows_the_stages_of_that_day_and_keeps_it_in_links(client: Client) -> None:
    tree = read(client, "/observatoire/region/76/?le=2020-01-01")
    then = observatoire.view(FICTITIOUS.at(date(2020, 1, 1)), "region", "76")
    assert str(then.row.uncovered_communes) in re.sub(r"(?<=\d)\s(?=\d)", "", select(tree, ".lead")[0].text_content())
    links = [link.get("href") for link in select(tree, ".obs-block tbody a") if "/observatoire/" in link.get("href")]
    assert links
    assert all("le=2020-01-01" in href for href in links)


@pytest.mark.parametrize("day", ["hier", "2999-01-01", "1999-01-01", "2024-13-45"])
def test_an_absurd_day_is_refused_with_a_sentence(client: Client, day: str) -> None:
    answer = client.get("/observatoire/", {"le": day})
    assert answer.status_code == 400
    assert "notice-erreur" in answer.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/observatoire/region/99/",
        "/observatoire/departement/zz/",
        "/observatoire/cpts/rien/",
        "/observatoire/zones-blanches/zone-00000/",
        "/observatoire/zones-blanches/?departement=zz",
        "/observatoire/donnees/rien.csv",
        "/observatoire/donnees/montants.geojson",
        "/observatoire/region/99/plan/",
    ],
)
def test_what_does_not_exist_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", [page for page in PAGES if not page.endswith(("76/plan/", "qualite/"))])
def test_writing_is_refused_where_one_only_reads(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405


def test_cpts_are_filtered_by_words_and_stage(client: Client) -> None:
    tree = read(client, "/observatoire/cpts/?stade=aci_signe")
    stages = {cell.text_content().strip() for cell in select(tree, "tbody td .obs-swatch")}
    assert stages == {""}
    assert all("ACI signé" in row.text_content() for row in select(tree, "tbody tr"))
    word = CPTS.name.split()[-1]
    assert CPTS.name in read(client, f"/observatoire/cpts/?q={word}").text_content()
    assert "Aucune CPTS" in read(client, "/observatoire/cpts/?q=zzzz").text_content()


def test_a_download_says_its_licence_and_is_not_sent_twice(client: Client) -> None:
    answer = client.get("/observatoire/donnees/cpts.csv")
    assert answer.status_code == 200
    assert "fictif" in answer["Content-Disposition"]
    assert 'rel="license"' in answer["Link"]
    assert client.get("/observatoire/donnees/cpts.csv", headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_the_data_package_describes_every_file(client: Client) -> None:
    told = client.get("/observatoire/donnees/datapackage.json").json()
    assert told["fictif"] is True
    assert told["licenses"][0]["name"] == "etalab-2.0"
    for resource in told["resources"]:
        assert client.get(f"/observatoire/donnees/{resource['path']}").status_code == 200
        assert resource["schema"]["fields"]


def test_the_page_of_data_lists_every_column(client: Client) -> None:
    text = read(client, "/observatoire/donnees/").text_content()
    for word in ("population_sans_cpts", "taille_preuve", "Licence Ouverte", "Parquet", "GeoJSON"):
        assert word in text


def test_a_plan_is_changed_by_hand_and_taken_away(client: Client) -> None:
    page = client.get("/observatoire/region/76/plan/").content.decode()
    tree = html.fromstring(page)
    chosen = select(tree, "select")[0]
    answer = client.post("/observatoire/region/76/plan/", {chosen.get("name"): ""})
    assert answer.status_code == 200
    assert "Plan modifié à la main" in answer.content.decode()
    table = client.get("/observatoire/region/76/plan/?fichier=csv")
    assert table["Content-Disposition"].endswith('plan-76-fictif.csv"')
    again = client.post("/observatoire/region/76/plan/", {"plan": SimpleUploadedFile("plan.csv", table.content)})
    assert again.status_code == 200


@pytest.mark.parametrize("content", [b"\xff\xfe", b"n'importe quoi", b"code_commune;cpts\n75056;cpts-x\n"])
def test_a_plan_that_cannot_be_read_is_refused_with_a_sentence(client: Client, content: bytes) -> None:
    answer = client.post("/observatoire/region/76/plan/", {"plan": SimpleUploadedFile("plan.csv", content)})
    assert answer.status_code == 400
    assert "ne peut pas être lu" in answer.content.decode()


def test_the_quality_report_gives_the_corrected_file(client: Client) -> None:
    answer = client.get("/observatoire/qualite/?fichier=corrige")
    assert "perimetres-corriges-fictif.csv" in answer["Content-Disposition"]


def test_the_amount_of_a_cpts_is_explained_by_the_simulator(client: Client) -> None:
    tree = read(client, f"/observatoire/cpts/{CPTS.id}/")
    (link,) = select(tree, "dl.facts a.why")
    (shown,) = link.getparent().text.split("\n")[:1]
    explained = read(client, link.get("href"))
    (value,) = select(explained, ".pourquoi-valeur")
    assert plain(shown).strip().removesuffix(" €") in plain(value.text_content())
    said = plain(explained.text_content())
    assert "Supposé par la page" in said
    assert "Saisi dans le simulateur" not in said


def test_the_sum_of_a_place_is_that_of_its_tailles(client: Client) -> None:
    view = observatoire.view(FICTITIOUS, "region", "76")
    assert len(view.every.by_taille) > 1
    assert sum(part.total for part in view.every.by_taille) == view.every.fixed
    assert sum(part.cpts for part in view.every.by_taille) == view.every.cpts
    tree = read(client, "/observatoire/region/76/")
    for link in select(tree, "#montants a.why, section details a.why"):
        assert client.get(link.get("href")).status_code == 200


def test_communes_of_two_cpts_are_told_beside_the_sums(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [(name, name.upper(), code, "aci_signe", None) for name in "ab" for code in ("09225", "09282")]
    overlapping = of_rows(rows, today=TODAY)
    monkeypatch.setattr("maillage.results.observatoire.at", lambda *_, **__: overlapping)
    told = plain(client.get("/observatoire/departement/09/").content.decode())
    assert "2 communes de plusieurs CPTS à la fois" in told
    assert "comptent dans la somme de chacune" in told


def test_a_cpts_tells_the_days_of_its_stages(client: Client) -> None:
    known = {one.id: observatoire.steps(FICTITIOUS, one.id) for one in observatoire.all_cpts(FICTITIOUS)}
    key, days = max(known.items(), key=lambda item: len(item[1]))
    assert len(days) > 1
    shown = [step.text_content() for step in select(read(client, f"/observatoire/cpts/{key}/"), ".obs-past li")]
    assert len(shown) == len(days)


def test_the_signals_of_a_place_lead_to_the_cpts_that_raise_them(client: Client) -> None:
    tree = read(client, "/observatoire/region/76/")
    (section,) = [one for one in select(tree, "section") if one.get("aria-labelledby") == "fragiles"]
    links = select(section, "tbody a")
    assert links
    for link in links:
        count = int(link.text.split()[0])
        listed = read(client, link.get("href"))
        assert len(select(listed, ".obs-cards tbody tr")) == min(count, 50)
        assert select(listed, ".obs-cards tbody .obs-note")


def test_what_is_not_found_is_named(client: Client) -> None:
    assert "« ZZ » n'est le code d'aucun département" in plain(client.get("/observatoire/departement/ZZ/").content.decode())


def test_a_list_of_an_unknown_place_is_not_found(client: Client) -> None:
    assert client.get("/observatoire/cpts/?departement=ZZ").status_code == 404


DEFECTS = (
    "code_commune;cpts;stade\n"
    "09122;CPTS du Pays de Foix;ACI signé\n"
    "9042;C.P.T.S. du pays de Foix;ACI signé\n"
    "99999;CPTS du Pays de Foix;ACI signé\n"
    "09122;CPTS du Couserans;projet validé\n"
)


def sent(client: Client, name: str, content: bytes, **more: str) -> HttpResponse:
    return client.post("/observatoire/qualite/", {"fichier": SimpleUploadedFile(name, content), **more})


def test_a_file_that_is_sent_has_its_own_report(client: Client) -> None:
    answer = sent(client, "perimetres.csv", DEFECTS.encode())
    text = plain(answer.content.decode())
    assert answer.status_code == 200
    assert "4 lignes, 3 CPTS, 2 communes" in text
    for kind in ("Codes inconnus", "Zéros de tête perdus", "réclamées par plusieurs CPTS", "Noms presque identiques"):
        assert kind in text
    assert "fictif" not in text.lower()


def test_a_file_that_is_sent_comes_back_corrected(client: Client) -> None:
    answer = sent(client, "perimetres.csv", DEFECTS.encode(), corrige="1")
    assert 'filename="perimetres-corriges.csv"' in answer["Content-Disposition"]
    assert "09042;La Bastide-de-Sérou" in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("vide.csv", b"", "est vide"),
        ("image.csv", bytes(range(256)), "pas un texte"),
        ("faux.xlsx", b"abc", "pas un classeur récent"),
        ("archive.zip", b"PK\x03\x04zzz", "archive"),
        ("abime.xlsx", b"PK\x03\x04zzz", "abîmé"),
        ("titres.csv", b"code_commune;cpts\n", "titres de colonnes"),
        ("autre.csv", b"nom;ville\nA;B\n", "cpts"),
        ("coupe.geojson", b'{"type":', "GeoJSON"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(client: Client, name: str, content: bytes, said: str) -> None:
    answer = sent(client, name, content)
    assert answer.status_code == 400
    (error,) = select(html.fromstring(answer.content.decode()), ".field-error")
    assert said in error.text_content()


def test_no_file_is_told_too(client: Client) -> None:
    answer = client.post("/observatoire/qualite/")
    assert answer.status_code == 400
    assert "Aucun fichier" in answer.content.decode()


def test_the_menu_leads_to_the_observatory(client: Client) -> None:
    assert 'href="/observatoire/"' in client.get("/").content.decode()
