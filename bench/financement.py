"""The agreement: one dossier with its trace, thousands in columns, and the same work asked of openfisca-core."""

import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

import numpy as np

from bench.rows import Row, median_ms
from maillage.facts.dossier import read
from maillage.facts.words import MISSIONS
from maillage.law import reader as law_reader
from maillage.results import runs
from maillage.results.gather import table_facts
from maillage.rules.aci import RULES
from maillage.rules.engine.columns import ColumnFacts, Columns

DAY = date(2026, 11, 21)
CPTS = 850
SIGNED = 2025
YEARS = [SIGNED + n for n in range(5)]


def run() -> Iterator[Row]:
    ours_one, ours_columns = _one_dossier(), _columns()
    peer_one, peer_columns, apart = _peers()
    twelve = "openfisca-core, 12 computed variables"
    cents = f"{twelve}; {apart} of its {CPTS * 5} totals are a cent or more away (32-bit floats)"
    yield Row("one dossier, 5 years, 6 missions, with its trace", ours_one, 5, twelve, _ratio(peer_one, ours_one))
    yield Row(f"{CPTS} CPTS × 5 years × 6 missions in columns", ours_columns, 50, cents, _ratio(peer_columns, ours_columns))
    yield Row("`maillage financement calculer`, cold", _cold(), 1000)


def _ratio(peer: float | None, ours: float) -> float | None:
    return None if peer is None else peer / ours


def _dossier() -> str:
    starts = "".join(f"    {mission}: {{demarre_le: 2025-09-01}}\n" for mission in MISSIONS)
    rates = ", ".join(f"{mission}: 0.8" for mission in MISSIONS)
    years = "".join(f"  {number}: {{taux_variable: {{{rates}}}}}\n" for number in range(1, 6))
    return f"population: 90000\ncontrat:\n  signe_le: 2025-03-01\n  missions:\n{starts}annees:\n{years}"


def _one_dossier() -> float:
    facts = runs.facts_of(read(_dossier()))
    return median_ms(lambda: runs.simulate(facts, day=DAY))


@cache
def _rows() -> tuple[table_facts.Row, ...]:
    """850 fictitious CPTS signed in one year, the same at each call."""
    draw = random.Random(850)  # noqa: S311 (not a secret)
    rows = []
    for number in range(CPTS):
        signed = date(SIGNED, 1, 1) + timedelta(days=draw.randrange(365))
        starts = {mission: signed + timedelta(days=draw.randrange(400)) for mission in MISSIONS}
        rates = dict.fromkeys(MISSIONS, Decimal(draw.randrange(100)) / 100)
        rows.append(
            table_facts.Row(number, f"CPTS {number} (fictive)", draw.randrange(10_000, 300_000), signed, starts, rates, False)
        )
    return tuple(rows)


def _compute(facts: ColumnFacts) -> Columns:
    """Totals, advances and balances of every year; every intermediate figure is kept."""
    columns = Columns(RULES, law_reader.load(), facts, day=DAY)
    for year in range(1, 6):
        columns("montant_annuel", year, year)
        for mission in MISSIONS:
            columns("solde_part_fixe", year, mission)
    return columns


def _columns() -> float:
    """From arrays, as the peer."""
    facts = table_facts.column_facts(_rows(), tuple(MISSIONS), 5)
    return median_ms(lambda: _compute(facts), rounds=15)


def _peers() -> tuple[float | None, float | None, int]:
    """Milliseconds of the peer on one case and on columns, and how many of its totals differ from ours by a cent."""
    try:
        from bench import openfisca_peer
    except ImportError:
        return None, None, 0
    peer, rows = openfisca_peer.system(), _rows()
    population = np.array([row.population for row in rows])
    signed = np.array([row.signe_le for row in rows], "datetime64[D]")
    starts = np.array([row.demarrages[mission] for row in rows for mission in MISSIONS], "datetime64[D]")
    rates = np.array([float(row.taux[mission]) for row in rows for mission in MISSIONS])
    totals = openfisca_peer.columns(peer, population, signed, starts, rates, YEARS)
    ours = _compute(table_facts.column_facts(rows, tuple(MISSIONS), 5))
    apart = [np.abs(theirs * 100.0 - ours("montant_annuel", n, n)) for n, theirs in enumerate(totals, 1)]
    if max(gap.max() for gap in apart) > 100:
        raise AssertionError("the peer does not compute the same totals: more than a euro apart")
    return (
        median_ms(lambda: openfisca_peer.one_case(peer, [str(year) for year in YEARS])),
        median_ms(lambda: openfisca_peer.columns(peer, population, signed, starts, rates, YEARS), rounds=15),
        int(sum((gap >= 1).sum() for gap in apart)),
    )


def _cold() -> float:
    """A new process each time, from the shell's point of view."""
    maillage = Path(sys.executable).with_name("maillage")
    with tempfile.NamedTemporaryFile("w", suffix=".yaml") as file:
        file.write(_dossier())
        file.flush()
        return median_ms(
            lambda: subprocess.run([maillage, "financement", "calculer", file.name, "--json"], check=True, capture_output=True),
            rounds=5,
        )
