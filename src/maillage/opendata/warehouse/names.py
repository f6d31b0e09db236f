"""Find a place by what people type: a name of today or of before, a postal code, a code, or the label that a page shows."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from maillage.kernel.codes import commune
from maillage.kernel.folding import folded
from maillage.opendata.warehouse.columns import LEVELS, Columns
from maillage.opendata.warehouse.former import OLD_POSTAL, FormerCodes

_IDLE = {"l", "d", "lez", "le", "la", "les", "de", "du", "des", "et", "en", "sur", "sous", "aux", "au", "a"}
_EPCI_TYPES = {"cc", "ca", "cu", "metropole", "communaute", "communes", "agglomeration", "urbaine"}
_EPCI_WORDS = {"cc": "communaute communes", "ca": "communaute agglomeration", "cu": "communaute urbaine"}
_NUMBERED = ("departement", "epci")
"""Levels whose code people know."""
_EXACT, _WAS, _START, _WORDS, _ONCE, _INSIDE = range(6)
"""Ranks: what has the name, what had it, what begins with it, what has its words; what had it when others have it; the rest."""
_LOWEST = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Found:
    """A place: row of the communes, or number in its level."""

    kind: str
    number: int
    former: str = ""
    """The name of before by which it was found."""


def lean(text: str) -> str:
    """The folded name of a place without its idle words, unless nothing is left.

    >>> lean("St-Étienne-de-l’Isle"), lean("Les")
    ('saint etienne isle', 'les')
    """
    words = folded(text, saints=True)
    return " ".join(word for word in words.split() if word not in _IDLE) or words


class NameIndex:
    """Every commune, arrondissement, EPCI, département and région, most peopled first."""

    def __init__(self, columns: Columns, former: FormerCodes) -> None:
        self._columns = columns
        self._former = former
        places = list(self._entries())
        places.sort(key=lambda entry: -entry[2])
        self._found = [found for found, _, _ in places]
        self._keys = [" " + lean(name) for _, name, _ in places]
        self._by_postal_code = self._postal()

    def _entries(self) -> Iterator[tuple[Found, str, int]]:
        newest = self._columns.newest
        for row, (name, kind) in enumerate(zip(self._columns.names, self._columns.kinds, strict=True)):
            yield Found(kind, row), name, newest[row]
        for kind in LEVELS:
            level = self._columns.levels[kind]
            for number, name in enumerate(level.names):
                words = [word for word in folded(name).split() if kind != "epci" or word not in _EPCI_TYPES]
                yield Found(kind, number), " ".join(words), level.population[number]

    @cached_property
    def _before(self) -> dict[str, list[Found]]:
        """Former names, lean, with the communes of today, most peopled first."""
        columns, told = self._columns, dict[str, dict[int, Found]]()
        for name, code in self._former.names:
            row = columns.row_of[code]
            told.setdefault(lean(name), {}).setdefault(row, Found(columns.kinds[row], row, name))
        return {key: sorted(rows.values(), key=lambda one: -columns.newest[one.number]) for key, rows in told.items()}

    @cached_property
    def _labels(self) -> list[str]:
        """What pages show beside a name: kind of EPCI, département, codes; in the order of `_found`."""
        return [f"{key} {self._beside(found)}" for found, key in zip(self._found, self._keys, strict=True)]

    @cached_property
    def _across(self) -> dict[str, str]:
        """EPCI -> names and codes of the départements that it touches."""
        columns, departements = self._columns, self._columns.levels["departement"]
        touched: dict[str, dict[str, str]] = {}
        for epci, own in zip(columns.epcis, columns.departements, strict=True):
            touched.setdefault(epci, {})[own] = f"{lean(departements.names[departements.number[own]])} {own}"
        return {epci: " ".join(names.values()) for epci, names in touched.items()}

    def _beside(self, found: Found) -> str:
        columns, departements = self._columns, self._columns.levels["departement"]
        if found.kind in LEVELS:
            level = columns.levels[found.kind]
            name, code = lean(level.names[found.number]), level.codes[found.number]
            return f"{name} {_EPCI_WORDS.get(name.split()[0], '')} {code} {self._across.get(code, '')}".lower()
        row = found.number
        own = columns.departements[row]
        name = lean(departements.names[departements.number[own]])
        return f"{name} {own} {columns.codes[row]} {columns.postal_codes[row]}".lower()

    def _postal(self) -> dict[str, list[int]]:
        rows: dict[str, list[int]] = {}
        for row, codes in enumerate(self._columns.postal_codes):
            for code in codes.split():
                rows.setdefault(code, []).append(row)
        return {code: self._most_peopled(self._innermost(found)) for code, found in rows.items()}

    def _innermost(self, rows: list[int]) -> list[int]:
        """A postal code of an arrondissement is not that of its city."""
        cities = {self._columns.parent_of.get(row) for row in rows}
        return [row for row in rows if row not in cities]

    def _most_peopled(self, rows: Iterable[int]) -> list[int]:
        return sorted(rows, key=lambda row: -self._columns.newest[row])

    def with_postal_code(self, code: str) -> list[int]:
        """Rows that have this postal code, most peopled first."""
        return self._by_postal_code.get(code, [])

    def by_digits(self, text: str, limit: int) -> list[Found]:
        """Communes of a postal code, then places whose own code is, was or begins with the text."""
        exact = [Found(self._columns.kinds[row], row) for row in self.with_postal_code(text)]
        exact += [Found(kind, self._columns.levels[kind].number[text]) for kind in _NUMBERED if self._has(kind, text)]
        exact += self._of_code(text, postal=bool(exact))
        if len(text) < 5:
            exact += self._of_code(commune.mended(text))
            starting = [code for code in self._by_postal_code if code.startswith(text)]
            rows = {row for code in starting for row in self._by_postal_code[code]}
            rows |= {row for row, code in enumerate(self._columns.codes) if code.startswith(text)}
            exact += [Found(self._columns.kinds[row], row) for row in self._most_peopled(rows)[:limit]]
        once = {(found.kind, found.number): found for found in reversed(exact)}
        return [once[key] for key in dict.fromkeys((found.kind, found.number) for found in exact)][:limit]

    def _of_code(self, code: str, *, postal: bool = False) -> list[Found]:
        """The commune of a code, of today or of before; an old one that is a postal code today is that postal code."""
        columns, former = self._columns, self._former.get(code)
        if postal and former and former.ended_on and former.ended_on < OLD_POSTAL:
            return []
        target = former.target if former else code
        if target not in columns.row_of:
            return []
        row = columns.row_of[target]
        return [Found(columns.kinds[row], row, (former.name or former.code) if former else "")]

    def _has(self, kind: str, code: str) -> bool:
        return code in self._columns.levels[kind].number

    def by_name(self, text: str, limit: int) -> list[Found]:
        """The whole name first, then names that begin with the text, then with its words, then that contain it."""
        wanted = lean(text)
        if not wanted:
            return []
        ranked = [(rank, i, self._found[i]) for rank, i in self._ranked(wanted)]
        ranked += self._was(wanted, ranked)
        ranked = ranked or [(_WORDS, i, self._found[i]) for i in self._labelled(wanted)]
        if not ranked and len(wanted) > 2:
            ranked = [(_INSIDE, i, self._found[i]) for i, key in enumerate(self._keys) if wanted in key]
        whole = folded(text, saints=True)
        ranked.sort(key=lambda one: (one[0], one[0] == _EXACT and not self._is_named(one[2], whole), one[1]))
        return [found for _, _, found in ranked[:limit]]

    def _is_named(self, found: Found, whole: str) -> bool:
        """« L'Herm » is L'Herm before Herm."""
        names = self._columns.levels[found.kind].names if found.kind in LEVELS else self._columns.names
        return folded(names[found.number], saints=True) == whole

    def _was(self, wanted: str, ranked: list[tuple[int, int, Found]]) -> list[tuple[int, int, Found]]:
        """Communes that had this name; after the others when one has it today."""
        known = {found for _, _, found in ranked}
        rank = _ONCE if any(rank == _EXACT for rank, *_ in ranked) else _WAS
        before = self._before.get(wanted, ())
        return [(rank, i, found) for i, found in enumerate(before) if Found(found.kind, found.number) not in known]

    def _ranked(self, wanted: str) -> list[tuple[int, int]]:
        first, *others = (f" {word}" for word in wanted.split())
        matches = [(i, key) for i, key in enumerate(self._keys) if first in key]
        for word in others:
            matches = [(i, key) for i, key in matches if word in key]
        exact = f" {wanted}"
        return [(self._rank(i, key, exact), i) for i, key in matches]

    def _rank(self, i: int, key: str, exact: str) -> int:
        """An EPCI named after its city comes after it."""
        if key == exact and self._found[i].kind != "epci":
            return _EXACT
        return _START if key.startswith(exact) else _WORDS

    def _labelled(self, wanted: str) -> list[int]:
        """« foix 09000 », « Foix (Ariège) », « CC Couserans-Pyrénées »: each word is in the label, and one in the name.

        « 75011 Paris » is the arrondissement, and not its city.
        """
        words = [f" {word}" for word in wanted.split()]
        met = [i for i, label in enumerate(self._labels) if all(word in label for word in words)]
        towns = self._innermost([self._found[i].number for i in met if self._found[i].kind not in LEVELS])
        met = [i for i in met if self._found[i].kind in LEVELS or self._found[i].number in towns]
        named = [i for i in met if any(word in self._keys[i] for word in words if not _LOWEST.search(word))]
        whole = [i for i in named if all(f" {word}" in words for word in self._keys[i].split())]
        return whole or named
