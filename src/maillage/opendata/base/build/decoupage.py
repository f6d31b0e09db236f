"""One published version of the découpage administratif, sorted into present communes, arrondissements and former communes."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from maillage.opendata.base.build.packages import DECOUPAGES, read_json

Record = dict[str, Any]
_COLLECTIVITES = ("975", "977", "978", "98")
_FORMER = {"commune-deleguee": "deleguee", "commune-associee": "associee"}


@dataclass(frozen=True)
class Decoupage:
    """`records` as published; overseas collectivities (975, 977, 978, 98x) are outside the field."""

    version: str
    records: tuple[Record, ...]

    @cached_property
    def communes(self) -> dict[str, Record]:
        return {r["code"]: r for r in self.records if r["type"] == "commune-actuelle"}

    @cached_property
    def arrondissements(self) -> dict[str, Record]:
        return {r["code"]: r for r in self.records if r["type"] == "arrondissement-municipal"}

    @cached_property
    def former(self) -> dict[str, Record]:
        """Delegated and associated communes whose code is not the one of their present commune."""
        kept = (r for r in self.records if r["type"] in _FORMER and r["code"] != r["chefLieu"])
        return {r["code"]: {**r, "kind": _FORMER[r["type"]]} for r in kept}

    @cached_property
    def namesakes(self) -> dict[str, Record]:
        """Delegated communes that carry the same code as a present commune."""
        return {r["code"]: r for r in self.records if r["type"] in _FORMER and r["code"] == r["chefLieu"]}

    @cached_property
    def old_codes(self) -> dict[str, str]:
        """Old code -> commune that took it over, as the history of the COG says it."""
        return {old: r["code"] for r in self.communes.values() for old in r.get("anciensCodes", ())}


def is_in_field(code: str) -> bool:
    """France and its five overseas départements."""
    return not code.startswith(_COLLECTIVITES)


def read_all(cache: Path) -> dict[str, Decoupage]:
    """Every version, newest first."""
    return {version: _read(cache, version) for version in DECOUPAGES}


def _read(cache: Path, version: str) -> Decoupage:
    records = read_json(cache, version, "communes")
    return Decoupage(version, tuple(r for r in records if is_in_field(r["code"])))


def overseas_collectivities(cache: Path, version: str) -> dict[str, str]:
    """Code -> name of the communes that the product refuses by name."""
    return {r["code"]: r["nom"] for r in read_json(cache, version, "communes") if not is_in_field(r["code"])}
