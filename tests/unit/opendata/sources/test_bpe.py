"""Equipment: counts by commune, sentinels among numbers, points drawn at random dropped, emergency and maternity as places."""

from pathlib import Path

import polars as pl
import pytest

from maillage.opendata.sources import registry
from maillage.opendata.sources.source import UnableToRead
from tests.support.sources import figures, load, reasons, sample

SOURCE = "bpe"


def _check(path: Path) -> None:
    loaded = load(SOURCE, path)
    counts = figures(loaded, indicateur="equipements").select("code", "modalite", "annee", "valeur").rows()
    assert set(counts) == {
        ("09122", "medecin_generaliste", 2024, 2),
        ("09122", "urgences", 2024, 1),
        ("09225", "maternite", 2024, 1),
        ("09225", "urgences", 2024, 1),
        ("75101", "pharmacie", 2024, 1),
        ("12218", "pharmacie", 2024, 2),
    }
    assert loaded.tables["etablissements"].select("famille", "commune", "nom", "lon", "lat", "siret").rows() == [
        ("urgences", "09122", "CENTRE HOSPITALIER FICTIF", 1.6, 42.96, None),
        ("maternite", "09225", "MATERNITE FICTIVE", None, None, None),
        ("urgences", "09225", "Service d'urgences", None, None, None),
    ]
    assert reasons(loaded) == ["code de commune inconnu, même parmi les anciens"]
    assert loaded.counts["équipements d'autres domaines"] == 2
    assert registry.period_of(SOURCE, path) == "2024"


def test_csv() -> None:
    _check(sample(SOURCE))


def test_parquet_gives_the_same(tmp_path: Path) -> None:
    path = tmp_path / "BPE24.parquet"
    pl.read_csv(sample(SOURCE), separator=";", infer_schema=False).write_parquet(path)
    _check(path)


def test_older_codes_and_counted_files(tmp_path: Path) -> None:
    path = tmp_path / "bpe18_ensemble.csv"
    path.write_text("REG;DEP;DEPCOM;AN;TYPEQU;NB_EQUIP\n76;09;9122;2018;D201;7\n76;09;09122;2018;D301;3\n")
    found = figures(load(SOURCE, path)).select("code", "modalite", "annee", "valeur").rows()
    assert found == [("09122", "medecin_generaliste", 2018, 7), ("09122", "pharmacie", 2018, 3)]


def test_a_file_without_health_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bpe.csv"
    path.write_text("DEPCOM;AN;TYPEQU\n09122;2024;A101\n")
    with pytest.raises(UnableToRead, match="santé"):
        load(SOURCE, path)
