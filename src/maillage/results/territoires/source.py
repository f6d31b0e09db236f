"""Which warehouse answers: the one of the instance when it is sound, else the embedded France."""

import os
from pathlib import Path

from maillage.opendata.warehouse.opened import Warehouse, open_warehouse
from maillage.opendata.warehouse.schema import SourceInfo

_CHECKOUT = Path(__file__).resolve().parents[4]


def folder() -> Path:
    """`entrepot` in MAILLAGE_DIR, by default `var/` beside the checkout."""
    given = os.environ.get("MAILLAGE_DIR", "")
    home = _CHECKOUT if (_CHECKOUT / "pyproject.toml").exists() else Path.cwd()
    return (Path(given).expanduser() if given else home / "var") / "entrepot"


def current() -> Warehouse:
    """Opened once per content: a swapped warehouse is seen at the next call."""
    return open_warehouse(folder())


def stamp() -> str:
    """Identifies the data: changes whenever a table does."""
    return current().manifest.stamp


def sources() -> list[SourceInfo]:
    """Publisher, licence, vintage and package of each source."""
    return list(current().manifest.sources)
