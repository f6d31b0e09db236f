"""Territories: a description warm and cold, a search, and the weight of the outlines of the largest département."""

import gzip
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.rows import Row, median_ms
from maillage.results import territoires
from maillage.results.territoires import description

_COMMAND = Path(sys.executable).with_name("maillage")


def run() -> Iterator[Row]:
    codes = territoires.members("departement", "84")[:100]
    yield Row("territory: description of 100 communes, warm", median_ms(lambda: _describe(codes)), 5)
    region = territoires.members("region", "93")
    yield Row(
        f"territory: description of a région ({len(region)} communes), warm", median_ms(lambda: _describe(region), rounds=10)
    )
    yield Row("territory: search of a name", median_ms(lambda: territoires.search("saint etienne")), 20)
    yield Row("maillage territoire decrire CODE, cold", _cold("84007"), 1000)
    yield Row("maillage territoire decrire, 100 codes, cold", _cold(*codes), 1000)
    departement, size = _heaviest()
    yield Row(f"outlines of the heaviest département ({departement}), compressed", size, 200, unit="KB")


def _describe(codes: tuple[str, ...]) -> None:
    """Without the memory of the last selections."""
    description._facts.cache_clear()
    territoires.describe(codes)


def _cold(*codes: str, rounds: int = 5) -> float:
    found = []
    for _ in range(rounds):
        start = time.perf_counter()
        command = [str(_COMMAND), "territoire", "decrire", *codes, "--json"]
        subprocess.run(command, check=True, capture_output=True, env=os.environ)
        found.append((time.perf_counter() - start) * 1000)
    return statistics.median(found)


def _heaviest() -> tuple[str, float]:
    """Gzip level 6, as a web server does; kilobytes of a thousand bytes."""
    departements = [hit.code for number in range(1, 96) for hit in territoires.search(f"{number:02}", 1)]
    weights = {code: len(gzip.compress(territoires.outlines(code), 6)) / 1000 for code in departements if len(code) == 2}
    return max(weights.items(), key=lambda pair: pair[1])
