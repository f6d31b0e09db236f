"""Coverage: a national file of perimeters, white zones, outlines, the map of a région, a plan, and the question of an agent."""

import gzip
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np

from bench.rows import Row, median_ms
from maillage.results import couverture
from maillage.results.couverture import contours
from maillage.results.couverture.coverage import Coverage
from maillage.results.couverture.reading import PerimeterRow
from maillage.results.territoires.source import current

DAY = date(2026, 11, 21)
_STAGES = ("lettre_intention", "projet_valide", "aci_signe")
_COMMAND = Path(sys.executable).with_name("maillage")


def perimeters(left: float) -> list[PerimeterRow]:
    """Every EPCI as a CPTS, except a share of them chosen with a fixed seed."""
    columns, chance = current().columns, random.Random(7)  # noqa: S311 (a seed, not a secret)
    level = columns.levels["epci"]
    stages = {
        code: (chance.random() < left, chance.choice(_STAGES), date(chance.randint(2019, 2025), 1, 1)) for code in level.codes
    }
    rows: list[PerimeterRow] = []
    for row, code in enumerate(columns.epcis):
        if code in stages and row not in columns.parent_of and not stages[code][0]:
            rows.append((code, f"CPTS {level.names[level.number[code]]}", columns.codes[row], *stages[code][1:]))
    return rows


def run() -> Iterator[Row]:
    whole = perimeters(0.0)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "perimetres.csv"
        path.write_text(_text(whole), encoding="utf-8")
        name = f"coverage: national file of {len(whole):,} rows, every level but communes".replace(",", " ")
        yield Row(name, median_ms(lambda: _coverage(path), rounds=10), 1000)
        yield Row("maillage observatoire zones-blanches --departement 09, cold", _cold(path), 5000)
    found = couverture.of_rows(perimeters(0.25), today=DAY)
    count = len(found.white_zones())
    yield Row(f"white zones of the country ({count}), all solutions, warm", median_ms(lambda: _zones(found), rounds=15), 200)
    yield Row(f"outlines of {len(found.packed.ids)} CPTS dissolved", _dissolve(found), 1000)
    region, size = _heaviest(found)
    yield Row(f"map of the heaviest région ({region}), compressed", size, 300, unit="KB")
    yield Row("plan of a région (Occitanie), proven best", median_ms(lambda: found.plan("76"), rounds=3, warm_up=1))
    yield Row("quality report of the national file", median_ms(found.quality, rounds=5, warm_up=1))


def _text(rows: list[PerimeterRow]) -> str:
    lines = (f"{code};{name};{stage};{since}" for _, name, code, stage, since in rows)
    return "\n".join(["code_commune;cpts;stade;date", *lines]) + "\n"


def _coverage(path: Path) -> None:
    found = couverture.read_file(path, today=DAY)
    for level in ("france", "region", "departement", "epci"):
        found.by_level(level)


def _zones(found: Coverage) -> None:
    """From perimeters known, nothing else kept."""
    Coverage(found.land, found.claims, DAY).white_zones()


def _dissolve(found: Coverage) -> float:
    packed = found.packed
    return median_ms(lambda: contours._dissolved(found.land, packed.rows, packed.owner, len(packed.ids)), rounds=7, warm_up=1)


def _heaviest(found: Coverage) -> tuple[str, float]:
    codes = [found.land.columns.levels["region"].codes[int(n)] for n in np.unique(found.regions)]
    weights = {code: len(gzip.compress(contours.coverage_map(found, region=code), 6)) / 1000 for code in codes}
    return max(weights.items(), key=lambda pair: pair[1])


def _cold(path: Path, rounds: int = 3) -> float:
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        command = [str(_COMMAND), "observatoire", "zones-blanches", str(path), "--departement", "09"]
        subprocess.run(command, check=True, capture_output=True, env=os.environ)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)
