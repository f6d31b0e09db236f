"""APL: header found, titles by their beginning, units skipped, weights kept so that territories are averaged rightly."""

import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from maillage.opendata.sources import registry
from maillage.opendata.sources.apl import schema
from maillage.opendata.sources.source import UnableToRead
from tests.support.sources import figures, load, real, reasons, sample

SOURCE = "apl"
DENTISTS = [
    "Code commune INSEE",
    "Commune",
    "APL aux chirurgiens-dentistes ",
    "Population standardisée 2022 pour les dentistes",
]
MIDWIVES = [
    "Code commune INSEE",
    "Commune",
    "APL aux sages-femmes",
    "Population féminine standardisée 2022",
    "Population féminine 2022",
]


def _workbook(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Lisez-moi").write(0, 0, "APL 2023 : notes")
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            page.write(0, 0, f"Indicateur d'accessibilité potentielle localisée ({name})")
            for number, row in enumerate(rows):
                page.write_row(8 + number, 0, row)
    return path


def test_the_sample_sheet_saved_as_csv() -> None:
    loaded = load(SOURCE, sample(SOURCE), "2023")
    found = figures(loaded, indicateur="apl").select("code", "annee", "valeur", "numerateur", "denominateur").rows()
    assert found == [
        ("09122", 2023, 3.5, 35000, 10000),
        ("09225", 2023, 2, 32000, 16000),
        ("75101", 2023, 4, 64000, 16000),
        ("12218", 2023, 1.75, 2100, 1200),
    ]
    assert reasons(loaded) == ["code de commune inconnu, même parmi les anciens"]
    assert registry.part_of(SOURCE, sample(SOURCE)) == "medecin_generaliste"


def test_the_share_of_older_doctors() -> None:
    older = figures(load(SOURCE, sample(SOURCE), "2023"), indicateur="apl_plus_de_65", code="75101")
    assert older.select("numerateur", "denominateur", "valeur", "unite").rows() == [(16000, 64000, 25, "%")]


def test_an_archive_of_workbooks_with_several_years(tmp_path: Path) -> None:
    dentists = _workbook(
        tmp_path / "a.xlsx",
        {
            "APL 2022": [DENTISTS, ["", "", "En ETP", "hab."], ["09122", "Foix", 40.5, 9000]],
            "APL 2023": [DENTISTS, ["09122", "Foix", 41, 9100]],
        },
    )
    midwives = _workbook(tmp_path / "b.xlsx", {"APL_2023": [MIDWIVES, ["", "", "En ETP"], ["09122", "Foix", 20, 5000, 4800]]})
    archive = tmp_path / "apl.zip"
    with zipfile.ZipFile(archive, "w") as bundle:
        bundle.write(dentists, "indicateur_d_apl_aux_chirurgiens_dentistes_xlsx")
        bundle.write(midwives, "sages-femmes.xlsx")
    loaded = load(SOURCE, archive)
    assert figures(loaded).select("modalite", "annee", "valeur", "denominateur").sort("modalite", "annee").rows() == [
        ("chirurgien_dentiste", 2022, 40.5, 9000),
        ("chirurgien_dentiste", 2023, 41, 9100),
        ("sage_femme", 2023, 20, 5000),
    ]
    assert registry.period_of(SOURCE, archive) == "2023"
    assert registry.part_of(SOURCE, archive) is None
    assert registry.part_of(SOURCE, dentists) == "chirurgien_dentiste"


@pytest.mark.parametrize(
    ("title", "profession", "age"),
    [
        ("APL aux médecins généralistes de 65 ans et moins ", "medecin_generaliste", 65),
        ("APL aux médecins généralistes de 62 ans ou moins", "medecin_generaliste", 62),
        ("APL aux infirmières", "infirmier", None),
        ("Population totale 2021", None, None),
    ],
)
def test_titles(title: str, profession: str | None, age: int | None) -> None:
    assert (schema.profession_of(title), schema.age_of(title)) == (profession, age)


def test_a_workbook_without_such_a_sheet_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnableToRead, match="APL"):
        load(SOURCE, _workbook(tmp_path / "a.xlsx", {}))


def test_the_layout_of_the_real_workbook() -> None:
    loaded = load(SOURCE, real("samples/apl_medecins_generalistes_MISE_EN_PAGE.xlsx"))
    newest = figures(loaded, indicateur="apl", annee=2023)
    assert newest.filter(code="01004").select("valeur", "denominateur").rows() == [(3.083, 14575.887)]
    assert newest.height == 5
    assert figures(loaded, indicateur="apl_65_ans_et_moins").height == 9
    assert figures(loaded, indicateur="apl_60_ans_et_moins")["annee"].unique().to_list() == [2023]
