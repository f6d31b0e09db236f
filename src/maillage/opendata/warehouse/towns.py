"""Communes by a name, of today or of before, and by the postal address that holds it: the name decides, the code narrows."""

import re
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from maillage.kernel.folding import folded
from maillage.opendata.warehouse.columns import Columns
from maillage.opendata.warehouse.former import FormerCodes
from maillage.opendata.warehouse.names import lean

_CEDEX = re.compile(r"\bcedex\b\s*(\d*).*$")
_ORDINAL = re.compile(r"\b(\d{1,2})(?:e|er|eme|ieme|nd)?(?: arrondissement)?$")
_CITIES = {"paris": ("75056", "751"), "marseille": ("13055", "132"), "lyon": ("69123", "6938")}
_ON = re.compile(r"\b([Ss])/")
_NUMBER = re.compile(r"^(?:f )?\d{5}\s+")

Index = dict[str, list[str]]


class Town(NamedTuple):
    """`code` is None when nothing, or several communes, answer."""

    code: str | None
    former: bool = False
    """The name is not that of the commune today: one of before, a part of it, a place inside it."""
    apart: bool = False
    """The postal code says one place and the name another."""


NOWHERE = Town(None)


class Towns:
    """Every name of the communes and arrondissements of a warehouse."""

    def __init__(self, columns: Columns, former: FormerCodes) -> None:
        self._columns = columns
        self._former = former

    def named(self, name: str, departement: str | None = None) -> tuple[str, ...]:
        """Communes (or arrondissements) that bear this name, in one département or in France; those that bore it, if none does."""
        town, city = _told(name)
        if city and (departement is None or self._departement(city) == departement):
            return (city,) if city in self._columns.row_of else ()
        for index, key in (
            (self._exact, town),
            (self._lean, lean(town)),
            (self._before, town),
            (self._before_lean, lean(town)),
        ):
            if found := self._inside(index.get(key, ()), departement):
                return found
        return ()

    def is_former(self, name: str, code: str) -> bool:
        """Whether the name is not that of this commune today."""
        town, city = _told(name)
        return not city and lean(town) != self._lean_name(code)

    def at(self, postal_code: str, name: str, *, mended: bool = False) -> Town:
        """The commune of a postal address. `mended`: the code lost its zero, and only serves if the name agrees."""
        town, city = _told(name)
        served = self._by_postal_code.get(postal_code, [])
        if not town:
            return Town(served[0]) if len(served) == 1 and not mended else NOWHERE
        if not postal_code:
            found = self.named(town)
            return Town(found[0], self.is_former(town, found[0])) if len(found) == 1 else NOWHERE
        if city:
            return self._in_city(city, postal_code, served)
        return self._among(served, town) or self._around(postal_code, town, served, mended=mended)

    def _in_city(self, city: str, postal_code: str, served: list[str]) -> Town:
        """Paris, Lyon, Marseille, or the arrondissement that the name says; the postal code only tells which, for the city."""
        row_of, parent_of = self._columns.row_of, self._columns.parent_of
        if city not in row_of or self._departement(city) != self._departements(postal_code)[0]:
            return Town(None, apart=city in row_of)
        inside = [code for code in served if parent_of.get(row_of[code]) == row_of[city]]
        elsewhere = served and not inside and city not in served and row_of[city] not in parent_of
        return Town(inside[0] if len(inside) == 1 else None if elsewhere else city, apart=bool(elsewhere))

    def _among(self, served: list[str], town: str) -> Town | None:
        """Among the communes of the postal code: by the name of today, else by one of before."""
        short = lean(town)
        for index, key, former in (
            (self._exact, town, False),
            (self._lean, short, False),
            (self._before, town, True),
            (self._before_lean, short, True),
        ):
            found = [code for code in index.get(key, ()) if code in served]
            if len(found) == 1:
                return Town(found[0], former)
        return None

    def _around(self, postal_code: str, town: str, served: list[str], *, mended: bool) -> Town:
        """The name among the communes of the département, then a part of a name among those of the postal code."""
        departements = self._departements(postal_code)
        near = [code for code in self.named(town) if self._departement(code) in departements and not self._is_inside(code)]
        present = [code for code in near if lean(town) == self._lean_name(code)]
        if len(present) == 1:
            return Town(present[0])
        longer = [code for code in served if _holds(self._lean_name(code), lean(town))]
        if len(longer) == 1:
            return Town(longer[0], former=True)
        if len(near) == 1:
            return Town(near[0], former=True)
        before = self._before_in(departements, town)
        if len(before) == 1:
            return Town(before[0], former=True)
        if town in self._exact or near or before:
            return Town(None, apart=bool(served))
        return Town(served[0], former=True) if len(served) == 1 and not mended else NOWHERE

    def _before_in(self, departements: tuple[str, ...], town: str) -> list[str]:
        found = self._before.get(town) or self._before_lean.get(lean(town), [])
        return [code for code in found if self._departement(code) in departements]

    def _is_inside(self, code: str) -> bool:
        return self._columns.row_of[code] in self._columns.parent_of

    def _departement(self, code: str) -> str:
        return self._columns.departements[self._columns.row_of[code]] if code in self._columns.row_of else ""

    @staticmethod
    def _departements(postal_code: str) -> tuple[str, ...]:
        start = postal_code[:3] if postal_code.startswith("97") else postal_code[:2]
        return ("2A", "2B") if start == "20" else (start,)

    def _inside(self, codes: Iterable[str], departement: str | None) -> tuple[str, ...]:
        return tuple(code for code in codes if departement is None or self._departement(code) == departement)

    def _lean_name(self, code: str) -> str:
        return self._lean_names[self._columns.row_of[code]]

    @cached_property
    def _lean_names(self) -> list[str]:
        return [lean(name) for name in self._columns.names]

    @cached_property
    def _exact(self) -> Index:
        return _index((folded(name, saints=True), code) for name, code in self._present)

    @cached_property
    def _lean(self) -> Index:
        return _index(zip(self._lean_names, self._columns.codes, strict=True))

    @cached_property
    def _before(self) -> Index:
        return _index((folded(name, saints=True), code) for name, code in self._former.names)

    @cached_property
    def _before_lean(self) -> Index:
        return _index((lean(name), code) for name, code in self._former.names)

    @property
    def _present(self) -> Iterable[tuple[str, str]]:
        return zip(self._columns.names, self._columns.codes, strict=True)

    @cached_property
    def _by_postal_code(self) -> Index:
        columns = self._columns
        return _index(
            (postal_code, code)
            for code, postal_codes in zip(columns.codes, columns.postal_codes, strict=True)
            for postal_code in postal_codes.split()
        )


def _index(pairs: Iterable[tuple[str, str]]) -> Index:
    found: Index = {}
    for key, code in dict.fromkeys(pairs):
        found.setdefault(key, []).append(code)
    return found


def _told(name: str) -> tuple[str, str | None]:
    """The folded name without « Cedex 2 » nor the postal code before it; and the city or arrondissement that it says, if one."""
    text = folded(_ON.sub(r"\1ur ", name), saints=True)
    cedex = _CEDEX.search(text)
    town = _NUMBER.sub("", _CEDEX.sub("", text).strip())
    return town, _arrondissement(town, cedex[1] if cedex else "")


def _arrondissement(town: str, cedex: str) -> str | None:
    """« paris 14 », « lyon 3eme », « marseille 1er arrondissement », « paris cedex 14 », or the whole city."""
    words = town.split(" ", 1)
    if words[0] not in _CITIES:
        return None
    city, prefix = _CITIES[words[0]]
    match = _ORDINAL.fullmatch(words[1]) if len(words) == 2 else None
    if len(words) == 2 and match is None:
        return None
    number = int(match[1] if match else cedex or 0)
    last = {"751": 20, "132": 16, "6938": 9}[prefix]
    if match is None and number > last:
        return city
    return f"{prefix}{number:0{5 - len(prefix)}d}" if number else city


def _holds(name: str, part: str) -> bool:
    """« corbieres provence » begins by « corbieres », « antibes juan pins » by « antibes »."""
    return f"{name} ".startswith(f"{part} ") or f"{part} ".startswith(f"{name} ")
