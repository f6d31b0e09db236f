"""The three solutions of the plan for a zone blanche, each with its effect on population, taille, yearly amount and shape."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from maillage.facts import words
from maillage.kernel.proof import Proof
from maillage.measures.sphere import Floats
from maillage.results.couverture.amounts import Amount, Sized, sized
from maillage.results.couverture.ground import Rows
from maillage.results.couverture.shape import Moments, gather, road_km
from maillage.results.territoires.words import typed

if TYPE_CHECKING:
    from maillage.results.couverture.coverage import Coverage
    from maillage.results.couverture.zones import Groups

CREATION, EXTENSION, TEMPORAIRE = "creation", "extension", "extension_temporaire"
CREATION_LEAST = 20_000
"""Inhabitants under which a plan does not create a CPTS, unless told otherwise: our choice, no text fixes it."""
_LARGEST = 4
LABELS = {
    CREATION: "Création d'une CPTS",
    EXTENSION: "Extension d'une CPTS voisine",
    TEMPORAIRE: "Extension temporaire, avec mentorat de la future CPTS",
}


@dataclass(frozen=True, slots=True)
class Solution:
    """One way to cover a zone. Of a creation, « before » is nothing and `cpts` is empty."""

    kind: str
    cpts: str
    name: str
    population_before: int
    population_after: int
    taille_before: int | None
    taille_after: int | None
    amount_before: Amount
    amount_after: Amount
    proof: Proof
    """Weakest of what it says."""
    compactness_before: float | None
    compactness: float
    """After: 1 is a disc."""
    km: float
    """Mean distance of the inhabitants of the zone to the most peopled commune of the CPTS, or of the zone."""
    later: Sized | None
    """Temporary extension: what the CPTS of the zone is once on its own; the mentor then comes back to « before »."""

    @property
    def sentence(self) -> str:
        """What it does, for people."""
        return typed(_SENTENCES[self.kind](self))

    @property
    def changes_taille(self) -> bool:
        return self.kind != CREATION and self.taille_before != self.taille_after

    @property
    def gain(self) -> int | None:
        """Cents a year, fixed part, that the agreement pays more."""
        if self.amount_after.fixed is None or self.amount_before.fixed is None:
            return None
        return self.amount_after.fixed - self.amount_before.fixed

    def as_json(self) -> dict[str, Any]:
        later = self.later and {"population": self.later.population, "taille": self.later.taille} | self.later.amount.as_json()
        return {
            "type": self.kind,
            "cpts": self.cpts or None,
            "nom": self.name,
            "population_avant": self.population_before,
            "population_apres": self.population_after,
            "taille_avant": self.taille_before,
            "taille_apres": self.taille_after,
            "montant_avant": self.amount_before.as_json(),
            "montant_apres": self.amount_after.as_json(),
            "compacite_avant": self.compactness_before,
            "compacite_apres": self.compactness,
            "km": self.km,
            "preuve": self.proof.key,
            "ensuite": later,
            "phrase": self.sentence,
        }


@dataclass(frozen=True, eq=False)
class Found:
    """Solutions of each zone; `km` by pair of zone and neighbour, `taille` by CPTS."""

    by_zone: list[tuple[Solution, ...]]
    km: Floats
    taille: list[int | None]


def solutions(coverage: "Coverage", groups: "Groups", shape: Moments, zones: Rows, owners: Rows) -> Found:
    """`zones[i]` has the neighbour `owners[i]`."""
    packed, day = coverage.packed, coverage.today
    own = sized(groups.population, day)
    before = sized(packed.population, day)
    after = sized(packed.population[owners] + groups.population[zones], day)
    km = _pair_km(coverage, groups, zones, owners)
    old, new = packed.moments.compactness, (packed.moments.of(owners) + shape.of(zones)).compactness
    found: list[list[Solution]] = [[_creation(own[z], s, k)] for z, s, k in _creations(coverage, groups, shape)]
    changed = [before[o].taille != a.taille for o, a in zip(owners.tolist(), after, strict=True)]
    larger = groups.population[zones] > packed.population[owners]
    for i in np.lexsort((-new, changed, larger, zones)).tolist():
        z, o = int(zones[i]), int(owners[i])
        who, shapes = (packed.ids[o], packed.names[o]), (float(old[o]), float(new[i]), float(km[i]))
        found[z].append(_extended(EXTENSION, who, before[o], after[i], shapes, None))
        found[z].append(_extended(TEMPORAIRE, who, before[o], after[i], shapes, own[z]))
    return Found([tuple(each) for each in found], km, [each.taille for each in before])


def _creations(coverage: "Coverage", groups: "Groups", shape: Moments) -> Iterator[tuple[int, float, float]]:
    land = coverage.land
    people = land.population[groups.rows]
    order = np.lexsort((-people, groups.zone))
    first = order[groups.starts]
    km = road_km(land, groups.rows, groups.rows[first][groups.zone])
    weight = np.maximum(groups.population, 1)
    mean = np.bincount(groups.zone, km * people, groups.size) / weight
    return zip(range(groups.size), shape.compactness.tolist(), mean.tolist(), strict=True)


def _pair_km(coverage: "Coverage", groups: "Groups", zones: Rows, owners: Rows) -> Floats:
    """Mean distance, weighted by inhabitants, of each zone to the main commune of each of its neighbours."""
    land = coverage.land
    place, pair = gather(zones, groups.starts, groups.counts)
    rows = groups.rows[place]
    km = road_km(land, rows, coverage.packed.principal[owners][pair])
    people = land.population[rows]
    return np.bincount(pair, km * people, len(zones)) / np.maximum(groups.population[zones], 1)


_NOTHING = Amount(0, 0, Proof.OFFICIEL)


def _creation(own: Sized, compactness: float, km: float) -> Solution:
    return Solution(
        CREATION,
        "",
        "CPTS à créer",
        0,
        own.population,
        None,
        own.taille,
        _NOTHING,
        own.amount,
        min(own.taille_proof, own.amount.proof),
        None,
        round(compactness, 3),
        round(km, 1),
        None,
    )


def _extended(
    kind: str, who: tuple[str, str], before: Sized, after: Sized, shape: tuple[float, float, float], later: Sized | None
) -> Solution:
    proofs = [before.taille_proof, after.taille_proof, before.amount.proof, after.amount.proof]
    return Solution(
        kind,
        *who,
        before.population,
        after.population,
        before.taille,
        after.taille,
        before.amount,
        after.amount,
        min(proofs + ([later.amount.proof] if later else [])),
        round(shape[0], 3),
        round(shape[1], 3),
        round(shape[2], 1),
        later,
    )


def _say_creation(solution: Solution) -> str:
    amount = solution.amount_after
    doubt = ""
    if solution.taille_after == _LARGEST:
        doubt = " C'est déjà la plus grande taille : le plan de la région propose plusieurs CPTS."
    elif solution.population_after < CREATION_LEAST:
        doubt = f" C'est peu : le plan de la région ne crée pas de CPTS sous {words.count(CREATION_LEAST)} habitants."
    return (
        f"Créer une CPTS de {words.count(solution.population_after)} habitants : {_taille(solution.taille_after)}, "
        f"{amount.text} par an, part variable en plus.{doubt}"
    )


def _say_extension(solution: Solution) -> str:
    return f"{solution.name} : {_change(solution)}.{_larger(solution)}"


def _say_temporary(solution: Solution) -> str:
    later = solution.later
    own = (
        ""
        if later is None
        else (
            f", et la nouvelle CPTS en a {words.count(later.population)} ({_taille(later.taille)}, {later.amount.text} par an)"
        )
    )
    return (
        f"{solution.name}, le temps du mentorat : {_change(solution)} ; puis elle revient à "
        f"{words.count(solution.population_before)} habitants{own}.{_larger(solution)}"
    )


_SENTENCES = {CREATION: _say_creation, EXTENSION: _say_extension, TEMPORAIRE: _say_temporary}


def _larger(solution: Solution) -> str:
    taken = solution.population_after - solution.population_before
    return " La zone est plus peuplée que la CPTS qui la prendrait." if taken > solution.population_before else ""


def _taille(taille: int | None) -> str:
    return "taille non établie" if taille is None else f"taille {taille}"


def _change(solution: Solution) -> str:
    people = f"de {words.count(solution.population_before)} à {words.count(solution.population_after)} habitants"
    before, after = _taille(solution.taille_before), _taille(solution.taille_after)
    if before == after:
        return f"{people}, reste en {after} ({solution.amount_after.text} par an)"
    return (
        f"{people}, passe de la {before} à la {after} "
        f"({solution.amount_before.text} par an avant, {solution.amount_after.text} après)"
    )
