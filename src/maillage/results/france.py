"""The whole country at a glance: départements with their ages and outlines, and EPCI to take an example from."""

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from maillage.opendata.warehouse.columns import Columns
from maillage.opendata.warehouse.start import ABSENT
from maillage.results.territoires.outlines import outlines_france
from maillage.results.territoires.source import current

Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Departement:
    """A département with its inhabitants by age (RP 2021), and its simplified outline."""

    code: str
    name: str
    communes: int
    population: int
    """Municipal, newest vintage."""
    seniors: int
    counted: int
    """Inhabitants whose age is known; 0 where the census gives no ages."""
    rings: tuple[Ring, ...]
    """Outer rings, longitude and latitude."""

    @property
    def seniors_share(self) -> Decimal | None:
        return Decimal(self.seniors) / self.counted if self.counted else None


@dataclass(frozen=True, slots=True)
class Epci:
    """An EPCI among others."""

    code: str
    name: str
    communes: int
    population: int


def departements() -> tuple[Departement, ...]:
    """All 101, in the order of their codes. Takes tenths of a second: keep the answer per `stamp`."""
    columns = current().columns
    level = columns.levels["departement"]
    ages, rings = _ages(columns), _rings()
    rows = zip(level.codes, level.names, level.communes, level.population, strict=True)
    return tuple(
        Departement(code, name, int(communes), int(people), *ages.get(code, (0, 0)), rings.get(code, ()))
        for code, name, communes, people in rows
    )


def epcis() -> tuple[Epci, ...]:
    """All EPCI, in the order of their codes."""
    level = current().columns.levels["epci"]
    rows = zip(level.codes, level.names, level.communes, level.population, strict=True)
    return tuple(Epci(code, name, int(communes), int(people)) for code, name, communes, people in rows)


def _ages(columns: Columns) -> dict[str, tuple[int, int]]:
    """Département -> inhabitants of 65 and over, and inhabitants whose age is known."""
    sums: dict[str, tuple[int, int]] = {}
    for kind, departement, *bands in zip(columns.kinds, columns.departements, *columns.ages, strict=True):
        if kind == "commune" and ABSENT not in bands:
            seniors, counted = sums.get(departement, (0, 0))
            sums[departement] = seniors + int(bands[-1]), counted + int(sum(bands))
    return sums


def _rings() -> dict[str, tuple[Ring, ...]]:
    features = json.loads(outlines_france())["features"]
    return {feature["properties"]["code"]: _outer(feature["geometry"]) for feature in features}


def _outer(geometry: dict[str, Any]) -> tuple[Ring, ...]:
    single = geometry["type"] == "Polygon"
    polygons = [geometry["coordinates"]] if single else geometry["coordinates"]
    return tuple(tuple((lon, lat) for lon, lat in polygon[0]) for polygon in polygons)
