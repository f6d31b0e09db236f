"""Diagnoses are made on the invented data, unless a test asks for the embedded France alone."""

from pathlib import Path

import polars as pl
import pytest

from tests.support.demonstration import invented_instance


@pytest.fixture(scope="session")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return invented_instance(tmp_path_factory)


@pytest.fixture
def demonstration(invented: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MAILLAGE_DIR", str(invented))
    return invented


@pytest.fixture
def tables(demonstration: Path) -> dict[str, pl.DataFrame]:
    """As they lie in the warehouse: what naive recomputations read."""
    names = ("professionnels", "etablissements", "indicateurs", "zonage", "perimetres")
    return {name: pl.read_parquet(demonstration / "entrepot" / f"{name}.parquet") for name in names}
