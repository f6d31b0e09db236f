"""The size class of a population, and how far the next one is."""

from dataclasses import dataclass
from datetime import date

from maillage.facts import words
from maillage.facts.funding import FundingFacts
from maillage.facts.territory import Remark, Territory
from maillage.kernel.known import Known
from maillage.kernel.proof import Proof
from maillage.law import reader as law_reader
from maillage.law.errors import LawError
from maillage.results.explanation import Explainer, Explanation
from maillage.results.gather.dossier_facts import DossierFacts
from maillage.rules.aci import RULES
from maillage.rules.engine.trace import Trace


@dataclass(frozen=True, slots=True)
class SizeView:
    """Size class of a population on a day. Distances are in inhabitants."""

    taille: int | None
    proof: Proof
    lower_bound: int | None
    """Bound under this class; None for taille 1."""
    upper_bound: int | None
    """Bound of the next class; None for taille 4."""
    to_next: int | None
    """Inhabitants missing for the next class."""
    above_lower: int | None
    """Inhabitants above the bound of this class."""
    sentence: str
    warnings: tuple[Remark, ...]
    explanation: Explanation | None

    @property
    def next_taille(self) -> int | None:
        return None if self.taille is None or self.upper_bound is None else self.taille + 1


def size_of(territory: Territory, day: date, known_on: date | None = None) -> SizeView:
    """Size class of a territory at its newest population."""
    return size_of_population(territory.population, day, known_on)


def size_of_population(population: Known[int], day: date, known_on: date | None = None) -> SizeView:
    """Size class of a population; without class and with a sentence when the law or the population is silent."""
    if not population.value:
        return _none(population.reason or "Aucun habitant : choisissez des communes habitées.")
    law = law_reader.load()
    try:
        bounds = _bounds(day, known_on)
    except LawError as error:
        return _none(error.sentence)
    facts = FundingFacts("", population, day, {})
    trace = Trace(RULES, law, DossierFacts(facts, source=population.source), day=day, known_on=known_on)
    node = trace.node("taille_de_la_population")
    if node.error is not None:
        return _none(str(node.error))
    return _view(node.value, Proof.met(node.proof), population.value, bounds, Explainer(RULES, law).explain(node))


def _bounds(day: date, known_on: date | None) -> tuple[int, ...]:
    """Bounds of tailles 2, 3, 4."""
    version = law_reader.load().at("aci/taille/bornes", day, known_on)
    return tuple(int(version.require(taille=taille).value or 0) for taille in (2, 3, 4))


def _view(taille: int, proof: Proof, population: int, bounds: tuple[int, ...], explanation: Explanation) -> SizeView:
    lower = bounds[taille - 2] if taille > 1 else None
    upper = bounds[taille - 1] if taille < 4 else None
    # At equality the class depends on the convention; one more inhabitant always settles it.
    to_next = None if upper is None else max(1, upper - population)
    sentence = f"Taille {taille}, la plus grande" if to_next is None else _missing(to_next, taille + 1)
    return SizeView(
        taille,
        proof,
        lower,
        upper,
        to_next,
        None if lower is None else population - lower,
        sentence,
        _at_bound(population, bounds, taille),
        explanation,
    )


def _missing(to_next: int, taille: int) -> str:
    plural = "s" if to_next > 1 else ""
    return f"Il manque {words.count(to_next)} habitant{plural} pour la taille {taille}"


def _at_bound(population: int, bounds: tuple[int, ...], taille: int) -> tuple[Remark, ...]:
    return tuple(
        Remark(
            "population_a_la_borne",
            f"La population est à la borne de {words.count(bound)} habitants : les textes ne disent pas quelle taille vaut à égalité "
            f"(taille {taille} retenue).",
            str(bound),
            "attention",
        )
        for bound in bounds
        if abs(population - bound) <= 1
    )


def _none(sentence: str) -> SizeView:
    return SizeView(None, Proof.INCONNU, None, None, None, None, sentence, (), None)
