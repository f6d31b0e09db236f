"""Small numbers: hides counts that would betray somebody, and as many others as needed so that no sum gives them back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

THRESHOLDS: Mapping[str, int] = {"patients": 11, "activite": 6}
"""Counts from 1 to the threshold excluded are hidden: patients (rule of the Assurance Maladie), professionals' activity."""
_NOUNS = {"patients": "patients", "activite": "professionnels"}
_BEYOND = 1e-6


@dataclass(frozen=True, slots=True)
class Cell:
    """What may be said of one count."""

    shown: bool
    reason: str = ""
    """Why it is hidden, in one sentence."""
    secondary: bool = False
    """Hidden only to protect another."""


def is_small(count: float | None, kind: str) -> bool:
    """A count that may not be shown. Zero betrays nobody."""
    return kind in THRESHOLDS and count is not None and 0 < count < THRESHOLDS[kind]


def primary_reason(kind: str) -> str:
    return f"Masqué : moins de {THRESHOLDS[kind]} {_NOUNS[kind]} (secret statistique)."


def secondary_reason(kind: str) -> str:
    return f"Masqué pour protéger une autre case de moins de {THRESHOLDS[kind]} {_NOUNS[kind]}, que le total révélerait."


def protect(counts: Sequence[float | None], kind: str, *, totals: Sequence[Sequence[int]] | None = None) -> tuple[Cell, ...]:
    """Which of the counts may be shown beside their totals.

    `totals`: for each total that is published, the cells that it adds up (default: one total of all cells). A total that
    is small itself must not be published (`is_small`) and protects nothing here. None is a count hidden by the publisher:
    it stays hidden and is protected like ours. Afterwards no hidden cell follows from the totals and the cells shown, and
    the hidden cells of a total make at least the threshold together, as far as there are other cells to hide: a total
    whose other cells are all zeros tells the count by itself.
    """
    if kind not in THRESHOLDS:
        return tuple(Cell(count is not None, "" if count is not None else "Non publié par la source.") for count in counts)
    values = np.array([np.nan if count is None else float(count) for count in counts])
    primary = np.isnan(values) | ((values > 0) & (values < THRESHOLDS[kind]))
    sums = [np.array(cells, dtype=np.intp) for cells in (totals if totals is not None else [range(len(values))])]
    open_ = [cells for cells in sums if not is_small(float(values[cells].sum()), kind)]
    hidden = _complete(values, primary, open_, THRESHOLDS[kind])
    return tuple(_cell(bool(mask), bool(first), kind) for mask, first in zip(hidden, primary, strict=True))


def _cell(hidden: bool, primary: bool, kind: str) -> Cell:
    if not hidden:
        return Cell(True)
    return Cell(False, primary_reason(kind)) if primary else Cell(False, secondary_reason(kind), secondary=True)


def _complete(values: np.ndarray, primary: np.ndarray, sums: list[np.ndarray], threshold: int) -> np.ndarray:
    """Hide more cells until every total is safe; each turn hides one, so it ends."""
    hidden = primary.copy()
    while True:
        cell = _next(values, hidden, primary, sums, threshold)
        if cell is None:
            return hidden
        hidden[cell] = True


def _next(values: np.ndarray, hidden: np.ndarray, primary: np.ndarray, sums: list[np.ndarray], threshold: int) -> int | None:
    """The next cell to hide, if some total still betrays a hidden cell: a secondary one would betray those it protects."""
    unsure = hidden & (values != 0)  # a hidden zero may be guessed: it protects nothing
    weak = [cells for cells in sums if _betrays(values, unsure[cells], primary[cells], cells, threshold)]
    if not weak:
        betrayed = recoverable(unsure, sums) if len(sums) > 1 else np.zeros(len(hidden), dtype=bool)
        weak = [cells for cells in sums if betrayed[cells].any()]
    free = {int(cell) for cells in weak for cell in cells if not hidden[cell]}
    return min(free, key=lambda cell: _cost(cell, values, unsure, sums), default=None)


def _betrays(values: np.ndarray, unsure: np.ndarray, primary: np.ndarray, cells: np.ndarray, threshold: int) -> bool:
    """One hidden cell is the total minus the others; several that are small together say as much of a small group."""
    masked = cells[unsure]
    if not primary[unsure].any():
        return len(masked) == 1
    unknown = int(np.isnan(values[masked]).sum())
    return len(masked) == 1 or (unknown < 2 and float(np.nansum(values[masked])) < threshold)


def _cost(cell: int, values: np.ndarray, unsure: np.ndarray, sums: list[np.ndarray]) -> tuple[bool, int, float, int]:
    """What hiding a cell spoils: zeros last, then totals where it would be alone, then the amount."""
    alone = sum(1 for cells in sums if cell in cells and not unsure[cells].any())
    return bool(values[cell] == 0), alone, float(values[cell]), cell


def recoverable(hidden: np.ndarray, sums: Sequence[np.ndarray]) -> np.ndarray:
    """Hidden cells that the totals and the shown cells give back exactly, by additions and subtractions.

    They are those whose own axis lies in the row space of the totals: there, its projection keeps its length.
    """
    found = np.zeros(len(hidden), dtype=bool)
    masked = np.flatnonzero(hidden)
    if not len(masked):
        return found
    place = {int(cell): column for column, cell in enumerate(masked)}
    system = np.zeros((len(sums), len(masked)))
    for line, cells in enumerate(sums):
        system[line, [place[int(cell)] for cell in cells if hidden[cell]]] = 1
    _, singular, right = np.linalg.svd(system, full_matrices=False)
    rows = right[singular > _BEYOND]
    found[masked] = (rows**2).sum(axis=0) > 1 - _BEYOND
    return found
