"""Prevalence: one sex, one age, one level; tables that count people several times are halved when that is exact, else refused."""

from pathlib import Path

import polars as pl
import pytest

from maillage.opendata.sources import registry
from maillage.opendata.sources.cnam_pathologies import doubles, loader
from tests.support.sources import figures, load, real, reasons, sample

SOURCE = "cnam_pathologies"


def test_only_the_whole_line_of_each_group_is_read() -> None:
    loaded = load(SOURCE, sample(SOURCE))
    found = figures(loaded).sort("code", "modalite").select("code", "modalite", "numerateur", "denominateur", "secret")
    assert found.rows() == [
        ("09", "cancers", 7650, 153000, False),
        ("09", "diabete", 10710, 153000, False),
        ("31", "cancers", 71500, 1430000, False),
        ("31", "diabete", 100100, 1430000, False),
        ("48", "insuffisance_renale", None, 76000, True),
    ]
    assert figures(loaded, code="09", modalite="diabete")["valeur"].to_list() == [7.0]


def test_lines_that_cannot_be_told_apart_and_multiple_counts_are_rejected() -> None:
    loaded = load(SOURCE, sample(SOURCE))
    assert reasons(loaded) == [loader.REPEATED, loader.REPEATED, doubles.DOUBLE]
    assert figures(loaded, modalite="psychiatriques").is_empty()
    assert figures(loaded, modalite="neurologiques").is_empty()


def _reworked(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "libre.csv"
    path.write_text("\n".join(("annee,dept,libelle_classe_age,patho_niv1,Npop,Ntop,prev_calculee", *lines)), encoding="utf-8")
    return path


def test_men_women_and_both_added_up_are_brought_back_to_half(tmp_path: Path) -> None:
    path = _reworked(tmp_path, "2023,9,tous âges,Diabète,307080,20990.0,6.84", "2023,9,de 0 à 4 ans,Diabète,9000,10,0")
    loaded = load(SOURCE, path)
    assert figures(loaded).select("code", "numerateur", "denominateur").rows() == [("09", 10495, 153540)]
    assert "moitié" in loaded.remarks[0]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("2023,9,tous âges,Cancers,3992040,56080,1.4", doubles.DOUBLE),
        ("2023,9,tous âges,Maternité (avec ou sans pathologies),158740,3880,2.44", doubles.WOMEN),
        ("2023,999,tous âges,Diabète,999999999,1,1", None),
    ],
)
def test_false_populations(tmp_path: Path, line: str, reason: str | None) -> None:
    loaded = load(SOURCE, _reworked(tmp_path, "2023,09,tous âges,Diabète,153000,10000,6", line))
    assert reasons(loaded) == ([reason] if reason else [])
    assert figures(loaded)["modalite"].to_list() == ["diabete"]


def test_with_sexes_twice_the_inhabitants_is_no_sum_to_halve(tmp_path: Path) -> None:
    path = tmp_path / "libre.csv"
    path.write_text(
        "annee;patho_niv1;libelle_sexe;libelle_classe_age;dept;Ntop;Npop\n"
        "2023;Diabète;tout sexe;tous âges;09;20000;306000\n2023;Cancers;tout sexe;tous âges;09;7000;153000\n"
    )
    loaded = load(SOURCE, path)
    assert figures(loaded)["modalite"].to_list() == ["cancers"]
    assert reasons(loaded) == [doubles.DOUBLE]


def test_the_real_table_keeps_the_seven_groups_whose_ratio_is_true() -> None:
    path = real("ameli/pathologie_clean.csv.gz")
    loaded = load(SOURCE, path)
    assert set(figures(loaded)["modalite"]) == {
        "ald_autres",
        "diabete",
        "hospitalisation_covid",
        "hospitalisations",
        "foie_pancreas",
        "respiratoires_chroniques",
        "traitements_antalgiques",
    }
    assert set(figures(loaded)["annee"]) == set(range(2015, 2024))
    assert figures(loaded, modalite="hospitalisation_covid")["annee"].min() == 2020
    ariege = figures(loaded, code="09", annee=2023, modalite="diabete")
    assert ariege.select(pl.col("valeur").round(2), "denominateur").rows() == [(6.84, 153540)]
    assert figures(loaded)["code"].n_unique() == 13
    assert registry.period_of(SOURCE, path) == "2023"
