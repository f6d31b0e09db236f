"""Lists of perimeters as they come from the field: codes that a spreadsheet spoilt, names, stages, days, sheets."""

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from maillage.opendata import assembly
from maillage.opendata.sources.perimetres import loader, placing
from maillage.opendata.sources.perimetres.schema import ACI, LETTRE, PROJET, stage_of
from maillage.opendata.sources.places import Places
from maillage.opendata.sources.source import Loaded


@pytest.fixture(scope="module")
def places() -> Places:
    return assembly.places()


def load(folder: Path, places: Places, text: str, encoding: str = "utf-8") -> Loaded:
    path = folder / "liste-fictive.csv"
    path.write_bytes(text.encode(encoding))
    return loader.load(path, places, period="2026")


def communes(given: Loaded) -> list[str]:
    return given.tables["perimetres"]["commune"].to_list()


@pytest.mark.parametrize("written", ["1004.0", "1004,0", '"01004"', '="01004"', '"=""01004"""', "'01004", "1004", " 01 004 "])
@pytest.mark.parametrize(("separator", "encoding"), [(";", "utf-8-sig"), ("\t", "cp1252")])
def test_a_spoilt_code_is_the_one_that_was_typed(
    places: Places, tmp_path: Path, written: str, separator: str, encoding: str
) -> None:
    text = f"code_commune{separator}cpts\r\n{written}{separator}CPTS fictive\r\n"
    assert communes(load(tmp_path, places, text, encoding)) == ["01004"]


@pytest.mark.parametrize("written", ["1004.5", "2,91E+04", "10.04"])
def test_a_number_that_is_no_code_is_never_a_commune(places: Places, tmp_path: Path, written: str) -> None:
    given = load(tmp_path, places, f"code_commune;cpts\n{written};CPTS fictive\n84007;CPTS fictive\n")
    assert (communes(given), len(given.rejected)) == (["84007"], 1)


@pytest.mark.parametrize(
    ("around", "kept"),
    [
        ("1004.0;Bernon;;CPTS F\n", False),
        ("1004.0;Ambérieu-en-Bugey;;CPTS F\n", True),
        ("1004.0;;10;CPTS F\n", False),
        ("1004.0;;1;CPTS F\n", True),
        ("1004.0;;Ain;CPTS F\n", True),
        ("1004.0;;;CPTS F\n84007;;;CPTS F\n84031;;;CPTS F\n84087;;;CPTS F\n", False),
        ("1004.0;Ambérieu-en-Bugey;;CPTS F\n84007;;;CPTS F\n84031;;;CPTS F\n84087;;;CPTS F\n", True),
        ("1004.0;;;CPTS F\n01007;;;CPTS F\n01008;;;CPTS F\n01010;;;CPTS F\n", True),
        ("1004.0;;;CPTS F\n84007.0;;;CPTS F\n", True),
    ],
)
def test_a_mended_code_needs_a_sign_when_there_are_signs(places: Places, tmp_path: Path, around: str, kept: bool) -> None:
    given = load(tmp_path, places, f"code_commune;nom_commune;dpt;cpts\n{around}")
    assert ("01004" in communes(given)) is kept
    assert [row.reason for row in given.rejected] == ([] if kept else [placing.DOUBTFUL])


def test_names_are_read_under_a_title_with_their_departement(places: Places, tmp_path: Path) -> None:
    text = (
        "Liste fictive;;\nNom CPTS;Territoire CPTS;dpt\nCPTS F;Marseille 14e Arrondissement;13\nCPTS F;La Garde;83\n"
        "CPTS F;Chauffayer;5\nCPTS F;L’Escale;4\nCPTS F;SAINTE CROIX;Saône-et-Loire\nCPTS F;Saint-Aubin;\nCPTS F;Nulle-Part;9\n"
    )
    given = load(tmp_path, places, text)
    assert communes(given) == ["13214", "83062", "05039", "04079", "71401"]
    assert [(row.line, row.reason) for row in given.rejected] == [(8, placing.SEVERAL), (9, placing.NO_PLACE)]
    assert "Saint-Aubin (02671)" in given.rejected[0].value
    assert "Chauffayer → Aubessagne (05039)" in " ".join(given.remarks)


def test_days_in_every_form_of_a_spreadsheet(places: Places, tmp_path: Path) -> None:
    days = ("01/09/23", "1/9/2023", "45170", "01.09.2023", "1 septembre 2023", "2023-09-01 00:00:00")
    lines = "".join(f"{code};CPTS F;{day}\n" for code, day in zip(range(84001, 84007), days, strict=True))
    given = load(tmp_path, places, f"code_commune;cpts;date\n{lines}84007;CPTS F;bientôt\n")
    assert given.tables["perimetres"]["depuis"].to_list() == [date(2023, 9, 1)] * 6 + [None]
    assert "Dates illisibles, laissées vides : 1" in " ".join(given.remarks)


def test_every_visible_sheet_is_read_and_merged_cells_fill(places: Places, tmp_path: Path) -> None:
    path = tmp_path / "listes-fictives.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Lisez-moi").write_row(0, 0, ["Listes fictives"])
        one = book.add_worksheet("Ain")
        one.merge_range(0, 0, 0, 1, "CPTS fictives et leurs communes")
        one.write_row(1, 0, ["CPTS", "Code commune"])
        one.merge_range(2, 0, 3, 0, "CPTS F")
        one.write_column(2, 1, [1004.0, "01005"])
        hidden = book.add_worksheet("Brouillon")
        hidden.write_row(0, 0, ["CPTS", "Code commune"])
        hidden.write_row(1, 0, ["CPTS cachée", "09122"])
        hidden.hide()
        other = book.add_worksheet("Vaucluse")
        other.write_row(0, 0, ["Code commune", "CPTS"])
        other.write_row(1, 0, ["84007", "CPTS G"])
        other.write_row(2, 0, ["99999", "CPTS G"])
    given = loader.load(path, places, period="2026")
    assert given.tables["perimetres"].select("commune", "nom").rows() == [
        ("01004", "CPTS F"),
        ("01005", "CPTS F"),
        ("84007", "CPTS G"),
    ]
    assert "« Lisez-moi »" in " ".join(given.remarks)
    assert "Brouillon" not in " ".join(given.remarks)
    assert given.rejected[0].value.startswith("feuille Vaucluse")


@pytest.mark.parametrize(
    ("words", "stage"),
    [
        ("Signataire", ACI),
        ("ACI signée le 01/03/2024", ACI),
        ("ACI signé - avenant en cours", ACI),
        ("Conventionnée", ACI),
        ("Projet de santé validé, ACI en cours", PROJET),
        ("Lettre d’intention reçue", LETTRE),
        ("Lettre d'intention, projet en cours de rédaction", LETTRE),
        ("ACI non signé", None),
        ("ACI (non signé)", None),
        ("ACI en attente de signature", None),
        ("ACI à signer", None),
        ("Non conventionnée", None),
        ("Non-signataire", None),
        ("N'a pas signé l'ACI", None),
        ("Contrat ACI résilié", None),
        ("Projet de santé en cours de validation", None),
        ("Projet de santé : en attente", None),
        ("Projet de santé refusé", None),
        ("Pas de lettre d'intention", None),
        ("en cours de rédaction", None),
    ],
)
def test_what_is_denied_or_awaited_is_never_the_stage(words: str, stage: str | None) -> None:
    assert stage_of(words) == stage
