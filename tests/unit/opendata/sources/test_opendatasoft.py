"""Exports of Opendatasoft portals: recognised by their description, in every form, and refused rather than guessed."""

import json
import zipfile
from pathlib import Path

import polars as pl
import pytest

from maillage.opendata.sources import registry
from maillage.opendata.sources.opendatasoft import loader
from maillage.opendata.sources.source import UnableToRead
from tests.support.sources import figures, load, reasons, sample

SOURCE = "opendatasoft"
BREAST = "cancer-participation-au-depistage-organise-du-cancer-du-sein_dep.csv"


def test_the_sample_of_vaccination() -> None:
    loaded = load(SOURCE, sample(SOURCE))
    flu = figures(loaded, modalite="grippe_65").select("indicateur", "niveau", "code", "annee", "valeur").rows()
    assert flu == [
        ("vaccination", "departement", "09", 2023, 52.3),
        ("vaccination", "departement", "09", 2024, 53.4),
        ("vaccination", "departement", "31", 2024, 55.1),
        ("vaccination", "departement", "46", 2024, 50),
    ]
    assert figures(loaded, modalite="grippe_risque", code="09")["annee"].to_list() == [2023]
    assert figures(loaded).filter(pl.col("valeur").is_null()).is_empty()
    assert reasons(loaded) == ["code de département inconnu", "valeur illisible"]
    assert (registry.period_of(SOURCE, sample(SOURCE)), registry.part_of(SOURCE, sample(SOURCE))) == (
        "2024",
        "vaccination-adolescents-adultes",
    )


def test_levels_of_the_other_exports(tmp_path: Path) -> None:
    regions, country = tmp_path / "region.json", tmp_path / "france.json"
    record = {"an_mesure": "2024", "grip_65plus": 53.2, "reg": "76", "reglib": "Occitanie"}
    regions.write_text(json.dumps({"total_count": 1, "results": [record]}))
    country.write_text(json.dumps([{"fields": {"an_mesure": 2024, "grip_65plus": "54,1"}}]))
    assert figures(load(SOURCE, regions)).select("niveau", "code", "valeur").rows() == [("region", "76", 53.2)]
    assert figures(load(SOURCE, country)).select("niveau", "code", "valeur").rows() == [("france", "FR", 54.1)]


def test_screening_takes_the_standardised_rate_of_all_women(tmp_path: Path) -> None:
    path = tmp_path / BREAST
    path.write_text(
        "annee;dep;age;taux_participation_brut;taux_participation_standardise\n"
        "2022-2023;9;50-74 ans;44;45.5\n2022-2023;9;50-54 ans;40;41\n"
    )
    loaded = load(SOURCE, path)
    assert figures(loaded).select("indicateur", "modalite", "code", "annee", "valeur").rows() == [
        ("depistage", "sein", "09", 2023, 45.5)
    ]
    assert "taux_participation_standardise" in loaded.remarks[0]


def test_two_columns_that_fit_are_refused(tmp_path: Path) -> None:
    path = tmp_path / BREAST
    path.write_text("annee;dep;participation_1;participation_2\n2023;9;44;45\n")
    with pytest.raises(UnableToRead, match="plusieurs colonnes"):
        load(SOURCE, path)


def test_lines_that_repeat_a_figure_are_rejected(tmp_path: Path) -> None:
    path = tmp_path / BREAST
    path.write_text("annee;dep;participation\n2023;9;44\n2023;9;45\n2023;31;46\n")
    loaded = load(SOURCE, path)
    assert figures(loaded)["code"].to_list() == ["31"]
    assert reasons(loaded) == [loader.REPEATED] * 2


def test_our_own_layout_covers_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "libre.csv"
    path.write_text(
        "niveau;code;annee;indicateur;modalite;valeur;numerateur;denominateur;unite\n"
        "commune;9122;2024;ald;toutes;12,5;1200;9600;%\ncommune;09225;2024;ald;toutes;;;;%\nquartier;1;2024;ald;toutes;1;;;%\n"
    )
    loaded = load(SOURCE, path)
    assert figures(loaded).select("code", "valeur", "numerateur", "denominateur", "secret").rows() == [
        ("09122", 12.5, 1200, 9600, False),
        ("09225", None, None, None, True),
    ]
    assert reasons(loaded) == [loader.UNKNOWN_LEVEL]


def test_an_archive_of_several_sets(tmp_path: Path) -> None:
    path = tmp_path / "odisse.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(sample(SOURCE), "couvertures-vaccinales.csv")
        archive.writestr(BREAST, "annee;dep;participation\n2025;9;44\n")
    loaded = load(SOURCE, path)
    assert set(figures(loaded)["indicateur"]) == {"vaccination", "depistage"}
    assert (registry.period_of(SOURCE, path), registry.part_of(SOURCE, path)) == ("2025", "plusieurs")


def test_an_unknown_set_names_those_that_are_known_and_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "autre.csv"
    path.write_text("annee;dep;nuitees\n2023;9;44\n")
    with pytest.raises(UnableToRead, match=r"Odissé.*nuitees"):
        load(SOURCE, path)
