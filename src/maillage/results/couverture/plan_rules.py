"""What a plan for a région may do: declared choices, none of which any text fixes; a person may change each."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from maillage.facts import words
from maillage.law import reader as law_reader
from maillage.law.errors import LawError
from maillage.results.couverture.amounts import sized
from maillage.results.couverture.solutions import CREATION_LEAST
from maillage.results.territoires.words import plural, typed


@dataclass(frozen=True, slots=True)
class PlanRules:
    """Choices of a plan. Those that a zone cannot respect are exceptions, told one by one."""

    creation_least: int = CREATION_LEAST
    """Inhabitants under which a CPTS is not created."""
    creation_most: int = 175_000
    """Inhabitants above which a zone is shared out between several CPTS."""
    growth: float = 0.5
    """An extension adds at most this share of the inhabitants of the CPTS…"""
    growth_floor: int = 40_000
    """… unless the CPTS stays under this."""
    km: float = 50.0
    """Mean distance (straight line × 1.3) from what is taken to the main commune of who takes it."""
    creation_weight: int = 1
    """A creation counts as this many changes of taille."""
    seconds: float = 10.0
    """Time that the solver may take for each of its two questions."""

    @property
    def sentences(self) -> tuple[str, ...]:
        """The choices, for people."""
        told = (
            f"Une CPTS créée compte de {words.count(self.creation_least)} à {words.count(self.creation_most)} habitants.",
            f"Une extension ajoute au plus {self.growth * 100:.0f} % d'habitants, sauf sous {words.count(self.growth_floor)} en tout.",
            f"Ce qui est pris est à {self.km:.0f} km au plus, en moyenne, de la commune principale (vol d'oiseau × 1,3).",
            f"Une création pèse autant que {plural(self.creation_weight, 'changement')} de taille.",
            "Le plan change d'abord le moins de tailles, puis rend les territoires les plus compacts.",
            "Les communes d'un même EPCI qui se touchent vont ensemble.",
        )
        return tuple(typed(sentence) for sentence in told)

    def as_json(self) -> dict[str, Any]:
        return {
            "creation_au_moins": self.creation_least,
            "creation_au_plus": self.creation_most,
            "croissance": self.growth,
            "croissance_plancher": self.growth_floor,
            "km": self.km,
            "poids_d_une_creation": self.creation_weight,
        }


def ceilings(populations: list[int], day: date) -> list[int | None]:
    """The largest population that keeps each taille; None for the largest taille, or where the law is silent."""
    try:
        told = law_reader.load().at("aci/taille/bornes", day)
    except LawError:
        return [None] * len(populations)  # before the first agreement, no territory has a taille
    bounds = [int(v.value) for v in told.values.values() if v.value is not None]
    here = [each.taille for each in sized(populations, day)]
    at = [each.taille for each in sized(bounds, day)]
    lasts = [bound if taille == rank else bound - 1 for rank, (bound, taille) in enumerate(zip(bounds, at, strict=True), 1)]
    return [lasts[taille - 1] if taille is not None and taille <= len(lasts) else None for taille in here]
