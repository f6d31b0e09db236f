"""Makes every invented table and puts them in an instance, once: its next warehouse holds them wherever nothing real is."""

import hashlib
import json
import os
import shutil
import tempfile
from pathlib import Path

import polars as pl

from maillage.opendata.assembly import GENERATED
from maillage.opendata.fictif.establishments import establishments
from maillage.opendata.fictif.ground import SEED, Ground
from maillage.opendata.fictif.indicators import indicators, zoning
from maillage.opendata.fictif.perimeters import perimeters
from maillage.opendata.fictif.professionals import professionals
from maillage.opendata.warehouse.extra import ETABLISSEMENTS, INDICATEURS, PERIMETRES, PROFESSIONNELS, SCHEMAS, ZONAGE
from maillage.opendata.warehouse.opened import Warehouse, open_warehouse
from maillage.opendata.warehouse.schema import write_table

_HERE, _SHEET, _LEVEL = Path(__file__).parent, "generateur.json", 3


def generate(warehouse: Warehouse) -> dict[str, pl.DataFrame]:
    """The five tables for the communes of this warehouse; the same each time."""
    ground = Ground(warehouse)
    carers = professionals(ground)
    claims, seats = perimeters(ground)
    return {
        PROFESSIONNELS: carers,
        ETABLISSEMENTS: establishments(ground, seats),
        INDICATEURS: indicators(ground, carers),
        ZONAGE: zoning(ground, carers),
        PERIMETRES: claims,
    }


def put_in(home: Path) -> bool:
    """Writes the tables of the embedded communes in `home`; False when they are already there and would be the same."""
    if is_in(home):
        return False
    embedded, folder = open_warehouse(), home / GENERATED
    home.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=f".{GENERATED}-", dir=home))
    try:
        for name, table in generate(embedded).items():
            write_table(table, aside, name, level=_LEVEL)
        (aside / _SHEET).write_text(json.dumps({"cle": _key(), "graine": SEED}) + "\n", encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        os.rename(aside, folder)  # noqa: PTH104 (both are folders of the same parent)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return True


def is_in(home: Path) -> bool:
    """Whether the tables of `home` are those that `put_in` would write."""
    try:
        return bool(json.loads((home / GENERATED / _SHEET).read_text(encoding="utf-8"))["cle"] == _key())
    except (OSError, ValueError, KeyError):
        return False


def _key() -> str:
    """Changes with the generator, its orders of magnitude, the tables it fills, or the communes."""
    files = sorted([*_HERE.glob("*.py"), *_HERE.glob("*.yaml")])
    content = b"".join(path.read_bytes() for path in files) + repr(SCHEMAS).encode()
    return f"{hashlib.sha256(content).hexdigest()[:12]}-{open_warehouse().manifest.stamp}"
