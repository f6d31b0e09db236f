"""Territories that resemble one another: nearest neighbours on declared features, each counted in standard deviations."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from maillage.measures.sphere import Floats


@dataclass(frozen=True, slots=True)
class Feature:
    """One declared trait. `log`: compared by ratios rather than by differences, as population is."""

    key: str
    label: str
    weight: float = 1.0
    log: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """How far two territories are on one feature."""

    feature: Feature
    here: float
    there: float
    deviations: float
    """Difference in standard deviations of the candidates, sign kept: positive when the other is higher."""
    share: float
    """Part of the whole distance that comes from it."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A territory that resembles, and why."""

    place: int
    """Row of the candidate."""
    distance: float
    """Root of the weighted mean of squared deviations: 0 is alike, 1 is one standard deviation apart."""
    gaps: tuple[Gap, ...]
    """Closest feature first."""


def similar(
    features: Sequence[Feature], here: Sequence[float], candidates: Floats, *, count: int = 5, excluded: Sequence[int] = ()
) -> tuple[Neighbour, ...]:
    """The `count` candidates, (n, features), nearest to `here`.

    Features that this territory lacks, or whose zero has no ratio, are left out for all;
    candidates that lack one of the others are not compared.
    """
    known = [i for i, value in enumerate(here) if np.isfinite(value) and (value > 0 or not features[i].log)]
    kept = [features[i] for i in known]
    if not kept:
        return ()
    everywhere = _scaled(np.asarray(candidates, dtype=np.float64)[:, known], kept)
    own = _scaled(np.asarray([here], dtype=np.float64)[:, known], kept)[0]
    rows = np.setdiff1d(np.flatnonzero(np.isfinite(everywhere).all(axis=1)), np.array(excluded, dtype=np.intp))
    if not len(rows):
        return ()
    spread = everywhere[rows].std(axis=0)
    deviations = (everywhere[rows] - own) / np.where(spread > 0, spread, 1.0)
    weights = np.array([feature.weight for feature in kept])
    squares = deviations**2 * weights / weights.sum()
    distances = np.sqrt(squares.sum(axis=1))
    nearest = np.lexsort((rows, distances))[:count]
    original = np.asarray(candidates, dtype=np.float64)[:, known]
    return tuple(
        Neighbour(
            int(rows[i]),
            float(distances[i]),
            _gaps(kept, [here[k] for k in known], original[rows[i]], deviations[i], squares[i]),
        )
        for i in nearest
    )


def _scaled(values: Floats, features: Sequence[Feature]) -> Floats:
    scaled = values.copy()
    for column, feature in enumerate(features):
        if feature.log:
            positive = values[:, column] > 0
            scaled[:, column] = np.log(values[:, column], out=np.full(len(values), np.nan), where=positive)
    return scaled


def _gaps(
    features: Sequence[Feature], here: Sequence[float], there: Floats, deviations: Floats, squares: Floats
) -> tuple[Gap, ...]:
    whole = float(squares.sum()) or 1.0
    gaps = [
        Gap(feature, float(a), float(b), float(d), float(s) / whole)
        for feature, a, b, d, s in zip(features, here, there, deviations, squares, strict=True)
    ]
    return tuple(sorted(gaps, key=lambda gap: abs(gap.deviations)))
