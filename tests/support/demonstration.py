"""An instance with the invented data of the demonstration, made once for all the processes of a run."""

import fcntl
import os
from pathlib import Path

import pytest

from maillage.opendata import assembly
from maillage.opendata.fictif import generator


def invented_instance(factory: pytest.TempPathFactory) -> Path:
    """Its folder: give it to MAILLAGE_DIR. Nobody may write in it."""
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    with (shared / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        home = shared / "demonstration"
        if generator.put_in(home) or not (home / assembly.WAREHOUSE).exists():
            assembly.assemble(home, built_by="tests")
    return home
