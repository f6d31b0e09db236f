"""One measure commune by commune, small numbers protected beside the total that the page shows."""

import numpy as np

from maillage.measures.columns import Column, exact
from maillage.measures.evaluation import Inputs, by_commune
from maillage.measures.model import Definition, Measured
from maillage.measures.suppression import THRESHOLDS, protect
from maillage.results.diagnostic.inputs import inputs_of
from maillage.results.diagnostic.subject import Subject
from maillage.results.diagnostic.values import cut

_NOTHING = "La source ne donne rien pour cette commune."
_ADDED = ("rapport", "somme", "evolution")


def communes(subject: Subject, definition: Definition) -> dict[str, Measured]:
    """Code -> value; empty when the source is not loaded."""
    inputs = cut(inputs_of(subject.atlas, definition), subject.rows)
    if inputs is None or (definition.method == "evolution" and inputs.before is None):
        return {}
    values = by_commune(definition, inputs, np.arange(len(subject.rows)))
    hidden = _hidden(definition, inputs)
    codes = subject.territory.codes
    return {code: _one(definition, inputs, values, hidden, row) for row, code in enumerate(codes)}


def _hidden(definition: Definition, inputs: Inputs) -> dict[int, str]:
    """Row -> why its count may not be said."""
    if definition.secret not in THRESHOLDS:
        return {}
    counts = [None if np.isnan(count) else float(count) for count in inputs.numerator.values]
    return {row: cell.reason for row, cell in enumerate(protect(counts, definition.secret)) if not cell.shown}


def _one(definition: Definition, inputs: Inputs, values: np.ndarray, hidden: dict[int, str], row: int) -> Measured:
    top = inputs.numerator
    told = {"total": 1, "vintage": top.vintage, "fictitious": top.fictitious, "source": top.source, "level": top.level}
    if row in hidden:
        return Measured(None, reason=hidden[row], suppressed=True, **told)  # type: ignore[arg-type]
    if np.isnan(values[row]):
        return Measured(None, reason=_NOTHING, **told)  # type: ignore[arg-type]
    parts = {}
    if definition.method in _ADDED:
        parts = {"numerator": _known(top, row), "denominator": _known(inputs.before or inputs.denominator, row)}
    return Measured(exact(float(values[row])), covered=1, **parts, **told)  # type: ignore[arg-type]


def _known(column: Column | None, row: int):  # type: ignore[no-untyped-def]
    return None if column is None or np.isnan(column.values[row]) else exact(float(column.values[row]))
