"""What the tests of the loaders share: the communes, the sample of a source, and real files where they are beside the checkout."""

from functools import cache
from pathlib import Path

import polars as pl
import pytest

from maillage.opendata import assembly
from maillage.opendata.sources import registry
from maillage.opendata.sources.places import Places
from maillage.opendata.sources.source import Loaded

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "src/maillage/opendata/sources"
_REAL = ROOT.parent / "shared" / "data"


@cache
def places() -> Places:
    return assembly.places()


def sample(source: str) -> Path:
    return SOURCES / source / "sample.csv"


def real(name: str) -> Path:
    """A publisher's file, kept out of the repository."""
    path = _REAL / name
    if not path.exists():
        pytest.skip(f"no {name} beside the checkout")
    return path


def load(source: str, path: Path, period: str = "2024") -> Loaded:
    return registry.loader_of(source).load(path, places(), period=period)


def figures(loaded: Loaded, **where: object) -> pl.DataFrame:
    """Rows of the table of indicators that have these values."""
    return loaded.tables["indicateurs"].filter(**where)


def reasons(loaded: Loaded) -> list[str]:
    return [row.reason for row in loaded.rejected]
