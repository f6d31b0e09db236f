"""Files of several years imported one after the other: each year counts once, from the newest file; parts stay side by side."""

from datetime import date
from pathlib import Path

import polars as pl

from maillage.opendata import assembly
from maillage.opendata.snapshots import intake
from maillage.opendata.warehouse.opened import open_warehouse
from tests.support.sources import places, sample


def _take(home: Path, source: str, path: Path, day: date) -> None:
    assert intake.take(home, intake.Given(source, path, day), places(), force=True).kept


def test_the_newest_file_wins_on_the_years_that_two_files_share(tmp_path: Path) -> None:
    home, text = tmp_path / "instance", sample("ameli_demographie").read_text(encoding="utf-8-sig")
    older = tmp_path / "ancien.csv"
    older.write_text("\n".join(line for line in text.splitlines() if not line.startswith("2024")), encoding="utf-8")
    newer = tmp_path / "nouveau.csv"
    newer.write_text(
        text.replace(
            "2023,Infirmiers,76,Région fictive,9,Ariège (valeurs fictives),tout_age,Tout âge,tout sexe,200",
            "2023,Infirmiers,76,Région fictive,9,x,tout_age,Tout âge,tout sexe,777",
        ),
        encoding="utf-8",
    )
    _take(home, "ameli_demographie", older, date(2026, 1, 1))
    _take(home, "ameli_demographie", newer, date(2026, 2, 1))
    assembly.assemble(home, built_by="test", known=places())
    table = pl.read_parquet(home / assembly.WAREHOUSE / "indicateurs.parquet")
    nurses = table.filter(indicateur="effectif", modalite="infirmier", code="09").sort("annee")
    assert nurses.select("annee", "valeur").rows() == [(2023, 777), (2024, 200)]
    assert not nurses["fictif"].any()


def test_a_sample_is_marked_fictitious_and_equipment_leaves_other_families_to_others(tmp_path: Path) -> None:
    home = tmp_path / "instance"
    _take(home, "bpe", sample("bpe"), date(2026, 1, 1))
    assembly.assemble(home, built_by="test", known=places())
    folder = home / assembly.WAREHOUSE
    assert pl.read_parquet(folder / "indicateurs.parquet")["fictif"].all()
    assert set(pl.read_parquet(folder / "etablissements.parquet")["famille"]) == {"urgences", "maternite"}
    assert "indicateurs" in open_warehouse(folder).manifest.fictitious
