"""The open tables of the observatory as frames: one function each, columns in the order of the dictionary."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

import numpy as np
import polars as pl

from maillage.kernel.money import euros
from maillage.kernel.proof import Proof
from maillage.results.couverture import Coverage, stages
from maillage.results.couverture.amounts import Amount
from maillage.results.observatoire.dictionary import tables
from maillage.results.observatoire.history import quarters_of
from maillage.results.observatoire.territory import FRANCE
from maillage.results.observatoire.view import all_cpts, all_zones, rows_of, view

Row = tuple[Any, ...]
_TYPES = {"texte": pl.String, "entier": pl.Int64, "nombre": pl.Float64, "date": pl.Date, "booleen": pl.Boolean}
PLACES = (FRANCE, "region", "departement")


@lru_cache(maxsize=16)
def table(coverage: Coverage, name: str) -> pl.DataFrame:
    """KeyError when there is no such table."""
    columns = tables()[name].columns
    rows = [(*row, coverage.fictitious) for row in _MAKERS[name](coverage)]
    return pl.DataFrame(rows, schema={c.name: _TYPES[c.type] for c in columns}, orient="row")


def _communes(coverage: Coverage) -> Iterator[Row]:
    columns, land = coverage.land.columns, coverage.land
    named: dict[int, list[str]] = {}
    for row, k in zip(coverage.packed.rows.tolist(), coverage.packed.owner.tolist(), strict=True):
        named.setdefault(row, []).append(coverage.packed.ids[k])
    stage = coverage.stage_of_unit.tolist()
    for row in np.flatnonzero(land.is_unit).tolist():
        where = (columns.departements[row], columns.regions[row], columns.epcis[row])
        claimed = " ".join(sorted(named.get(row, ())))
        yield columns.codes[row], columns.names[row], *where, int(columns.newest[row]), stages.NAMES[stage[row]], claimed


def _territoires(coverage: Coverage) -> Iterator[Row]:
    for level in (*PLACES, "epci"):
        for row in rows_of(coverage, level).values():
            people = [row.by_stage[name] for name in reversed(stages.COVERED)]
            counts = (row.population, row.communes, row.cpts, *people, row.uncovered, row.uncovered_communes)
            yield level, row.code, row.name, *counts, round(row.share, 6)


def _cpts(coverage: Coverage) -> Iterator[Row]:
    for one in all_cpts(coverage):
        where = (one.region, " ".join(one.departements), len(one.codes), one.population)
        money = (_euros(one.amount.fixed), _euros(one.amount.variable), one.amount.proof.key, _key(one.amount.variable_proof))
        yield one.id, one.name, one.stage, one.since, *where, one.taille, one.taille_proof.key, *money, one.compactness


def _zones(coverage: Coverage) -> Iterator[Row]:
    for zone in all_zones(coverage):
        departements = " ".join(share.code for share in zone.departements)
        beside = " ".join(neighbour.cpts for neighbour in zone.neighbours)
        counts = (len(zone.codes), " ".join(zone.codes), zone.population, zone.area_km2, zone.compactness)
        yield zone.id, zone.name, zone.region, departements, *counts, beside


def _solutions(coverage: Coverage) -> Iterator[Row]:
    for zone in all_zones(coverage):
        for one in zone.solutions:
            people = (one.population_before, one.population_after, one.taille_before, one.taille_after)
            money = (_fixed(one.amount_before), _fixed(one.amount_after), one.proof.key)
            yield zone.id, one.kind, one.cpts, *people, *money, one.compactness, one.km


def _historique(coverage: Coverage) -> Iterator[Row]:
    quarters, land = quarters_of(coverage), coverage.land
    units = np.flatnonzero(land.is_unit)
    places = [(FRANCE, [FRANCE], np.zeros(len(units), np.int64))]
    places += [(level, land.columns.levels[level].codes, land.number_in(level)[units]) for level in PLACES[1:]]
    size = len(stages.NAMES)
    for day, stage in zip(quarters.days, quarters.stage, strict=True):
        for level, codes, number in places:
            sums = np.bincount(number * size + stage[units], land.population[units], len(codes) * size).astype(int)
            for code, people in zip(codes, sums.reshape(-1, size).tolist(), strict=True):
                yield from ((day, level, code, stages.NAMES[n], people[n]) for n in range(1, size))


def _montants(coverage: Coverage) -> Iterator[Row]:
    for level in PLACES:
        for code in rows_of(coverage, level):
            told = view(coverage, level, code)
            for name, expected in (("signees", told.signed), ("toutes", told.every)):
                for post in expected.posts:
                    proofs = (post.proof.key, _key(post.variable_proof))
                    money = (_euros(post.fixed), _euros(post.variable), *proofs, post.refused)
                    yield level, code, name, post.key, expected.cpts, *money


def _key(proof: Proof | None) -> str | None:
    return None if proof is None else proof.key


def _euros(cents: int | None) -> float | None:
    return None if cents is None else float(euros(cents))


def _fixed(amount: Amount) -> float | None:
    return _euros(amount.fixed)


_MAKERS: dict[str, Callable[[Coverage], Iterator[Row]]] = {
    "communes": _communes,
    "territoires": _territoires,
    "cpts": _cpts,
    "zones_blanches": _zones,
    "solutions": _solutions,
    "historique": _historique,
    "montants": _montants,
}
