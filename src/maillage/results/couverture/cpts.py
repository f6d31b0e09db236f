"""One CPTS of the observatory: its communes, its population and taille, what the agreement pays, its neighbours."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_matrix

from maillage.kernel.proof import Proof
from maillage.results.couverture import stages
from maillage.results.couverture.amounts import Amount, sized
from maillage.results.territoires.words import shown, typed

if TYPE_CHECKING:
    from maillage.results.couverture.coverage import Coverage


class UnknownCpts(LookupError):
    """No CPTS has this machine name; the message is a French sentence."""

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True, slots=True)
class CptsNeighbour:
    """Another CPTS that touches it. `shared`: communes that both claim."""

    cpts: str
    name: str
    stage: str
    population: int
    borders: int
    shared: int


@dataclass(frozen=True, slots=True)
class Cpts:
    """`stage` is a name of `stages.NAMES`. The population counts every commune it claims, even claimed by others too."""

    id: str
    name: str
    stage: str
    since: date | None
    """First day of the stage; None when no file says it."""
    codes: tuple[str, ...]
    population: int
    taille: int | None
    taille_proof: Proof
    amount: Amount
    """A full year under `amounts.HYPOTHESIS`."""
    compactness: float | None
    departements: tuple[str, ...]
    region: str
    contested: tuple[str, ...]
    """Codes that another CPTS claims too."""
    neighbours: tuple[CptsNeighbour, ...]
    fictitious: bool

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "nom": self.name,
            "stade": self.stage,
            "depuis": self.since and self.since.isoformat(),
            "communes": list(self.codes),
            "population": self.population,
            "taille": self.taille,
            "taille_preuve": self.taille_proof.key,
            "montant": self.amount.as_json(),
            "compacite": self.compactness,
            "departements": list(self.departements),
            "region": self.region,
            "communes_disputees": list(self.contested),
            "voisines": [
                {"cpts": n.cpts, "nom": n.name, "stade": n.stage, "population": n.population}
                | {"communes_qui_se_touchent": n.borders, "communes_en_commun": n.shared}
                for n in self.neighbours
            ],
            "fictif": self.fictitious,
        }


def cpts(coverage: "Coverage", name: str) -> Cpts:
    """UnknownCpts when there is none on that day."""
    number = coverage.packed.number.get(name)
    if number is None:
        raise UnknownCpts(
            typed(f"Aucune CPTS ne porte l'identifiant « {shown(name)} » : cherchez-la dans la liste de l'observatoire.")
        )
    return coverage.catalogue.one(number)


def all_cpts(coverage: "Coverage") -> tuple[Cpts, ...]:
    """In the order of their names."""
    catalogue = coverage.catalogue
    names = coverage.packed.names
    return tuple(catalogue.one(k) for k in sorted(range(len(names)), key=lambda k: (names[k], k)))


class Catalogue:
    """What is computed once for all CPTS of a coverage."""

    def __init__(self, coverage: "Coverage") -> None:
        self.coverage, self.packed = coverage, coverage.packed
        self.sized = sized(self.packed.population, coverage.today)
        self.compactness = self.packed.moments.compactness.tolist()
        self.claimed = np.bincount(self.packed.rows, minlength=coverage.land.size)
        self.since = _since(coverage)
        self.near = _near(coverage)

    def one(self, k: int) -> Cpts:
        packed, land, told = self.packed, self.coverage.land, self.sized[k]
        rows = packed.rows_of(k)
        compactness = self.compactness[k]
        departements = {land.columns.departements[row] for row in rows.tolist()}
        return Cpts(
            id=packed.ids[k],
            name=packed.names[k],
            stage=stages.NAMES[packed.stage[k]],
            since=date.fromordinal(self.since[k]) if self.since[k] else None,
            codes=land.codes_of(rows),
            population=told.population,
            taille=told.taille,
            taille_proof=told.taille_proof,
            amount=told.amount,
            compactness=None if np.isnan(compactness) else round(compactness, 3),
            departements=tuple(sorted(departements)),
            region=land.columns.levels["region"].codes[packed.region[k]],
            contested=land.codes_of(rows[self.claimed[rows] > 1]),
            neighbours=self._neighbours(k),
            fictitious=self.coverage.fictitious,
        )

    def _neighbours(self, k: int) -> tuple[CptsNeighbour, ...]:
        packed = self.packed
        told = (
            CptsNeighbour(packed.ids[n], packed.names[n], stages.NAMES[packed.stage[n]], int(packed.population[n]), *counts)
            for n, counts in self.near.get(k, {}).items()
        )
        return tuple(sorted(told, key=lambda n: (-n.shared, -n.borders, n.name)))


def _near(coverage: "Coverage") -> dict[int, dict[int, list[int]]]:
    """CPTS -> its neighbours -> (pairs of communes that touch, communes that both claim)."""
    packed, land = coverage.packed, coverage.land
    size = len(packed.ids)
    member = csr_matrix((np.ones(len(packed.rows), np.int32), (packed.owner, packed.rows)), shape=(size, land.size))
    found: dict[int, dict[int, list[int]]] = {}
    for which, pairs in enumerate((member @ land.graph.astype(np.int32) @ member.T, member @ member.T)):
        table = pairs.tocoo()
        for k, n, count in zip(table.row.tolist(), table.col.tolist(), table.data.tolist(), strict=True):
            if k != n:
                found.setdefault(k, {}).setdefault(n, [0, 0])[which] = count
    return found


def _since(coverage: "Coverage") -> list[int]:
    """First day of the stage that each CPTS has."""
    claims, packed, held = coverage.claims, coverage.packed, coverage.current
    own = np.array([packed.number[claims.ids[c]] for c in claims.cpts[held]], np.int64)
    same = (claims.stage[held] == packed.stage[own]) & (claims.since[held] > 0)
    first = np.full(len(packed.ids), np.iinfo(np.int64).max)
    np.minimum.at(first, own[same], claims.since[held][same])
    return [0 if day == np.iinfo(np.int64).max else int(day) for day in first]
