"""Puts the invented data of the demonstration in the instance, once; what is real there stays and wins."""

from maillage.opendata.fictif import generator
from maillage.opendata.snapshots.store import alone
from maillage.opendata.warehouse.extra import EXTRA
from maillage.results.donnees.making import home, rebuilt
from maillage.results.territoires.source import current


def is_ready() -> bool:
    """Whether the warehouse that answers already holds a demonstration of this version."""
    return generator.is_in(home()) and all(current().has(table) for table in EXTRA)


def prepare() -> bool:
    """Generates the tables and builds the warehouse; False when there was nothing to do. Busy, UnableToBuild."""
    if is_ready():
        return False
    with alone(home()):
        generator.put_in(home())
        rebuilt()
    return True
