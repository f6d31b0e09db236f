"""Income and poverty: secrets are not zeros, cities give way to their arrondissements, medians of merged communes are not made up."""

import zipfile
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from maillage.opendata.sources import registry
from maillage.opendata.sources.filosofi.loader import MERGED
from maillage.opendata.sources.source import UnableToRead
from tests.support.sources import figures, load, places, real, reasons, sample

SOURCE = "filosofi"
LONG = "GEO;GEO_OBJECT;FILOSOFI_MEASURE;UNIT_MEASURE;UNIT_MULT;CONF_STATUS;OBS_STATUS;TIME_PERIOD;OBS_VALUE"


def test_the_wide_sample() -> None:
    loaded = load(SOURCE, sample(SOURCE))
    medians = figures(loaded, indicateur="niveau_de_vie_median").select("code", "annee", "valeur", "secret").rows()
    assert medians == [
        ("09122", 2019, 19500, False),
        ("09225", 2019, 18800.5, False),
        ("09032", 2019, None, True),
        ("75101", 2019, 33000, False),
    ]
    assert registry.period_of(SOURCE, sample(SOURCE)) == "2019"


def test_poverty_adds_up_as_persons_over_persons() -> None:
    loaded = load(SOURCE, sample(SOURCE))
    poor = {row["code"]: row for row in figures(loaded, indicateur="taux_pauvrete").iter_rows(named=True)}
    assert (poor["09122"]["numerateur"], poor["09122"]["denominateur"], poor["09122"]["valeur"]) == (1800, 9000, 20)
    assert poor["12218"]["valeur"] == pytest.approx(100 * (25 + 175) / 1500)
    assert (poor["09032"]["numerateur"], poor["09032"]["valeur"], poor["09032"]["secret"]) == (None, None, True)
    assert (poor["75101"]["valeur"], poor["75101"]["secret"]) == (None, True)
    assert "75056" not in poor


def test_rejected_lines_are_told() -> None:
    assert sorted(reasons(load(SOURCE, sample(SOURCE)))) == sorted(
        [MERGED, MERGED, "code de commune inconnu, même parmi les anciens", "valeur illisible"]
    )


def test_the_long_layout_in_its_archive_weighs_by_inhabitants_and_says_so(tmp_path: Path) -> None:
    lines = [
        LONG,
        "09122;COM;MED_SL;EUR_YR;0;F;A;2023;20100",
        "09122;COM;PR_MD60;PT;0;F;A;2023;18",
        "75056;COM;MED_SL;EUR_YR;0;F;A;2023;30000",
        "75101;ARM;MED_SL;EUR_YR;0;F;A;2023;35000",
        "09225;COM;MED_SL;EUR_YR;0;C;A;2023;",
        "09;DEP;MED_SL;EUR_YR;0;F;A;2023;21000",
        "76;REG;PR_MD60;PT;0;F;A;2023;17.5",
        "09122;COM;S_SOC_BEN_DI;PT;0;F;A;2023;5",
        "200066223;EPCI;MED_SL;EUR_YR;0;F;A;2023;1",
    ]
    path = tmp_path / "FILOSOFI_CC_csv.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("DS_FILOSOFI_CC_2023_metadata.csv", "COD_VAR;LIB_VAR\nGEO;Lieu\n")
        archive.writestr("DS_FILOSOFI_CC_2023_data.csv", "\r\n".join(lines))
    loaded = load(SOURCE, path)
    medians = figures(loaded, indicateur="niveau_de_vie_median").select("niveau", "code", "valeur", "secret").rows()
    assert set(medians) >= {
        ("commune", "09122", 20100, False),
        ("commune", "75101", 35000, False),
        ("commune", "09225", None, True),
    }
    assert ("departement", "09", 21000, False) in medians
    assert "75056" not in {code for _, code, _, _ in medians}
    columns = places().warehouse.columns
    foix = figures(loaded, indicateur="taux_pauvrete", code="09122").row(0, named=True)
    assert foix["denominateur"] == columns.newest[columns.row_of["09122"]]
    assert foix["valeur"] == 18
    region = figures(loaded, indicateur="taux_pauvrete", niveau="region").row(0, named=True)
    assert (region["valeur"], region["denominateur"]) == (17.5, None)
    assert "population municipale" in loaded.remarks[0]
    assert registry.period_of(SOURCE, path) == "2023"


def test_the_workbook_with_its_lines_of_title(tmp_path: Path) -> None:
    path = tmp_path / "filosofi.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, code in (("COM", "09122"), ("DEP", "09"), ("EPCI", "200066223")):
            page = book.add_worksheet(name)
            for row, text in enumerate(("Titre", "Source", "", "Champ", "")):
                page.write(row, 0, text)
            page.write_row(5, 0, ["CODGEO", "LIBGEO", "NBPERSMENFISC15", "MED15", "TP6015"])
            page.write_row(6, 0, [code, "Lieu fictif", 1000, 20000.5, 12])
    loaded = load(SOURCE, path)
    assert figures(loaded, indicateur="niveau_de_vie_median").select("niveau", "code", "annee", "valeur").rows() == [
        ("commune", "09122", 2015, 20000.5),
        ("departement", "09", 2015, 20000.5),
    ]


def test_a_file_without_medians_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "libre.csv"
    path.write_text("CODGEO;LIBGEO;POP\n09122;Foix;1\n")
    with pytest.raises(UnableToRead, match="MED"):
        load(SOURCE, path)


def test_the_real_file() -> None:
    loaded = load(SOURCE, real("insee/filosofi_2015_com.csv.gz"))
    medians = figures(loaded, indicateur="niveau_de_vie_median")
    assert medians["code"].is_unique().all()
    assert set(medians["code"]) <= places().known
    assert not set(medians["code"]) & {"75056", "13055", "69123"}
    assert medians.filter(code="01004")["valeur"].to_list() == [19735.2]
    assert medians.filter(pl.col("valeur") == 0).is_empty()
    poverty = figures(loaded, indicateur="taux_pauvrete")
    assert poverty.filter(code="01004")["valeur"].round(3).to_list() == [17.227]
    assert poverty.filter(pl.col("valeur").is_not_null())["numerateur"].null_count() == 0
    assert set(reasons(loaded)) == {MERGED}
    assert loaded.counts["lignes rejetées"] < 0.05 * loaded.counts["lignes lues"]
