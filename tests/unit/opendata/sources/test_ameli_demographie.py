"""Liberal professionals: no total beside its parts, a hidden number hides its sum, both on the sample and on the real file."""

from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from maillage.opendata.sources import indicators, registry
from maillage.opendata.sources.ameli_demographie import schema
from maillage.opendata.sources.source import UnableToRead
from tests.support.sources import figures, load, real, reasons, sample

SOURCE = "ameli_demographie"


def test_totals_groups_sexes_and_ages_are_never_added() -> None:
    loaded = load(SOURCE, sample(SOURCE))
    doctors = figures(loaded, indicateur="effectif", modalite="medecin_generaliste", annee=2024).sort("code")
    assert doctors.select("code", "numerateur", "valeur").rows() == [("09", 106, 106), ("31", 1096, 1096)]
    dentists = figures(loaded, indicateur="effectif", modalite="chirurgien_dentiste", annee=2024, code="09")
    assert dentists["numerateur"].to_list() == [52]
    assert set(loaded.tables["indicateurs"]["niveau"]) == {"departement"}
    assert not loaded.tables["indicateurs"]["modalite"].str.contains("ensemble").any()
    assert not loaded.remarks


def test_a_hidden_number_makes_its_sum_hidden_and_never_zero() -> None:
    hidden = figures(load(SOURCE, sample(SOURCE)), indicateur="effectif", modalite="medecin_specialiste", annee=2024, code="09")
    assert hidden.select("numerateur", "valeur", "secret").rows() == [(None, None, True)]


def test_ages_are_apart_and_the_published_density_stays() -> None:
    loaded = load(SOURCE, sample(SOURCE))
    older = figures(loaded, indicateur="effectif_age", annee=2024, code="31")
    assert older.select("modalite", "valeur").rows() == [("medecin_generaliste:de_60_a_64_ans", 250)]
    density = figures(loaded, indicateur="densite", modalite="medecin_generaliste", annee=2024, code="31")
    assert density["valeur"].to_list() == [69.4]


def test_each_rejected_line_has_its_number_and_reason() -> None:
    loaded = load(SOURCE, sample(SOURCE))
    assert reasons(loaded) == ["code de département inconnu", "valeur illisible"]
    lines = sample(SOURCE).read_text(encoding="utf-8-sig").splitlines()
    assert [lines[row.line - 1].split(",")[4] for row in loaded.rejected] == ["98Z", "05"]


def test_a_group_that_is_not_the_sum_of_its_parts_is_told(tmp_path: Path) -> None:
    text = sample(SOURCE).read_text(encoding="utf-8-sig")
    wrong = tmp_path / "libres.csv"
    wrong.write_text(text.replace("tout sexe,52,31,", "tout sexe,53,31,"))
    assert any("diffèrent" in remark for remark in load(SOURCE, wrong).remarks)


def test_the_period_is_the_newest_year_and_another_file_is_refused() -> None:
    assert registry.period_of(SOURCE, sample(SOURCE)) == "2024"
    with pytest.raises(UnableToRead, match="profession_sante"):
        load(SOURCE, sample("cepidc"))


@pytest.mark.parametrize(
    ("label", "slug"),
    [
        ("Chirurgiens", "medecin_specialiste"),
        ("Chirurgiens-dentistes spécialistes d’orthopédie dento-faciale (ODF)", "chirurgien_dentiste"),
        ("Sages-femmes", "sage_femme"),
        ("Hépato-gastro-entérologues", "medecin_specialiste"),
        ("Sourciers", "autre"),
    ],
)
def test_professions(label: str, slug: str) -> None:
    assert schema.profession_of(label) == slug


def test_the_real_file_gives_the_national_numbers_once() -> None:
    loaded = load(SOURCE, real("ameli/toutes_specialites_departement.csv"))
    sums = dict(figures(loaded, indicateur="effectif").group_by("modalite").agg(pl.col("numerateur").sum()).rows())
    assert sums == {
        "medecin_generaliste": 55546,
        "medecin_specialiste": 56613,
        "infirmier": 99023,
        "kinesitherapeute": 82101,
        "chirurgien_dentiste": 39126,
        "sage_femme": 8190,
        "orthophoniste": 21763,
        "orthoptiste": 3245,
        "pedicure_podologue": 13025,
    }
    assert figures(loaded, indicateur="effectif")["code"].n_unique() == 101
    assert not loaded.rejected
    assert not loaded.remarks


def test_a_line_told_twice_counts_once_and_two_that_differ_count_for_nothing(tmp_path: Path) -> None:
    header, *lines = sample(SOURCE).read_text(encoding="utf-8-sig").strip().split("\n")
    twice = tmp_path / "libres.csv"
    twice.write_text("\n".join((header, *lines, *lines)) + "\n")
    assert_frame_equal(load(SOURCE, twice).tables["indicateurs"], load(SOURCE, sample(SOURCE)).tables["indicateurs"])
    assert load(SOURCE, twice).counts[indicators.TWICE] > 0
    apart = tmp_path / "contraires.csv"
    apart.write_text("\n".join((header, *lines, lines[1].replace(",10,", ",11,"))) + "\n")
    assert load(SOURCE, apart).counts[indicators.APART] == 2
