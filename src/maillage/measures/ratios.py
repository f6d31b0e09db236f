"""Sums, and ratios of sums, on a territory: never a mean of means, never a zero for what is not known."""

from dataclasses import replace
from decimal import Decimal

import numpy as np

from maillage.kernel.french import number
from maillage.measures.columns import Column, Rows, both, exact
from maillage.measures.model import Measured
from maillage.measures.sphere import Floats

HALF = Decimal("0.5")
_NO_DATA = "Aucune commune du territoire n'a de donnée."
_NO_DENOMINATOR = "Le dénominateur est nul sur ce territoire."


def total(column: Column, rows: Rows, *, population: Floats | None = None, minimal: Decimal = HALF) -> Measured:
    """Sum over the communes that have data."""
    values = column.values[rows]
    known = ~np.isnan(values)
    found = _frame(column, rows, known)
    refused = _uncovered(rows, known, population, minimal)
    if refused:
        return replace(found, reason=refused)
    summed = exact(values[known].sum())
    return replace(found, value=summed, numerator=summed, reason=_partial(found))


def ratio(
    numerator: Column,
    denominator: Column,
    rows: Rows,
    *,
    per: Decimal = Decimal(1),
    population: Floats | None = None,
    minimal: Decimal = HALF,
) -> Measured:
    """Sum of the numerators over sum of the denominators, × `per`, on the communes where both are known.

    Under `minimal`, the share of `population` (or of the communes) that has data, nothing is said but why.
    """
    above, below = (side.values[rows] for side in both(numerator, denominator))
    known = ~np.isnan(above)
    found = _frame(numerator, rows, known)
    found = replace(found, fictitious=numerator.fictitious or denominator.fictitious)
    refused = _uncovered(rows, known, population, minimal)
    if refused:
        return replace(found, reason=refused)
    top, bottom = exact(above[known].sum()), exact(below[known].sum())
    if bottom == 0:
        return replace(found, numerator=top, denominator=bottom, reason=_NO_DENOMINATOR)
    return replace(found, value=top * per / bottom, numerator=top, denominator=bottom, reason=_partial(found))


def mean(values: Column, weights: Column, rows: Rows, **options: Decimal | Floats) -> Measured:
    """Mean of `values` by inhabitant: sum of value × weight over sum of weights, on the communes where both are known."""
    weighted = values.with_values(values.values * weights.values)
    return ratio(weighted, weights, rows, **options)  # type: ignore[arg-type]


def share_beyond(values: Column, limit: float, weights: Column, rows: Rows, **options: Decimal | Floats) -> Measured:
    """Share of the weights (× `per`) of the communes whose value is more than `limit`."""
    beyond = np.where(np.isnan(values.values), np.nan, np.where(values.values > limit, weights.values, 0.0))
    return ratio(values.with_values(beyond), weights, rows, **options)  # type: ignore[arg-type]


def median(values: Column, weights: Column, rows: Rows, *, minimal: Decimal = HALF) -> Measured:
    """Value under which half of the weights lie: for published medians, which neither add up nor average."""
    kept, weight = (side.values[rows] for side in both(values, weights))
    known = ~np.isnan(kept)
    found = _frame(values, rows, known)
    refused = _uncovered(rows, known, weights.values, minimal)
    if refused:
        return replace(found, reason=refused)
    order = np.argsort(kept[known], kind="stable")
    cumulated = np.cumsum(weight[known][order])
    middle = int(np.searchsorted(cumulated, cumulated[-1] / 2))
    return replace(found, value=exact(kept[known][order][middle]), reason=_partial(found))


def ratios_by_group(numerator: Column, denominator: Column, group: Rows, count: int, *, per: float = 1.0) -> Floats:
    """The same ratio for every group at once (EPCI, départements…); `group` gives the number of each row, -1 for none.

    NaN where nothing is known: for maps, ranks and comparisons of a whole level.
    """
    above, below = both(numerator, denominator)
    kept = above.known & (group >= 0)
    top = np.bincount(group[kept], above.values[kept], count)
    bottom = np.bincount(group[kept], below.values[kept], count)
    return np.divide(top * per, bottom, out=np.full(count, np.nan), where=bottom > 0)


def sums_by_group(column: Column, group: Rows, count: int) -> Floats:
    """Sum of every group at once; NaN where no row is known."""
    kept = column.known & (group >= 0)
    seen = np.bincount(group[kept], minlength=count)
    return np.where(seen > 0, np.bincount(group[kept], column.values[kept], count), np.nan)


def _frame(column: Column, rows: Rows, known: np.ndarray) -> Measured:
    return Measured(
        None,
        covered=int(known.sum()),
        total=len(rows),
        reason=_NO_DATA,
        vintage=column.vintage,
        level=column.level,
        fictitious=column.fictitious,
        source=column.source,
    )


def _uncovered(rows: Rows, known: np.ndarray, population: Floats | None, minimal: Decimal) -> str:
    """Why nothing is said, or nothing."""
    if not known.any():
        return _NO_DATA
    weights = np.ones(len(rows)) if population is None else np.nan_to_num(population[rows])
    everything = weights.sum()
    share = weights[known].sum() / everything if everything > 0 else known.mean()
    if share >= float(minimal):
        return ""
    described = "des habitants" if population is not None else "des communes"
    return (
        f"Les communes qui ont une donnée ne font que {_percent(share)} {described} du territoire ; "
        f"il en faut {_percent(float(minimal))}."
    )


def _partial(found: Measured) -> str:
    if found.covered == found.total:
        return ""
    return f"Calculé sur {number(found.covered)} des {number(found.total)} communes : les autres n'ont pas de donnée."


def _percent(share: float) -> str:
    return f"{share:.0%}".replace("%", "\N{NO-BREAK SPACE}%")
