"""Find a place by what people type: a name without accents or articles, a postal code, a code."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from maillage.kernel.folding import folded
from maillage.opendata.warehouse.columns import LEVELS, Columns

_IDLE = {"l", "d", "lez", "le", "la", "les", "de", "du", "des", "et", "en", "sur", "sous", "aux", "au", "a"}
_EPCI_TYPES = {"cc", "ca", "cu", "metropole", "communaute", "communes", "agglomeration", "urbaine"}
_NUMBERED = ("departement", "epci")
"""Levels whose code people know."""
_EXACT, _START, _WORDS, _INSIDE = range(4)


@dataclass(frozen=True, slots=True)
class Found:
    """A place: row of the communes, or number in its level."""

    kind: str
    number: int


def lean(text: str) -> str:
    """The folded name of a place without its idle words, unless nothing is left.

    >>> lean("St-Étienne-de-l’Isle"), lean("Les")
    ('saint etienne isle', 'les')
    """
    words = folded(text, saints=True)
    return " ".join(word for word in words.split() if word not in _IDLE) or words


class NameIndex:
    """Every commune, arrondissement, EPCI, département and région, most peopled first."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
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

    def _postal(self) -> dict[str, list[int]]:
        rows: dict[str, list[int]] = {}
        for row, codes in enumerate(self._columns.postal_codes):
            for code in codes.split():
                rows.setdefault(code, []).append(row)
        return {code: self._most_peopled(found) for code, found in rows.items()}

    def _most_peopled(self, rows: Iterable[int]) -> list[int]:
        return sorted(rows, key=lambda row: -self._columns.newest[row])

    def with_postal_code(self, code: str) -> list[int]:
        """Rows that have this postal code, most peopled first."""
        return self._by_postal_code.get(code, [])

    def by_digits(self, text: str, limit: int) -> list[Found]:
        """Communes of a postal code, then places whose own code is or begins with the text."""
        exact = [Found(self._columns.kinds[row], row) for row in self.with_postal_code(text)]
        exact += [Found(kind, self._columns.levels[kind].number[text]) for kind in _NUMBERED if self._has(kind, text)]
        if text in self._columns.row_of:
            row = self._columns.row_of[text]
            exact.append(Found(self._columns.kinds[row], row))
        if len(text) < 5:
            starting = [code for code in self._by_postal_code if code.startswith(text)]
            rows = {row for code in starting for row in self._by_postal_code[code]}
            rows |= {row for row, code in enumerate(self._columns.codes) if code.startswith(text)}
            exact += [Found(self._columns.kinds[row], row) for row in self._most_peopled(rows)[:limit]]
        return list(dict.fromkeys(exact))[:limit]

    def _has(self, kind: str, code: str) -> bool:
        return code in self._columns.levels[kind].number

    def by_name(self, text: str, limit: int) -> list[Found]:
        """The whole name first, then names that begin with the text, then with its words, then that contain it."""
        wanted = lean(text)
        if not wanted:
            return []
        ranked = self._ranked(wanted)
        return [self._found[i] for _, i in sorted(ranked)[:limit]]

    def _ranked(self, wanted: str) -> list[tuple[int, int]]:
        first, *others = (f" {word}" for word in wanted.split())
        matches = [(i, key) for i, key in enumerate(self._keys) if first in key]
        for word in others:
            matches = [(i, key) for i, key in matches if word in key]
        exact = f" {wanted}"
        ranked = [(self._rank(i, key, exact), i) for i, key in matches]
        if not ranked and len(wanted) > 2:
            ranked = [(_INSIDE, i) for i, key in enumerate(self._keys) if wanted in key]
        return ranked

    def _rank(self, i: int, key: str, exact: str) -> int:
        """An EPCI named after its city comes after it."""
        if key == exact and self._found[i].kind != "epci":
            return _EXACT
        return _START if key.startswith(exact) else _WORDS
