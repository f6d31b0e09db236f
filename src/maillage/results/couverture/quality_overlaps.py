"""Communes that several CPTS claim, and cities given whole beside their arrondissements."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from maillage.results.couverture.issues import Issue, issue
from maillage.results.territoires.words import named, of, plural

if TYPE_CHECKING:
    from maillage.results.couverture.coverage import Coverage


def issues(coverage: "Coverage") -> Iterator[Issue]:
    whole, muddled = _cities(coverage)
    yield from muddled
    yield from _disputed(coverage, whole)


def _cities(coverage: "Coverage") -> tuple[set[int], list[Issue]]:
    """Entries that give a city whole while others give it too, or its arrondissements; one issue a city."""
    claims, columns = coverage.claims, coverage.land.columns
    entries: set[int] = set()
    found: list[Issue] = []
    for city, inside in columns.arrondissements.items():
        whole = [i for i, reading in enumerate(claims.readings) if reading.row == city]
        parts = [i for i, reading in enumerate(claims.readings) if reading.row in inside]
        givers = dict.fromkeys(claims.entries[i].cpts for i in whole)
        others = dict.fromkeys(claims.entries[i].cpts for i in parts)
        if not whole or (len(givers) < 2 and not others):
            continue
        entries.update(whole)
        names = named(list(dict.fromkeys(claims.entries[i].name for i in whole)))
        also = (
            f", et des arrondissements à {named(list(dict.fromkeys(claims.entries[i].name for i in parts)))}" if parts else ""
        )
        sentence = f"{columns.names[city]} ({columns.codes[city]}) est donnée entière à {names}{also} : elle compte à chacune."
        first = columns.codes[inside[0]]
        remedy = f"Donnez les arrondissements de chaque CPTS ({first}…) au lieu {of(columns.names[city])} entière."
        lines = [claims.entries[i].line for i in whole]
        cpts = dict.fromkeys([*givers, *others])
        found.append(
            issue("ville_et_arrondissements", "erreur", sentence, remedy, lines=lines, cpts=cpts, codes=(columns.codes[city],))
        )
    return entries, found


def _disputed(coverage: "Coverage", whole: set[int]) -> Iterator[Issue]:
    """One issue for each set of CPTS that claim the same communes."""
    claims, land = coverage.claims, coverage.land
    held = coverage.current
    if whole:
        held = held[~np.isin(claims.entry[held], list(whole))]
    order = held[np.lexsort((claims.cpts[held], claims.row[held]))]
    rows = claims.row[order]
    starts = np.flatnonzero(np.r_[True, rows[1:] != rows[:-1]]) if len(rows) else rows
    groups: dict[tuple[int, ...], list[int]] = {}
    for indices in np.split(order, starts[1:]) if len(rows) else ():
        if len(indices) > 1:
            groups.setdefault(tuple(claims.cpts[indices].tolist()), []).append(int(claims.row[indices[0]]))
    lines = _lines(coverage)
    for several, disputed in groups.items():
        yield _dispute(coverage, several, disputed, lines, land.population[disputed].sum())


def _lines(coverage: "Coverage") -> dict[tuple[str, int], int]:
    claims = coverage.claims
    return {(e.cpts, r.row): e.line for e, r in zip(claims.entries, claims.readings, strict=True) if r.row is not None}


def _dispute(
    coverage: "Coverage", several: tuple[int, ...], disputed: list[int], lines: dict[tuple[str, int], int], people: int
) -> Issue:
    claims, columns = coverage.claims, coverage.land.columns
    ids = [claims.ids[k] for k in several]
    which = named([f"{columns.names[row]} ({columns.codes[row]})" for row in disputed])
    inhabitants = plural(int(people), "habitant")
    told = f"{plural(len(disputed), 'commune')} ({which}, {inhabitants}) sont réclamées"
    if len(disputed) == 1:
        told = f"{which}, {inhabitants}, est réclamée"
    sentence = f"{told} par {named([claims.names[k] for k in several])}."
    remedy = "Gardez chaque commune dans une seule CPTS ; en attendant elle compte une fois, au stade le plus avancé."
    given = sorted({lines[name, row] for name in ids for row in disputed if (name, row) in lines})
    return issue(
        "commune_disputee", "attention", sentence, remedy, lines=given, cpts=ids, codes=[columns.codes[row] for row in disputed]
    )
