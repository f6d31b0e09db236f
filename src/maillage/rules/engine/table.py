"""A parameter of the law as arrays, so that thousands of dossiers read it at once."""

from datetime import date
from functools import lru_cache
from typing import Any, Protocol

import numpy as np

from maillage.kernel.proof import Proof
from maillage.law.corpus import Law
from maillage.law.model import Parameter, Version
from maillage.rules.engine.helpers import exact


class Reader(Protocol):
    """Who reads a table: told what each reading is worth and where it is refused."""

    def meet(self, refused: Any, read: Any) -> None: ...

    def refuse(self, where: Any) -> None: ...


@lru_cache(maxsize=1024)
def table_of(law: Law, path: str, dimensions: tuple[tuple[str, Any], ...], known_on: date | None) -> "Table":
    """The table of a parameter, made once a law; a dimension without value runs over the sizes."""
    return Table(law.parameters[path], dict(dimensions), known_on)


class Table:
    """A parameter as arrays: one row a version (the first: before any), one column a size."""

    def __init__(self, parameter: Parameter, dimensions: dict[str, Any], known_on: date | None) -> None:
        versions = [v for v in parameter.rows if known_on is None or v.published <= known_on]
        by_size = [name for name, value in dimensions.items() if value is None]
        # Column 0 serves parameters without size; sizes 1 to 4 are their own reader.
        sizes = range(1, 5) if by_size else (0,)
        self.since = np.array([v.since.toordinal() for v in versions], np.int64)
        self.newest = int(self.since[-1]) if versions else 0
        shape = (len(versions) + 1, 5)
        self.values = np.zeros(shape, np.int64)
        self.proofs = np.full(shape, int(Proof.INCONNU), np.int8)
        self.refused = np.ones(shape, bool)
        self.text: dict[int, str] = {}
        for row, version in enumerate(versions, start=1):
            for size in sizes:
                self._fill(row, size, version, {**dimensions, **dict.fromkeys(by_size, size)})
        used = slice(sizes[0], sizes[-1] + 1)
        self.none_refused: Any = ~self.refused[:, used].any(axis=1)
        self.same_proof: Any = [int(row[0]) if (row == row[0]).all() else None for row in self.proofs[:, used]]

    def _fill(self, row: int, column: int, version: Version, dimensions: dict[str, Any]) -> None:
        value = None if version.closes else version.values.get(version.key(**dimensions))
        if value is None or value.value is None:
            return
        self.refused[row, column] = False
        self.proofs[row, column] = int(value.proof)
        if isinstance(value.value, str):
            self.text[row] = value.value
        else:
            self.values[row, column] = exact(value.value)

    def look_up(self, reader: Reader, on: Any, sizes: Any) -> Any:
        rows = self._rows(on)
        if not isinstance(rows, int):
            place = (rows, 0 if sizes is None else sizes)
            reader.meet(None, self.proofs[place])
            reader.refuse(self.refused[place])
            return self.values[place]
        if rows in self.text:
            reader.meet(None, int(self.proofs[rows, 0]))
            return self.text[rows]
        column = 0 if sizes is None else sizes
        proof = self.same_proof[rows]
        reader.meet(None, self.proofs[rows][column] if proof is None else proof)
        if not self.none_refused[rows]:
            reader.refuse(self.refused[rows][column])
        return self.values[rows][column]

    def _rows(self, on: Any) -> Any:
        """The row in force for each dossier; one int when it is the same for all."""
        if len(self.since) and (on if isinstance(on, int) else on.min()) >= self.newest:
            return len(self.since)
        rows = np.searchsorted(self.since, on, side="right")
        return int(rows.flat[0]) if not rows.ndim or (rows == rows[0]).all() else rows
