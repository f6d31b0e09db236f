"""The data dictionary of the open tables, read once from `dictionnaire.yaml`; also as a Frictionless data package."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from maillage.results.couverture.amounts import HYPOTHESIS
from maillage.results.territoires.words import typed

_FILE = Path(__file__).with_name("dictionnaire.yaml")
_FRICTIONLESS = {"texte": "string", "entier": "integer", "nombre": "number", "date": "date", "booleen": "boolean"}
LICENCE = "Licence Ouverte 2.0 (Etalab)"
LICENCE_URL = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: type (texte, entier, nombre, date, booleen), unit and meaning."""

    name: str
    type: str
    unit: str
    description: str


@dataclass(frozen=True, slots=True)
class OpenTable:
    """`geo`: it also exists as GeoJSON."""

    name: str
    title: str
    description: str
    key: tuple[str, ...]
    geo: bool
    columns: tuple[Column, ...]

    @property
    def kinds(self) -> tuple[str, ...]:
        return ("csv", "parquet", "geojson") if self.geo else ("csv", "parquet")


@cache
def tables() -> dict[str, OpenTable]:
    raw = yaml.safe_load(_FILE.read_text("utf-8"))
    return {name: _table(name, told, raw["commun"]) for name, told in raw["tables"].items()}


def _table(name: str, raw: dict[str, Any], common: dict[str, Any]) -> OpenTable:
    columns = tuple(
        Column(column, told["type"], told.get("unite", ""), typed(told["description"]))
        for column, told in (raw["colonnes"] | common).items()
    )
    return OpenTable(name, raw["titre"], typed(raw["description"]), tuple(raw["cle"]), raw["geo"], columns)


def datapackage(*, source: str, fictitious: bool, version: str, addresses: Iterable[tuple[str, str, str]]) -> dict[str, Any]:
    """Frictionless description of every file. `addresses`: table, kind, address."""
    told = tables()
    return {
        "profile": "data-package",
        "name": "maillage-observatoire",
        "title": "Observatoire des CPTS" + (" (données fictives de démonstration)" if fictitious else ""),
        "description": HYPOTHESIS,
        "version": version,
        "licenses": [{"name": "etalab-2.0", "title": LICENCE, "path": LICENCE_URL}],
        "sources": [{"title": source}, {"title": "Insee, populations légales ; code officiel géographique"}],
        "fictif": fictitious,
        "resources": [_resource(told[name], kind, address) for name, kind, address in addresses],
    }


def _resource(table: OpenTable, kind: str, address: str) -> dict[str, Any]:
    fields = [
        {"name": c.name, "type": _FRICTIONLESS[c.type], "description": c.description} | ({"unit": c.unit} if c.unit else {})
        for c in table.columns
    ]
    told: dict[str, Any] = {
        "name": f"{table.name}-{kind}".replace("_", "-"),
        "title": table.title,
        "description": table.description,
    }
    told |= {"path": address, "format": kind, "encoding": "utf-8"}
    if kind == "csv":
        told["dialect"] = {"delimiter": ";"}
    return told | {"schema": {"fields": fields, "primaryKey": list(table.key)}}
