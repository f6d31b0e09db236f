"""The inputs of the field kept beside the repository, row by row of their README: what each gives now. Skipped where they are not."""

import csv
import json
from datetime import date

import pytest
from click.testing import CliRunner

from maillage.cli.financement import financement
from maillage.cli.observatoire import observatoire
from maillage.cli.territoire import territoire
from maillage.opendata import assembly
from maillage.opendata.sources import registry
from maillage.opendata.sources.places import Places
from maillage.opendata.sources.source import Loaded
from maillage.results import territoires
from tests.support.checkout import ROOT

CASES = ROOT.parent / "shared" / "cas"
pytestmark = pytest.mark.skipif(not CASES.exists(), reason="the cases are not beside the repository")


@pytest.fixture(scope="module")
def places() -> Places:
    return assembly.places()


def rows(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def load(source: str, name: str, places: Places) -> Loaded:
    return registry.load(source, CASES / name, places, period="2026")


def test_the_feed_of_finess(places: Places) -> None:
    given = load("finess", "finess_structures_202608_FICTIF.json", places)
    table = given.tables["etablissements"].select("commune", "lon", "lat").rows()
    assert table == [
        ("09122", 1.6075, 42.9655),
        ("84007", 4.8094, 43.9493),
        ("09225", 1.6107, 43.1164),
        ("97304", -52.6462, 5.1597),
    ]
    assert [row.reason for row in given.rejected] == ["Saint-Martin, hors du champ"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("perimetres_codes_flottants.csv", ["01004", "01007", "02001", "09122", "84007"]),
        ("perimetres_noms.csv", ["13214", "83062", "01004", "05039", "04079"]),
        ("perimetres_cellules_fusionnees.xlsx", ["01004", "01005", "01006", "01007"]),
        ("perimetres_une_feuille_par_departement.xlsx", ["01004", "84007"]),
    ],
)
def test_lists_of_perimeters(places: Places, name: str, expected: list[str]) -> None:
    given = load("perimetres", name, places)
    assert (given.tables["perimetres"]["commune"].to_list(), given.rejected) == (expected, ())
    report = CliRunner().invoke(observatoire, ["qualite", str(CASES / name), "--json"])
    assert "code_inconnu" not in json.loads(report.stdout)["par_nature"]


def test_codes_that_a_spreadsheet_spoilt_are_read_by_the_studio() -> None:
    codes = [row["code_commune"] for row in rows("perimetres_codes_flottants.csv")]
    assert set(territoires.resolve(codes).codes) == {"01004", "01007", "02001", "09122", "84007"}


def test_days(places: Places) -> None:
    found = load("perimetres", "perimetres_dates.csv", places).tables["perimetres"]["depuis"].to_list()
    assert found == [date(2023, 9, 1)] * 6


def test_stages() -> None:
    told = CliRunner().invoke(
        observatoire,
        ["couverture", str(CASES / "perimetres_stades.csv"), "--niveau", "commune", "--departement", "01", "--json"],
    )
    covered = {row["code"]: row for row in json.loads(told.stdout)["lignes"]}
    stages = {code: next((s for s, n in row["population_par_stade"].items() if n), "") for code, row in covered.items()}
    assert {code for code, stage in stages.items() if stage == "aci_signe"} == {"01004", "01011"}
    assert {code for code, stage in stages.items() if stage == "projet_valide"} == set()
    assert {code for code, stage in stages.items() if stage == "lettre_intention"} == {"01013"}


@pytest.mark.parametrize("name", ["adresses_anciens_noms.csv", "adresses_mauvaise_commune.csv"])
def test_addresses(places: Places, name: str) -> None:
    wrong = {
        (row["code_postal"], row["libelle"]): found
        for row in rows(name)
        if (found := places.commune_of(row["code_postal"], row["libelle"])) != row["code attendu"]
    }
    assert rows(name)
    assert wrong == {}


def test_the_register_of_professionals(places: Places) -> None:
    given = load("rpps", "rpps_adresses_FICTIF.txt", places)
    expected = {"34154", "54395", "97101", "97209", "27198", "33081", "77316", "44003", "75114"}
    assert set(given.tables["professionnels"]["commune"]) == expected
    assert [row.reason for row in given.rejected] == ["adresse hors de France"]


@pytest.mark.parametrize("row", rows("recherches.csv") if CASES.exists() else [], ids=lambda row: row["requete"])
def test_searches(row: dict[str, str]) -> None:
    assert territoires.search(row["requete"])[0].code == row["code attendu"].split()[0]


def test_what_excel_writes_in_france() -> None:
    told = CliRunner().invoke(financement, ["national", str(CASES / "financement_excel_france.csv"), "--json"])
    data = json.loads(told.stdout)
    assert (told.exit_code, data["rejets"], [row["population"] for row in data["cpts"]]) == (0, [], [90_000] * 3)


def test_villages_without_inhabitants() -> None:
    codes = (CASES / "villages_sans_habitants.txt").read_text().split()
    told = CliRunner().invoke(territoire, ["decrire", *codes])
    assert (told.exit_code, "Taille non établie" in told.output, told.output.replace("\xa0", " ").startswith("0 habitant")) == (
        0,
        True,
        True,
    )
