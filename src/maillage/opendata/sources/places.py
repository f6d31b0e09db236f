"""The communes as the loaders ask for them: any code to the present one, a postal address to a commune."""

import re
from functools import cached_property

from maillage.kernel.codes import commune
from maillage.kernel.codes.written import bare
from maillage.kernel.folding import folded
from maillage.opendata.warehouse.columns import LEVELS
from maillage.opendata.warehouse.opened import Warehouse
from maillage.opendata.warehouse.towns import Town, Towns

_LOST_ZERO = re.compile(r"[1-9]\d{3}")
_COLLECTIVITES = {"97123": "Saint-Barthélemy", "97127": "Saint-Martin", "97133": "Saint-Barthélemy", "97150": "Saint-Martin"}
"""Codes of communes and postal codes of the two islands, as they were in Guadeloupe."""


class Places:
    """Present communes and arrondissements of one warehouse, with every retired code."""

    def __init__(self, warehouse: Warehouse) -> None:
        self.warehouse = warehouse
        self._columns = warehouse.columns
        self.known = frozenset(self._columns.codes)
        """Codes of the present communes and of the arrondissements of Paris, Lyon and Marseille."""
        self._towns: dict[tuple[tuple[str, str], str], Town] = {}

    def to_present(self, code: str | None) -> str | None:
        """The present commune (or arrondissement) of any code, also spaced or without its leading zero; None when there is none."""
        text = commune.compact(code or "")
        if _LOST_ZERO.fullmatch(text):
            text = f"0{text}"
        if text in self.known:
            return text
        former = self.warehouse.former.get(text)
        return former.target or None if former is not None else None

    def outside(self, *codes: str | None) -> str:
        """The collectivité d'outre-mer that a code (of a commune, or postal) belongs to; empty when it is in the field."""
        for code in codes:
            text = commune.compact(code or "")
            former = self.warehouse.former.get(text)
            if text in _COLLECTIVITES or (former is not None and not former.target):
                return _COLLECTIVITES.get(text) or (former.name if former else "")
        return ""

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
        """A département as sources write it (« 9 », « 09 », « 009 », « 2a », « 9A », « 97-1 », « Ariège »); None when it is none."""
        text = re.sub(r"[^0-9A-Z]", "", bare(code or "").upper())
        text = {"9A": "971", "9B": "972", "9C": "973", "9D": "974", "9F": "976"}.get(text, text)
        for form in (text, text.zfill(2), text.removeprefix("0")):
            if form in self.levels["departement"]:
                return form
        return self._departement_names.get(folded(code or ""))

    @cached_property
    def _departement_names(self) -> dict[str, str]:
        level = self._columns.levels["departement"]
        return {folded(name): own for name, own in zip(level.names, level.codes, strict=True)}

    def region(self, code: str | None) -> str | None:
        """A région of 2016 by its code, with or without its leading zero."""
        text = (code or "").strip().zfill(2)
        return text if text in self.levels["region"] else None

    def commune_of(self, postal_code: str | None, town: str | None) -> str | None:
        """The commune of a postal address; None when nothing, or several communes, answer."""
        return self.address(postal_code, town).code

    def address(self, postal_code: str | None, town: str | None) -> Town:
        """The commune of a postal address: the name decides, the postal code narrows, and never says otherwise."""
        given = bare(postal_code or "")
        key = given.zfill(5) if given else "", (town or "").strip()
        if (key, given) not in self._towns:
            self._towns[key, given] = self.towns.at(*key, mended=0 < len(given) < len(key[0]))
        return self._towns[key, given]

    @cached_property
    def towns(self) -> Towns:
        return Towns(self._columns, self.warehouse.former)
