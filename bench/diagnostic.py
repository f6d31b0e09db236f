"""The diagnosis of a hundred communes with every indicator, and the invented data it is measured on."""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.pages import COMMUNES
from bench.rows import Row, median_ms
from maillage.opendata import assembly
from maillage.opendata.fictif import generator
from maillage.results import diagnostic, territoires
from maillage.results.diagnostic import diagnosing
from maillage.results.territoires import description

DEPARTEMENTS = ("84", "26", "30", "13")


def run() -> Iterator[Row]:
    before = os.environ.get("MAILLAGE_DIR")
    with tempfile.TemporaryDirectory(prefix="maillage-bench-") as folder:
        os.environ["MAILLAGE_DIR"] = folder
        try:
            yield from _rows(Path(folder))
        finally:
            os.environ.pop("MAILLAGE_DIR")
            if before is not None:
                os.environ["MAILLAGE_DIR"] = before


def _rows(home: Path) -> Iterator[Row]:
    yield Row("demonstration: five invented tables and their warehouse", _timed(lambda: _make(home)), 20_000)
    yield Row("diagnosis: every column and comparison, cold", _timed(diagnostic.warm), 5_000)
    codes = [territoires.members("departement", code)[:COMMUNES] for code in DEPARTEMENTS]
    for chosen in codes:
        _diagnose(chosen)
    yield Row(f"diagnosis: {COMMUNES} communes, all indicators, warm", median_ms(lambda: _diagnose(codes[0]), rounds=15), 150)
    diagnosis = diagnostic.diagnose(codes[0])
    yield Row("diagnosis: the same territory again", median_ms(lambda: diagnostic.diagnose(codes[0])), 20)
    views = diagnosis.views.values()
    yield Row("diagnosis: every indicator of every commune", _timed(lambda: [dict(view.by_commune) for view in views]), 500)


def _make(home: Path) -> None:
    generator.put_in(home)
    assembly.assemble(home, built_by="bench")


def _diagnose(codes: tuple[str, ...]) -> None:
    """Without the memory of the last territories; the data stay in memory."""
    diagnosing._diagnosis.cache_clear()
    description._facts.cache_clear()
    diagnostic.diagnose(codes)


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000
