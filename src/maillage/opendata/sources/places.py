"""The communes as the loaders ask for them: any code to the present one, a postal address to a commune."""

import re
from functools import cached_property

from maillage.kernel.codes import commune
from maillage.kernel.folding import folded
from maillage.opendata.warehouse.columns import LEVELS
from maillage.opendata.warehouse.names import lean
from maillage.opendata.warehouse.opened import Warehouse

_LOST_ZERO = re.compile(r"[1-9]\d{3}")
_CEDEX = re.compile(r"\bcedex\b.*$")
_ORDINAL = re.compile(r"\b(\d{1,2})(?:e|er|eme|ieme|nd)?(?: arrondissement)?$")
_CITIES = {"paris": ("75056", "751"), "marseille": ("13055", "132"), "lyon": ("69123", "6938")}


class Places:
    """Present communes and arrondissements of one warehouse, with every retired code."""

    def __init__(self, warehouse: Warehouse) -> None:
        self.warehouse = warehouse
        self._columns = warehouse.columns
        self.known = frozenset(self._columns.codes)
        """Codes of the present communes and of the arrondissements of Paris, Lyon and Marseille."""
        self._towns: dict[tuple[str, str], str | None] = {}

    def to_present(self, code: str | None) -> str | None:
        """The present commune (or arrondissement) of any code, also spaced or without its leading zero; None when there is none."""
        text = commune.compact(code or "")
        if _LOST_ZERO.fullmatch(text):
            text = f"0{text}"
        if text in self.known:
            return text
        former = self.warehouse.former.get(text)
        return former.target or None if former is not None else None

    def name_of(self, code: str) -> str:
        return self._columns.names[self._columns.row_of[code]]

    def departement_of(self, code: str) -> str:
        """Of a present commune or arrondissement."""
        return self._columns.departements[self._columns.row_of[code]]

    def region_of(self, code: str) -> str:
        return self._columns.regions[self._columns.row_of[code]]

    def city_of(self, code: str) -> str:
        """The whole city of an arrondissement; any other code is its own."""
        row = self._columns.row_of[code]
        parent = self._columns.parent_of.get(row)
        return code if parent is None else self._columns.codes[parent]

    @cached_property
    def levels(self) -> dict[str, frozenset[str]]:
        """Codes of the départements, régions and EPCI."""
        return {level: frozenset(self._columns.levels[level].codes) for level in LEVELS}

    def departement(self, code: str | None) -> str | None:
        """A département as sources write it (« 9 », « 09 », « 009 », « 2a », « 9A », « 97-1 »); None when it is none."""
        text = re.sub(r"[^0-9A-Z]", "", (code or "").upper())
        text = {"9A": "971", "9B": "972", "9C": "973", "9D": "974", "9F": "976"}.get(text, text)
        for form in (text, text.zfill(2), text.removeprefix("0")):
            if form in self.levels["departement"]:
                return form
        return None

    def region(self, code: str | None) -> str | None:
        """A région of 2016 by its code, with or without its leading zero."""
        text = (code or "").strip().zfill(2)
        return text if text in self.levels["region"] else None

    def commune_of(self, postal_code: str | None, town: str | None) -> str | None:
        """The commune of a postal address; None when nothing, or several communes, answer.

        The name decides among the communes of the postal code, then (CEDEX, company codes) among those of the
        département; a postal code of one commune needs no name.
        """
        key = ((postal_code or "").strip().zfill(5) if postal_code else "", _town(town or ""))
        if key not in self._towns:
            self._towns[key] = self._resolve(*key)
        return self._towns[key]

    def _resolve(self, postal_code: str, town: str) -> str | None:
        codes = self._by_postal_code.get(postal_code, [])
        inside = [code for code in codes if self.city_of(code) != code]
        if len(inside) == 1:
            return inside[0]
        if city := _arrondissement(town):
            return city if city in self.known else None
        if len(codes) == 1:
            return codes[0]
        return self._named(codes, town) or self._in_departement(postal_code, town)

    def _named(self, codes: list[str], town: str) -> str | None:
        """By its present name, else by the name of a commune it absorbed."""
        if not town:
            return None
        found = [code for code in codes if self._lean_names[code] == town]
        found = found or [code for code in codes if town in self._absorbed.get(code, ())]
        return found[0] if len(found) == 1 else None

    def _in_departement(self, postal_code: str, town: str) -> str | None:
        departement = postal_code[:3] if postal_code.startswith("97") else postal_code[:2]
        departements = ("2A", "2B") if departement == "20" else (departement,)
        codes = [code for name in departements for code in self._by_town.get((name, town), ())]
        codes = [code for code in codes if self.city_of(code) == code]
        return codes[0] if len(codes) == 1 else None

    @cached_property
    def _lean_names(self) -> dict[str, str]:
        return {code: lean(name) for code, name in zip(self._columns.codes, self._columns.names, strict=True)}

    @cached_property
    def _by_town(self) -> dict[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = {}
        for code, name in self._lean_names.items():
            found.setdefault((self.departement_of(code), name), []).append(code)
        return found

    @cached_property
    def _by_postal_code(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for code, postal_codes in zip(self._columns.codes, self._columns.postal_codes, strict=True):
            for postal_code in postal_codes.split():
                found.setdefault(postal_code, []).append(code)
        return found

    @cached_property
    def _absorbed(self) -> dict[str, set[str]]:
        """Present commune -> names of the communes whose land it holds."""
        names = self.warehouse.former.names_by_target()
        return {code: {lean(name) for name in former} for code, former in names.items()}


def _town(text: str) -> str:
    """Folded, without « Cedex 2 » nor the postal code before the name."""
    name = _CEDEX.sub("", folded(text, saints=True)).strip()
    return lean(re.sub(r"^\d{5}\s+", "", name)) if name else ""


def _arrondissement(town: str) -> str | None:
    """« paris 14 », « lyon 3eme », « marseille 1er arrondissement », or the whole city."""
    words = town.split(" ", 1)
    if words[0] not in _CITIES:
        return None
    city, prefix = _CITIES[words[0]]
    if len(words) == 1:
        return city
    match = _ORDINAL.fullmatch(words[1])
    if match is None:
        return None
    number = int(match[1])
    return f"{prefix}{number:0{5 - len(prefix)}d}" if number else city
