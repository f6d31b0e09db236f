"""From the rows of a perimeters file to claims on units: which CPTS claims what, at which stage, since when."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np

from maillage.kernel.codes import commune
from maillage.results.couverture import stages
from maillage.results.couverture.ground import Ground, Rows

_LOST_ZERO = re.compile(r"[1-9]\d{3}")


class Entry(NamedTuple):
    """One row of a file, as written: nothing is corrected here."""

    line: int
    cpts: str
    """Machine name (slug) of the CPTS."""
    name: str
    code: str
    stage: int | None
    """Rank of the stage; None when the words are not understood."""
    since: date | None = None
    written_stage: str = ""
    written_since: str = ""
    """What the file says, kept when it is not a date."""
    fictitious: bool = False
    problem: str = ""
    """Why nothing tells its commune, although something was written."""


class Reading(NamedTuple):
    """What a code of a file is now: `row` is None when it is nothing known."""

    row: int | None
    change: str = ""
    """« », zero_perdu, deleguee, associee, ancienne, hors_champ or inconnu."""


@dataclass(frozen=True, eq=False)
class Claims:
    """One claim per array index; `cpts` numbers `ids` and `names`. A city is a claim on each of its arrondissements."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    cpts: Rows
    row: Rows
    stage: Rows
    since: Rows
    """Proleptic ordinal; 0 when the day is not known."""
    entry: Rows
    """Number of the entry it comes from."""
    entries: tuple[Entry, ...]
    readings: tuple[Reading, ...]
    """One an entry."""

    @property
    def fictitious(self) -> bool:
        return any(entry.fictitious for entry in self.entries)


def read_codes(land: Ground, codes: Iterable[str]) -> dict[str, Reading]:
    """Each different code as written -> what it is now."""
    present = land.columns.row_of
    return {code: Reading(present[code]) if code in present else _read(land, commune.compact(code)) for code in set(codes)}


def _read(land: Ground, code: str) -> Reading:
    columns, former = land.columns, land.warehouse.former
    if code in columns.row_of:
        return Reading(columns.row_of[code])
    change = ""
    if _LOST_ZERO.fullmatch(code):
        code, change = f"0{code}", "zero_perdu"
        if code in columns.row_of:
            return Reading(columns.row_of[code], change)
    known = former.get(code)
    if known is None:
        return Reading(None, "inconnu")
    if known.kind == "hors_champ":
        return Reading(None, "hors_champ")
    return Reading(columns.row_of[known.target], known.kind)


def claims_of(land: Ground, entries: Iterable[Entry]) -> Claims:
    """Claims of all entries whose code is or was a commune; the others only keep their reading."""
    kept = tuple(entries)
    readings = read_codes(land, (entry.code for entry in kept))
    number: dict[str, int] = {}
    names: list[str] = []
    told: list[tuple[int, int, int, int, int]] = []
    for i, entry in enumerate(kept):
        if not entry.cpts:
            continue
        if entry.cpts not in number:
            number[entry.cpts] = len(names)
            names.append(entry.name)
        row = readings[entry.code].row
        if row is None:
            continue
        stage = stages.UNKNOWN if entry.stage is None else entry.stage
        since = entry.since.toordinal() if entry.since else 0
        told += [(number[entry.cpts], unit, stage, since, i) for unit in land.units_of(row)]
    whose, rows, ranks, days, origin = np.array(told, np.int64).reshape(-1, 5).T
    each = tuple(readings[entry.code] for entry in kept)
    return Claims(tuple(number), tuple(names), whose, rows, ranks, days, origin, kept, each)


def in_force(claims: Claims, day: date | None) -> Rows:
    """Indices of the claims that hold on a day: of each CPTS and unit, the latest stage begun by then.

    A stage without a day holds always, until one that has a day begins. Without `day`, the latest of all.
    """
    begun = np.arange(len(claims.cpts))
    if day is not None:
        begun = np.flatnonzero(claims.since <= day.toordinal())
    order = begun[np.lexsort((claims.stage[begun], claims.since[begun], claims.row[begun], claims.cpts[begun]))]
    pair = claims.cpts[order] * (claims.row.max(initial=0) + 1) + claims.row[order]
    last = np.flatnonzero(np.r_[pair[1:] != pair[:-1], True]) if len(order) else order
    return order[last]
