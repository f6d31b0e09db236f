"""The land that the generator draws on: communes (arrondissements instead of the three great cities), and smooth fields over it."""

import zlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.spatial import cKDTree

from maillage.opendata.warehouse.columns import LEVELS
from maillage.opendata.warehouse.opened import Warehouse

SEED = 20261121
LAST_YEAR = 2024
Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
_REACH_KM, _FADING_KM = 16.0, 7.0
_EARTH_KM = 6371.0
_WAVES = 7


def national() -> dict[str, Any]:
    """The declared orders of magnitude."""
    text = (Path(__file__).parent / "nationales.yaml").read_text(encoding="utf-8")
    told: dict[str, Any] = yaml.safe_load(text)
    return told


def draws(name: str) -> np.random.Generator:
    """Its own stream for each thing drawn: adding one changes no other."""
    return np.random.default_rng([SEED, zlib.crc32(name.encode())])


@dataclass(frozen=True, eq=False)
class Ground:
    """Columns of the units, in the order of the warehouse."""

    warehouse: Warehouse

    @cached_property
    def rows(self) -> Numbers:
        """Rows of the warehouse: every unit that holds inhabitants of its own."""
        columns = self.warehouse.columns
        cities = set(columns.arrondissements)
        return np.array([row for row in range(len(columns.codes)) if row not in cities], dtype=np.int64)

    @cached_property
    def codes(self) -> list[str]:
        columns = self.warehouse.columns
        return [columns.codes[row] for row in self.rows]

    @cached_property
    def names(self) -> list[str]:
        columns = self.warehouse.columns
        return [columns.names[row] for row in self.rows]

    @cached_property
    def population(self) -> Floats:
        return np.asarray(self.warehouse.columns.newest, dtype=np.float64)[self.rows]

    @cached_property
    def old(self) -> Floats:
        """Share of 65 and over; the mean where the census says nothing."""
        ages = [np.asarray(band, dtype=np.float64)[self.rows] for band in self.warehouse.columns.ages]
        counted = sum(ages)
        share = np.divide(ages[2], counted, out=np.full(len(self.rows), np.nan), where=(ages[2] >= 0) & (counted > 0))
        return np.where(np.isnan(share), np.nanmean(share), share)

    @cached_property
    def points(self) -> Floats:
        return np.array([self.warehouse.columns.point(int(row)) for row in self.rows])

    def level(self, kind: str) -> Numbers:
        """Number of the département, région or EPCI of each unit; -1 for none."""
        return self._levels[kind]

    @cached_property
    def _levels(self) -> dict[str, Numbers]:
        found = {}
        for kind in LEVELS:
            level = self.warehouse.columns.levels[kind]
            found[kind] = np.array([level.number.get(level.own[row], -1) for row in self.rows], dtype=np.int64)
        return found

    def by(self, kind: str, values: Floats) -> Floats:
        """Sum by département, région or EPCI."""
        number = self.level(kind)
        kept = number >= 0
        count = len(self.warehouse.columns.levels[kind].codes)
        return np.asarray(np.bincount(number[kept], values[kept], count), dtype=np.float64)

    @cached_property
    def xyz(self) -> Floats:
        lon, lat = np.radians(self.points).T
        return _EARTH_KM * np.column_stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)))

    @cached_property
    def nearby(self) -> Any:
        """Weights of the units within reach, fading with distance; each counts itself whole."""
        pairs = cKDTree(self.xyz).query_pairs(_REACH_KM, output_type="ndarray")
        km = np.linalg.norm(self.xyz[pairs[:, 0]] - self.xyz[pairs[:, 1]], axis=1)
        weights, itself = np.exp(-((km / _FADING_KM) ** 2)), np.arange(len(self.rows))
        first = np.concatenate((pairs[:, 0], pairs[:, 1], itself))
        second = np.concatenate((pairs[:, 1], pairs[:, 0], itself))
        values = np.concatenate((weights, weights, np.ones(len(itself))))
        return csr_matrix((values, (first, second)), shape=(len(itself), len(itself)))

    @cached_property
    def urban(self) -> Floats:
        """How much of a town is around, standardised by inhabitants."""
        return self._standard(np.log(self.nearby @ self.population + 1))

    @cached_property
    def south(self) -> Floats:
        """-1 in the far north to 1 in the far south of the mainland, 0.5 overseas."""
        latitude = self.points[:, 1]
        return np.where(latitude > 40, np.clip((46.5 - latitude) / 4.0, -1, 1), 0.5)

    @cached_property
    def is_centre(self) -> NDArray[np.bool_]:
        """The most peopled unit of each EPCI."""
        epci = self.level("epci")
        order = np.lexsort((-self.population, epci))
        first = np.r_[True, epci[order][1:] != epci[order][:-1]]
        found = np.zeros(len(self.rows), dtype=bool)
        found[order[first]] = True
        return found

    def field(self, name: str) -> Floats:
        """A smooth random relief over the country (waves of 150 to 600 km), standardised."""
        drawn = draws(f"relief {name}")
        waves = drawn.normal(size=(_WAVES, 3))
        waves *= (2 * np.pi / drawn.uniform(150, 600, _WAVES) / np.linalg.norm(waves, axis=1))[:, None]
        angles = (self.xyz @ waves.T + drawn.uniform(0, 2 * np.pi, _WAVES)).astype(np.float32)
        return self._standard(np.cos(angles).sum(axis=1).astype(np.float64))

    def accessible(self, supply: Floats) -> Floats:
        """Supply by inhabitant, shared with the surroundings."""
        asked = self.nearby @ self.population
        return np.asarray(self.nearby @ np.divide(supply, asked, out=np.zeros(len(asked)), where=asked > 0))

    def _standard(self, values: Floats) -> Floats:
        mean = np.average(values, weights=self.population)
        spread = np.sqrt(np.average((values - mean) ** 2, weights=self.population))
        return np.asarray((values - mean) / spread)
