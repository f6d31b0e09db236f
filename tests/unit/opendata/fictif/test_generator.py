"""The invented tables: the same each time, plausible, and never taken for real ones."""

from pathlib import Path

import polars as pl
import pytest

from maillage.opendata.fictif import generator
from maillage.opendata.fictif.ground import Ground, national
from maillage.opendata.fictif.perimeters import perimeters
from maillage.opendata.warehouse.extra import EXTRA, FICTIF, SCHEMAS
from maillage.opendata.warehouse.opened import open_warehouse
from tests.support.demonstration import invented_instance


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return invented_instance(tmp_path_factory)


@pytest.fixture(scope="module")
def tables(home: Path) -> dict[str, pl.DataFrame]:
    return {name: pl.read_parquet(home / "fictif" / f"{name}.parquet") for name in EXTRA}


def test_every_row_says_that_it_is_invented(tables: dict[str, pl.DataFrame]) -> None:
    for name, table in tables.items():
        assert dict(table.schema) == SCHEMAS[name]
        assert len(table)
        assert table[FICTIF].all()


def test_every_commune_is_a_present_one(tables: dict[str, pl.DataFrame]) -> None:
    known = set(open_warehouse().columns.codes)
    for name in ("professionnels", "etablissements", "zonage", "perimetres"):
        assert set(tables[name]["commune"]) <= known
    places = tables["indicateurs"].filter(niveau="commune")["code"]
    assert set(places) <= known
    assert not {"75056", "13055", "69123"} & set(places)


def test_national_numbers_are_those_declared(tables: dict[str, pl.DataFrame]) -> None:
    counted = tables["professionnels"].group_by("profession").agg(pl.col("nombre").sum())
    found = dict(counted.iter_rows())
    for profession, said in national()["professionnels"].items():
        assert found[profession] == pytest.approx(said["nombre"], rel=0.05)
    families = dict(tables["etablissements"].group_by("famille").len().iter_rows())
    for family, said in national()["etablissements"].items():
        assert families[family] == pytest.approx(said["nombre"], rel=0.15)


def test_no_number_of_a_register_can_be_a_real_one(tables: dict[str, pl.DataFrame]) -> None:
    assert tables["etablissements"]["finess"].str.contains(r"^F\d{8}$").all()
    assert tables["etablissements"]["siret"].null_count() == len(tables["etablissements"])
    assert tables["perimetres"]["nom"].str.ends_with("(fictive)").all()


def test_stages_follow_one_another(tables: dict[str, pl.DataFrame]) -> None:
    days = tables["perimetres"].group_by("cpts", "stade").agg(pl.col("depuis").first()).pivot("stade", values="depuis")
    whole = days.drop_nulls()
    assert len(whole) > 300
    assert (whole["lettre_intention"] < whole["projet_valide"]).all()
    assert (whole["projet_valide"] < whole["aci_signe"]).all()


def test_some_of_the_country_has_no_cpts(tables: dict[str, pl.DataFrame]) -> None:
    ground = Ground(open_warehouse())
    covered = set(tables["perimetres"]["commune"])
    people = sum(count for code, count in zip(ground.codes, ground.population, strict=True) if code in covered)
    assert 0.8 < people / ground.population.sum() < 0.98


def test_the_same_seed_gives_the_same_tables(tables: dict[str, pl.DataFrame]) -> None:
    claims, _ = perimeters(Ground(open_warehouse()))
    assert claims.equals(tables["perimetres"])


def test_it_is_made_once(home: Path) -> None:
    before = {path.name: path.stat().st_mtime_ns for path in (home / "fictif").iterdir()}
    assert generator.is_in(home)
    assert generator.put_in(home) is False
    assert {path.name: path.stat().st_mtime_ns for path in (home / "fictif").iterdir()} == before
