"""The CPTS nearest to what touches none: islands, and zones in the middle of nothing."""

from typing import Any

import numpy as np
from scipy.spatial import cKDTree

from maillage.results.couverture.ground import Rows


def nearest_cpts(packed: Any, groups: Any, zones: Rows) -> Rows:
    """For each zone, the CPTS whose commune is the nearest to one of its communes, in a straight line."""
    if not len(zones):
        return zones
    chosen = np.isin(groups.zone, zones)
    xyz = packed.land.xyz
    away, found = cKDTree(xyz[packed.rows]).query(xyz[groups.rows[chosen]])
    order = np.lexsort((away, groups.zone[chosen]))
    own = groups.zone[chosen][order]
    first = order[np.r_[True, own[1:] != own[:-1]]]
    nearest: Rows = packed.owner[found[first]]
    return nearest
