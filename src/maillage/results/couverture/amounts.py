"""What the agreement pays a CPTS of each population in a year, through the rules, under one declared hypothesis."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np

from maillage.facts.funding import FundingFacts
from maillage.kernel.known import Known
from maillage.kernel.money import euros, format_euros
from maillage.kernel.periods import anniversary
from maillage.kernel.proof import Proof
from maillage.law import reader as law_reader
from maillage.law.errors import LawError
from maillage.results import national
from maillage.results.couverture.ground import Rows
from maillage.results.gather.funding import MISSIONS
from maillage.results.runs.model import ACQUIS, EN_JEU, Sum
from maillage.rules.aci import RULES
from maillage.rules.engine.columns import ColumnFacts, Columns

HYPOTHESIS = (
    "Hypothèse : une année pleine du contrat après la première, à son tableau national, toutes les missions socles en œuvre, plan de "
    "crise mis à jour, sans crise reconnue. Le montant compte le fonctionnement et les parts fixes ; la part variable est à part."
)
YEAR = 2
"""The contract year that is computed."""


@dataclass(frozen=True, slots=True)
class Amount:
    """One year of one CPTS in cents; None when the law does not establish it (`refusal` says why)."""

    fixed: int | None
    """Fonctionnement and fixed shares."""
    variable: int | None
    """At most, according to the indicators."""
    proof: Proof
    """Of the fixed amount."""
    variable_proof: Proof | None = None
    """Of the variable one; None where it is nothing."""
    refusal: str = ""

    @property
    def text(self) -> str:
        """« 75 000 € (secondaire) », or « montant non établi »."""
        return euros_text(self.fixed) + ("" if self.fixed is None else f" ({self.proof.label})")

    def as_json(self) -> dict[str, Any]:
        """Euros."""
        return {
            "fixe": None if self.fixed is None else float(euros(self.fixed)),
            "variable_au_plus": None if self.variable is None else float(euros(self.variable)),
            "preuve": self.proof.key,
            "preuve_variable": self.variable_proof.key if self.variable_proof is not None else None,
        }


@dataclass(frozen=True, slots=True)
class Sized:
    """Taille of a population, and the amount it gives."""

    population: int
    taille: int | None
    taille_proof: Proof
    amount: Amount


def sized(populations: Any, day: date) -> tuple[Sized, ...]:
    """One for each population, in order; a population of 0 has no taille."""
    values = np.asarray(populations, np.int64).ravel()
    if not len(values):
        return ()
    unique, back = np.unique(values, return_inverse=True)
    law = law_reader.load()
    try:
        law.at("aci/version", day)
        found = _sized(law.digest, tuple(unique.tolist()), day)
    except LawError as error:
        found = tuple(Sized(int(p), None, Proof.INCONNU, _unknown(error.sentence)) for p in unique)
    return tuple(found[i] for i in back)


def hypothesis(population: Known[int], day: date, name: str = "") -> FundingFacts:
    """The facts of the hypothesis, to be simulated and explained figure by figure (`runs.simulate`, year `YEAR`)."""
    signed = signed_on(day)
    return FundingFacts(name, population, signed, dict.fromkeys(_socle(day), signed))


def signed_on(day: date) -> date:
    """So that the year computed begins on `day`."""
    return anniversary(day, -(YEAR - 1))


def missions(day: date) -> dict[str, bool]:
    """Those of the text in force; True for the missions socles, which the hypothesis starts."""
    values = law_reader.load().at(MISSIONS, day).values
    return {mission: value.value == "socle" for mission, value in values.items()}


def _socle(day: date) -> list[str]:
    return [mission for mission, is_socle in missions(day).items() if is_socle]


@lru_cache(maxsize=32)
def _sized(digest: str, populations: tuple[int, ...], day: date) -> tuple[Sized, ...]:
    law = law_reader.load()
    columns = Columns(RULES, law, _facts(np.array(populations, np.int64), day), day=day)
    size = len(populations)
    taille = columns.column("taille_de_la_population")
    total = columns.column("montant_annuel", YEAR, YEAR)
    refused = np.broadcast_to(False if total.refused is None else total.refused, (size,))
    sums = national.Sums(size)
    sums.add(ACQUIS, national.figure_of(columns, "fonctionnement", YEAR, YEAR))
    for mission in _socle(day):
        sums.add(ACQUIS, national.figure_of(columns, "part_fixe_due", YEAR, mission, YEAR))
        sums.add(EN_JEU, national.figure_of(columns, "part_variable_en_jeu", YEAR, mission))
    tailles = (np.broadcast_to(values, (size,)).tolist() for values in (taille.values, taille.proof))
    rows = zip(populations, *tailles, refused.tolist(), sums.of(ACQUIS), sums.of(EN_JEU), strict=True)
    return tuple(_one(*row) for row in rows)


def _one(population: int, taille: int, taille_proof: int, refused: bool, fixed: Sum, variable: Sum) -> Sized:
    if not population:
        return Sized(0, None, Proof.INCONNU, _unknown("Aucun habitant."))
    if refused or fixed.proof is None:
        amount = _unknown("Un montant de cette taille n'est établi par aucun texte connu.")
    else:
        amount = Amount(fixed.cents, variable.cents, fixed.proof, variable.proof)
    return Sized(population, taille, Proof.met(taille_proof), amount)


def _unknown(why: str) -> Amount:
    return Amount(None, None, Proof.INCONNU, refusal=why)


def _facts(populations: Rows, day: date) -> ColumnFacts:
    signed = np.full(len(populations), signed_on(day).toordinal(), np.int64)
    none = np.zeros(len(populations), np.int64)
    facts: dict[tuple[Any, ...], tuple[Any, Any]] = {("signe_le",): (signed, None)}
    facts |= {("demarre_le", mission): (signed, None) for mission in _socle(day)}
    facts |= {("population", year): (populations, None) for year in range(1, YEAR + 1)}
    facts |= {("crise_reconnue", year): (none, None) for year in range(1, YEAR + 1)}
    return ColumnFacts(len(populations), facts)


def euros_text(cents: int | None) -> str:
    """« 75 000 € », or « montant non établi »."""
    return "montant non établi" if cents is None else format_euros(cents, decimals=False)
