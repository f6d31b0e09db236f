"""RPPS: persons to counts, whatever the layout; no name in what comes out."""

import zipfile
from pathlib import Path

import polars as pl
import pytest

from maillage.opendata import assembly
from maillage.opendata.sources.places import Places
from maillage.opendata.sources.rpps import loader, schema
from maillage.opendata.sources.source import UnableToRead

SAMPLE = Path(loader.__file__).parent / "sample.csv"
HEADER, *ROWS = SAMPLE.read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def places() -> Places:
    return assembly.places()


def counted(path: Path, places: Places) -> pl.DataFrame:
    return loader.load(path, places, period="2026").tables["professionnels"]


def people(table: pl.DataFrame, **wanted: str) -> float:
    for column, value in wanted.items():
        table = table.filter(pl.col(column) == value)
    return float(table["nombre"].sum())


def written(folder: Path, *rows: str, header: str = HEADER, name: str = "x.txt", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(("\n".join((header, *rows)) + "\n").encode(encoding))
    return path


def test_a_person_of_two_sites_counts_a_half_in_each(places: Places) -> None:
    table = counted(SAMPLE, places)
    assert people(table, profession="medecin_generaliste", commune="09122") == 1.5
    assert people(table, profession="medecin_generaliste", commune="09261") == 0.5


def test_two_lines_of_one_site_are_one_and_the_specialty_describes(places: Places) -> None:
    table = counted(SAMPLE, places)
    assert people(table, profession="medecin_specialiste") == 1
    assert table.filter(pl.col("profession") == "medecin_specialiste")["savoir_faire"].to_list() == [
        "Cardiologie et maladies vasculaires"
    ]


def test_the_commune_comes_from_the_code_then_from_the_address(places: Places) -> None:
    table = counted(SAMPLE, places)
    assert people(table, profession="infirmier", commune="12218") == 2
    assert people(table, profession="kinesitherapeute", commune="75114") == 1
    assert people(table, commune="31555", savoir_faire="Médecin") == 1


def test_students_and_other_kinds_are_counted_aside_and_bad_lines_are_rejected(places: Places) -> None:
    given = loader.load(SAMPLE, places, period="2026")
    assert given.counts["étudiants et militaires"] == 1
    assert given.counts["hors activité standard de soin"] == 1
    assert {(row.line, row.reason) for row in given.rejected} == {
        (14, loader.NO_ADDRESS),
        (15, "Nouméa, hors du champ"),
        (16, "identifiant de la personne absent"),
    }
    assert given.tables["professionnels"]["nombre"].sum() == given.counts["professionnels comptés"]


def test_no_name_comes_out(places: Places) -> None:
    texts = counted(SAMPLE, places).write_csv()
    assert "31555" in texts
    assert "FICTIF" not in texts
    assert "0000000" not in texts


def test_an_older_layout_is_read_by_the_names_of_its_columns(places: Places, tmp_path: Path) -> None:
    names = HEADER.strip("|").split("|")
    kept = [i for i, name in enumerate(names) if not name.startswith(("Code section", "Libellé section", "Enseigne"))]
    old = {
        "Code fonction": "Code rôle",
        "Code mode exercice": "Code mode d'exercice",
        "Code genre d'activité": "Code genre activité",
    }
    header = "|".join(old.get(names[i], names[i].replace("(coord. structure)", "(coord. Structure)")) for i in kept)
    rows = ["|".join(row.split("|")[i] for i in kept) for row in ROWS]
    assert counted(written(tmp_path, *rows, header=header, encoding="cp1252"), places).equals(counted(SAMPLE, places))


def test_windows_line_ends_and_their_order_change_nothing(places: Places, tmp_path: Path) -> None:
    rows = [row + "\r" for row in reversed(ROWS)]
    assert counted(written(tmp_path, *rows, header=HEADER + "\r"), places).equals(counted(SAMPLE, places))


def test_the_savoir_faire_may_be_in_a_file_of_its_own(places: Places, tmp_path: Path) -> None:
    names = HEADER.strip("|").split("|")
    first, last = names.index("Code type savoir-faire"), names.index("Libellé savoir-faire")
    bare = ["|".join("" if first <= i <= last else cell for i, cell in enumerate(row.split("|"))) for row in ROWS]
    header = "Identifiant PP|Nom|Prénom|Code profession|Libellé profession|Code catégorie professionnelle|"
    skills = [
        header + "Code type savoir-faire|Libellé type savoir-faire|Code savoir-faire|Libellé savoir-faire|",
        "00000000001|F|F|10|Médecin|C|S|Spécialité ordinale|SM54|Médecine Générale|",
        "00000000002|F|F|10|Médecin|C|C|Compétence|C23|Autre|",
        "00000000002|F|F|10|Médecin|C|S|Spécialité ordinale|SM53|Spécialiste en médecine générale|",
        "00000000003|F|F|10|Médecin|C|S|Spécialité ordinale|SM04|Cardiologie|",
    ]
    path = tmp_path / "ps.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("PS_LibreAcces_Personne_activite_202611.txt", "\n".join((HEADER, *bare)) + "\n")
        archive.writestr("PS_LibreAcces_SavoirFaire_202611.txt", "\n".join(skills) + "\n")
    table = counted(path, places)
    assert people(table, profession="medecin_generaliste") == 2
    assert people(table, profession="medecin_specialiste", savoir_faire="Cardiologie") == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("code;nom\n1;2\n", "Annuaire santé"),
        (f"{HEADER}\n{ROWS[0][:80]}", "coupé"),
        (f"{HEADER}\n", "aucune activité"),
        ("a|b|c|d|e|f|g|h|i|j|k|l|\n", "Identifiant PP"),
    ],
)
def test_another_file_is_refused_with_a_sentence(places: Places, tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "x.txt"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UnableToRead, match=said):
        loader.load(path, places, period="2026")


def test_the_words_of_a_profession_win_over_its_number() -> None:
    assert schema.profession_of("93", "Psychologue") == "psychologue"
    assert schema.profession_of("99", "Infirmier") == "infirmier"
    assert schema.profession_of("70", None) == "kinesitherapeute"
    assert schema.profession_of("98", "Manipulateur ERM") == "autre"
    assert schema.slug_of("medecin", None, None) == "autre"
    assert schema.slug_of("infirmier", "X", "Infirmier en pratique avancée") == "ipa"


def line(**cells: str) -> str:
    """One activity of a fictitious nurse, with these columns of ACTIVITY filled."""
    names = HEADER.strip("|").split("|")
    told = {"person": "00000000099", "profession": "60", "profession_label": "Infirmier", "mode": "L", "kind": "GENR01"}
    filled = {next(name for name in schema.ACTIVITY[key] if name in names): text for key, text in (told | cells).items()}
    return "|".join(filled.get(name, "") for name in names) + "|"


def test_two_records_of_one_siret_are_one_place(places: Places, tmp_path: Path) -> None:
    """The second record of the SIRET has another technical number; the third line says that number without the SIRET."""
    here = {"commune": "09122", "siret": "99999999900011"}
    rows = (
        line(**here, structure="R1"),
        line(**here, structure="R2"),
        line(commune="09122", structure="R2"),
        line(commune="09261", structure="R3"),
    )
    table = counted(written(tmp_path, *rows), places)
    assert {row["commune"]: row["nombre"] for row in table.to_dicts()} == {"09122": 0.5, "09261": 0.5}


def test_a_country_is_read_before_a_postal_code(places: Places, tmp_path: Path) -> None:
    rows = (
        line(postal_code="6000", town="CHARLEROI", country="99131", country_label="BELGIQUE"),
        line(person="00000000098", postal_code="06000", town="NICE", country="99100", country_label="FRANCE"),
        line(person="00000000097", postal_code="97110", town="LES ABYMES", country_label="Guadeloupe"),
        line(person="00000000096", postal_code="98000", town="MONACO", country="99138", country_label="MONACO"),
    )
    given = loader.load(written(tmp_path, *rows), places, period="2026")
    assert sorted(given.tables["professionnels"]["commune"]) == ["06088", "97101"]
    assert [(row.line, row.reason) for row in given.rejected] == [(2, loader.ABROAD), (5, loader.ABROAD)]


def test_former_names_are_counted_today_and_said(places: Places, tmp_path: Path) -> None:
    rows = (line(postal_code="27240", town="DAMVILLE"), line(person="00000000098", postal_code="37000", town="STRASBOURG"))
    given = loader.load(written(tmp_path, *rows), places, period="2026")
    assert given.tables["professionnels"]["commune"].to_list() == ["27198"]
    assert "DAMVILLE → Mesnils-sur-Iton" in " ".join(given.remarks)
    assert [row.reason for row in given.rejected] == [loader.APART]
