"""CPTS in several pieces, and communes so far from the rest that their code is probably that of a namesake."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from scipy.spatial import cKDTree

from maillage.opendata.warehouse.names import lean
from maillage.results.couverture import stages
from maillage.results.couverture.issues import Issue, issue
from maillage.results.territoires.words import named, plural

if TYPE_CHECKING:
    from maillage.results.couverture.coverage import Coverage

FAR_KM = 30.0
"""A commune farther than this from the rest of its CPTS, in a straight line, is probably a namesake."""
_FEW = 2
"""Pieces of more communes are parts of a territory, not slips of the pen."""
_NEAR_KM = 12.0


def issues(coverage: "Coverage") -> Iterator[Issue]:
    search = _Search(coverage)
    packed, graph = coverage.packed, coverage.land.warehouse.graph
    for k in range(len(packed.ids)):
        pieces = graph.pieces(packed.rows_of(k).tolist())
        if len(pieces) > 1:
            yield from _of_one(search, k, pieces)


def _of_one(search: "_Search", k: int, pieces: list[list[int]]) -> Iterator[Issue]:
    people = search.coverage.land.population
    pieces = sorted(pieces, key=lambda piece: (-int(people[piece].sum()), piece))
    kept: list[list[int]] = [pieces[0]]
    strays: list[list[int]] = []
    for piece in pieces[1:]:
        others = [row for other in pieces if other is not piece for row in other]
        away = search.km(piece, others)
        (strays if len(piece) <= _FEW and away > FAR_KM else kept).append(piece)
    home = [row for piece in kept for row in piece]
    for piece in strays:
        for row in piece:
            yield _stray(search, k, row, home)
    apart = [piece for piece in kept if not search.is_island(piece)]
    if len(apart) > 1:
        yield _pieces(search, k, apart)


@dataclass
class _Search:
    """Distances and namesakes."""

    coverage: "Coverage"

    def km(self, first: list[int], second: list[int]) -> float:
        xyz = self.coverage.land.xyz
        return float(cKDTree(xyz[second]).query(xyz[first])[0].min())

    def is_island(self, piece: list[int]) -> bool:
        """Nothing touches it: no road would join it."""
        graph = self.coverage.land.warehouse.graph
        return all(set(graph.around(row)) <= set(piece) for row in piece)

    @cached_property
    def _by_name(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for row in np.flatnonzero(self.coverage.land.is_unit).tolist():
            found.setdefault(lean(self.coverage.land.columns.names[row]), []).append(row)
        return found

    def meant(self, row: int, home: list[int]) -> tuple[int, str] | None:
        """The commune that was probably meant, and why: the same name, or the same number in the département, beside the rest."""
        columns = self.coverage.land.columns
        same = self._by_name[lean(columns.names[row])]
        if found := self._nearest(same, row, home):
            return found, "elle porte le même nom"
        departements = {columns.departements[other] for other in home}
        tail = columns.codes[row][-3:]
        codes = [f"{departement}{tail}" for departement in departements if len(departement) == 2]
        free = [columns.row_of[c] for c in codes if c in columns.row_of]
        free = [other for other in free if self.coverage.stage_of_unit[other] == stages.NONE]
        if found := self._nearest(free, row, home):
            return found, "son code ne diffère que par le département, et elle n'est dans aucune CPTS"
        return None

    def _nearest(self, rows: list[int], row: int, home: list[int]) -> int | None:
        ranked = sorted((self.km([other], home), other) for other in rows if other != row and other not in home)
        return ranked[0][1] if ranked and ranked[0][0] <= _NEAR_KM else None


def _stray(search: _Search, k: int, row: int, home: list[int]) -> Issue:
    columns, packed = search.coverage.land.columns, search.coverage.packed
    away = search.km([row], home)
    told = f"{columns.names[row]} ({columns.codes[row]}) est à {away:.0f} km du reste de {packed.names[k]}"
    remedy = "Vérifiez le code : rien n'est changé."
    codes = [columns.codes[row]]
    if meant := search.meant(row, home):
        other, why = meant
        remedy = (
            f"Peut-être {columns.names[other]} ({columns.codes[other]}) : {why} et touche presque le reste. Rien n'est changé."
        )
        codes.append(columns.codes[other])
    return issue(
        "homonyme_probable",
        "attention",
        f"{told}.",
        remedy,
        lines=lines_of(search.coverage, k, [row]),
        cpts=(packed.ids[k],),
        codes=codes,
    )


def lines_of(coverage: "Coverage", k: int, rows: list[int]) -> list[int]:
    """Lines of the file that give these rows to a CPTS."""
    claims = coverage.claims
    own = coverage.current[(claims.cpts[coverage.current] == claims.ids.index(coverage.packed.ids[k]))]
    return sorted({claims.entries[i].line for i in claims.entry[own[np.isin(claims.row[own], rows)]].tolist()})


def _pieces(search: _Search, k: int, pieces: list[list[int]]) -> Issue:
    columns, packed = search.coverage.land.columns, search.coverage.packed
    small = [row for piece in pieces[1:] for row in piece]
    which = named([columns.names[row] for row in small])
    sentence = f"{packed.names[k]} est en {plural(len(pieces), 'morceau')[:-1]}x qui ne se touchent pas : {which} à part du plus peuplé."
    remedy = "Vérifiez qu'il ne manque pas de commune entre eux."
    codes = [columns.codes[row] for row in small]
    return issue("morceaux", "attention", sentence, remedy, cpts=(packed.ids[k],), codes=codes)
