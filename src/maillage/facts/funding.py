"""What is known of one CPTS for its funding: population, contract, missions, results of each year."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from maillage.facts.territory import Remark
from maillage.kernel import written
from maillage.kernel.known import Known


@dataclass(frozen=True, slots=True)
class Step:
    """One step (palier) of an indicator: what it pays, and the inclusive band of results that reaches it."""

    label: str
    amount: int
    """Cents."""
    at_least: Decimal | None = None
    at_most: Decimal | None = None

    def holds(self, value: Decimal) -> bool:
        """Whether a result falls in the band, bounds included."""
        return (self.at_least is None or value >= self.at_least) and (self.at_most is None or value <= self.at_most)


@dataclass(frozen=True, slots=True)
class Indicator:
    """A result indicator of the signed annex. Steps do not add up: only the step reached is paid."""

    mission: str
    label: str
    amount: int
    """Maximum, in cents."""
    earned: int
    """Cents of the step reached; 0 when none is."""
    reached: str = ""
    """What was declared: « oui », « non », the step's label or the measured value."""
    steps: tuple[Step, ...] = ()

    @property
    def step(self) -> Step | None:
        """The step reached: that named, or the best of those whose band holds the measured value; None without any."""
        named = [step for step in self.steps if step.label == self.reached]
        return named[0] if named else _best_step(self.steps, self.reached)


def _best_step(steps: Sequence[Step], reached: str) -> Step | None:
    """Of the bounded steps, that which pays most for this value; None for « oui », « non » and under the first step."""
    try:
        value = written.number(reached)
    except written.Unreadable:
        return None
    bounded = (one for one in steps if one.at_least is not None or one.at_most is not None)
    return max((one for one in bounded if one.holds(value)), key=lambda one: one.amount, default=None)


@dataclass(frozen=True, slots=True)
class YearFacts:
    """What is known of one contract year."""

    taux_variable: dict[str, Decimal] = field(default_factory=dict)
    """Mission -> share of the variable envelope obtained or expected, 0 to 1."""
    indicateurs: tuple[Indicator, ...] = ()
    plan_de_crise: str | None = None
    """« initial » or « mise_a_jour »; None lets the rule choose (initial in the mission's first year)."""
    crise_reconnue: bool = False
    population: Known[int] | None = None
    """Population noted for this year when it differs from the dossier's."""


@dataclass(frozen=True, slots=True)
class FundingFacts:
    """One CPTS. Missions are keyed by their name in the law (`acces_aux_soins`…)."""

    name: str
    population: Known[int]
    signe_le: date
    demarrages: dict[str, date]
    """Mission -> first day."""
    montants: dict[str, dict[str, int]] = field(default_factory=dict)
    """Mission or « fonctionnement » -> volet -> cents, as the signed contract says them."""
    annees: dict[int, YearFacts] = field(default_factory=dict)
    communes: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    """What to say of how these facts were given: a commune written twice, a code that changed."""

    def year(self, number: int) -> YearFacts:
        """What is known of a contract year, or nothing known."""
        return self.annees.get(number, _NOTHING)

    def indicators_of(self, number: int, mission: str) -> tuple[Indicator, ...]:
        """The indicators of a mission in a contract year, as they were given."""
        return tuple(one for one in self.year(number).indicateurs if one.mission == mission)

    def population_of(self, year: int) -> Known[int]:
        """The latest population noted up to this contract year."""
        for number in range(year, 0, -1):
            known = self.year(number).population
            if known is not None:
                return known
        return self.population


_NOTHING = YearFacts()
