"""A place of the observatory: France, a région or a département, and the communes that are its own."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from maillage.results.couverture.ground import Ground, Rows, ground
from maillage.results.territoires.words import shown, typed

FRANCE = "france"
LEVELS = (FRANCE, "region", "departement")
_WHAT = {"region": "aucune région", "departement": "aucun département"}
_EXAMPLES = {"region": "76", "departement": "09"}


class UnknownTerritory(LookupError):
    """No such place; the message is a French sentence."""

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True, eq=False)
class Territory:
    """`parents` go from France down, each with its level, code and name."""

    level: str
    code: str
    name: str
    land: Ground
    parents: tuple["Territory", ...] = ()

    @cached_property
    def rows(self) -> Rows:
        """Units (a commune, or an arrondissement) of the place."""
        if self.level == FRANCE:
            return np.flatnonzero(self.land.is_unit)
        number = self.land.columns.levels[self.level].number[self.code]
        return np.flatnonzero(self.land.is_unit & (self.land.number_in(self.level) == number))

    @cached_property
    def inside(self) -> NDArray[np.bool_]:
        """True on its rows, for every row of the warehouse."""
        told = np.zeros(self.land.size, bool)
        told[self.rows] = True
        return told

    @cached_property
    def codes(self) -> frozenset[str]:
        return frozenset(self.land.columns.codes[row] for row in self.rows.tolist())


def territory(level: str, code: str = "") -> Territory:
    """`UnknownTerritory` when there is no such place."""
    land = ground()
    if level == FRANCE:
        return Territory(FRANCE, FRANCE, "France", land)
    if level not in LEVELS:
        raise UnknownTerritory(
            typed(f"« {shown(level)} » n'est pas un niveau de l'observatoire : france, region ou departement.")
        )
    places, known = land.columns.levels[level], code.strip().upper()
    if known not in places.number:
        raise UnknownTerritory(
            typed(f"« {shown(code)} » n'est le code d'{_WHAT[level]} : essayez par exemple {_EXAMPLES[level]}.")
        )
    return Territory(level, known, places.names[places.number[known]], land, _parents(land, level, known))


def _parents(land: Ground, level: str, code: str) -> tuple[Territory, ...]:
    france = territory(FRANCE)
    if level == "region":
        return (france,)
    region = next(region for region, own in zip(land.columns.regions, land.columns.departements, strict=True) if own == code)
    return (france, territory("region", region))
