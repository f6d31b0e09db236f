"""Spatial accessibility by two-step floating catchment areas: supply within reach, shared among those who reach it.

- 2SFCA: W. Luo, F. Wang, « Measures of spatial accessibility to health care in a GIS environment: synthesis and a case
  study in the Chicago region », Environment and Planning B 30(6), 2003. One weight, 1, inside the radius.
- E2SFCA: W. Luo, Y. Qi, « An enhanced two-step floating catchment area (E2SFCA) method for measuring spatial
  accessibility to primary care physicians », Health & Place 15(4), 2009. Weights that decrease by zone of distance; their
  slow decay, 1 / 0.68 / 0.22 for three zones, is the default of our definitions.
- The French official figure of the same family: M. Barlet, M. Coldefy, C. Collin, V. Lucas-Gabrielli, « L'accessibilité
  potentielle localisée (APL) », Études et résultats 795, DREES, 2012 (adds activity and age of the demand).

Step 1, at each place j of supply: R(j) = S(j) / sum over i of w(d(i, j)) P(i).
Step 2, for each place i of demand: A(i) = sum over j of w(d(i, j)) R(j).
What is offered is shared out entirely: the sum of P × A equals the sum of S wherever somebody reaches the supply.
"""

from collections.abc import Sequence

import numpy as np

from maillage.measures.pairs import Pairs, Steps, near
from maillage.measures.sphere import Floats


def accessibility(
    points: Floats, supply: Floats, demand: Floats, *, radius_km: float, weights: Steps | None = None, detour: float = 1.0
) -> Floats:
    """Supply per unit of demand at each point: (n,), or (n, k) when supply or demand has k columns.

    Give every point of the country, then keep the rows of a selection: neighbours outside it offer and ask too, and no
    border cuts the catchments. `weights` None is 2SFCA, steps are E2SFCA. `demand` may be weighted by age, `supply` by
    activity (`age_weighted`). Pairs within `radius_km` are found once for a set of points (`pairs.near`).
    """
    return from_pairs(near(points, radius_km, detour), supply, demand, weights=weights or ((radius_km, 1.0),))


def from_pairs(pairs: Pairs, supply: Floats, demand: Floats, *, weights: Steps) -> Floats:
    """`accessibility` when the pairs are known."""
    catchments = Catchments(pairs, weights)
    asked = catchments.reach(np.asarray(demand, dtype=np.float64))
    offered = np.asarray(supply, dtype=np.float64)
    if offered.ndim > asked.ndim:
        asked = asked[:, None]
    elif asked.ndim > offered.ndim:
        offered = offered[:, None]
    ratios = np.divide(offered, asked, out=np.zeros(np.broadcast_shapes(offered.shape, asked.shape)), where=asked > 0)
    return catchments.reach(ratios)


class Catchments:
    """The weights of every pair of points: what is within reach of each."""

    def __init__(self, pairs: Pairs, weights: Steps) -> None:
        if not weights:
            raise ValueError("donnez au moins une zone de distance et son poids")
        self._own = min(weights)[1]
        self._upper = pairs.weighted(weights)

    def reach(self, amounts: Floats) -> Floats:
        """Weighted sum, for each point, of what is at the points within reach, itself included."""
        return np.asarray(self._upper @ amounts + self._upper.T @ amounts + self._own * amounts)


def steps_of(text: str) -> tuple[tuple[float, float], ...]:
    """Steps as a definition writes them.

    >>> steps_of("10:1 20:0.68 25:0.22")
    ((10.0, 1.0), (20.0, 0.68), (25.0, 0.22))
    """
    try:
        steps = tuple((float(limit), float(weight)) for limit, weight in (step.split(":") for step in text.split()))
    except ValueError:
        steps = ()
    if not steps or list(steps) != sorted(steps) or min(min(step) for step in steps) < 0:
        raise ValueError(f"« {text} » : écrivez des zones croissantes, km:poids, par exemple 10:1 20:0.68 25:0.22")
    return steps


def age_weighted(by_age: Floats, needs: Sequence[float]) -> Floats:
    """Demand of each point, (n,), from inhabitants by age band, (n, bands), and the need of each band relative to any other.

    Scaled so that the whole still counts as many inhabitants: a level does not change with the unit of the needs. The
    same serves supply by age of the professionals and their relative activity.
    """
    by_age, relative = np.asarray(by_age, dtype=np.float64), np.asarray(needs, dtype=np.float64)
    weighted = by_age @ relative
    total = weighted.sum()
    return weighted * (by_age.sum() / total) if total > 0 else weighted
