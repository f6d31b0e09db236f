"""Who cares for a territory: professionals counted from the warehouse, and the accessibility that we compute, on arrays of rows."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from maillage.kernel.known import Known
from maillage.measures.accessibilite import accessibility, steps_of
from maillage.measures.sphere import Floats
from maillage.opendata.warehouse.extra import FICTIF, PROFESSIONNELS
from maillage.results.couverture.ground import Ground, Rows

COUNTED = {
    "medecin_generaliste": "médecins généralistes",
    "infirmier": "infirmiers",
    "kinesitherapeute": "masseurs-kinésithérapeutes",
    "chirurgien_dentiste": "chirurgiens-dentistes",
    "sage_femme": "sages-femmes",
    "pharmacien": "pharmaciens",
}
MISSING = "Source non chargée : « maillage donnees importer rpps FICHIER » la charge."
SOURCE = "RPPS, extraction en libre accès"
_RADIUS_KM, _STEPS, _DETOUR = 25.0, "10:1 20:0.68 25:0.22", 1.3
"""E2SFCA as `measures/definitions/acces/20-accessibilite.yaml` declares it."""
_PER = 10_000


@dataclass(frozen=True, slots=True)
class Supply:
    """Of one territory: professionals by profession, and general practitioners within reach for 10 000 inhabitants."""

    professionals: Known[dict[str, float]]
    accessibility: Known[float]
    france: Known[float]
    """The same accessibility over the country, to compare."""

    def as_json(self) -> dict[str, Any]:
        return {
            "professionnels": self.professionals.value,
            "accessibilite_mg_pour_10000": self.accessibility.value,
            "accessibilite_mg_france": self.france.value,
            "raison": self.professionals.reason or None,
            "fictif": self.professionals.fictitious,
        }


@dataclass(frozen=True, eq=False)
class Tables:
    """Professionals by row (rows, professions) and accessibility to general practitioners by row."""

    counts: Floats
    reach: Floats
    fictitious: bool


def supplies(land: Ground, rows: Rows, group: Rows, size: int) -> tuple[Supply, ...]:
    """Of `size` territories; each says why when the professionals are not loaded."""
    tables = _tables(land.warehouse.manifest.stamp, land)
    if tables is None:
        return (_NOTHING,) * size
    people = land.population[rows].astype(float)
    counts = np.stack([np.bincount(group, column, size) for column in tables.counts[rows].T], axis=1)
    weight = np.bincount(group, people, size)
    reach = np.bincount(group, tables.reach[rows] * people, size) / np.where(weight > 0, weight, 1)
    units = np.flatnonzero(land.is_unit)
    whole = float((tables.reach[units] * land.population[units]).sum() / land.population[units].sum())
    return tuple(_one(c, r, whole, tables.fictitious) for c, r in zip(counts.tolist(), reach.tolist(), strict=True))


def _one(counts: list[float], reach: float, whole: float, fictitious: bool) -> Supply:
    told = {name: round(number, 1) for name, number in zip(COUNTED, counts, strict=True)}
    return Supply(
        Known(told, SOURCE, fictitious=fictitious),
        Known(round(reach, 2), f"{SOURCE}, calcul E2SFCA", fictitious=fictitious),
        Known(round(whole, 2), f"{SOURCE}, calcul E2SFCA", fictitious=fictitious),
    )


_NOTHING = Supply(Known.missing(MISSING), Known.missing(MISSING), Known.missing(MISSING))


@lru_cache(maxsize=2)
def _tables(stamp: str, land: Ground) -> Tables | None:
    import polars as pl

    table = land.warehouse.table(PROFESSIONNELS)
    if table.is_empty():
        return None
    counts = np.zeros((land.size, len(COUNTED)))
    column = {name: i for i, name in enumerate(COUNTED)}
    sums = table.group_by("commune", "profession").agg(pl.col("nombre").sum())
    for code, profession, number in sums.iter_rows():
        row = land.columns.row_of.get(code)
        if row is not None and profession in column:
            counts[row, column[profession]] += number
    _share_cities(land, counts)
    fictitious = bool(table.get_column(FICTIF).any())
    return Tables(counts, _reach(land, counts[:, column["medecin_generaliste"]]), fictitious)


def _share_cities(land: Ground, counts: Floats) -> None:
    """What a source gives for a whole city goes to its arrondissements, by inhabitants."""
    for city, inside in land.columns.arrondissements.items():
        people = land.population[list(inside)]
        counts[list(inside)] += counts[city] * (people / people.sum())[:, None]
        counts[city] = 0


def _reach(land: Ground, practitioners: Floats) -> Floats:
    units = np.flatnonzero(land.is_unit)
    found = np.zeros(land.size)
    demand = land.population[units].astype(float)
    found[units] = accessibility(
        land.lonlat[units], practitioners[units], demand, radius_km=_RADIUS_KM, weights=steps_of(_STEPS), detour=_DETOUR
    )
    return found * _PER
