"""The missions in the order of the law, with the example dates that a newcomer first meets."""

from dataclasses import dataclass
from datetime import date

from maillage.facts import words
from maillage.kernel.periods import add_months

YEARS = 5
"""Contract years that the form offers: the length of a contract (aci/duree_du_contrat)."""
EXAMPLE_RATE = "80"
"""Example share of the variable envelope, in percent; always shown as a hypothesis."""
PLANS = {"initial": "Rédaction du plan", "mise_a_jour": "Mise à jour du plan"}


@dataclass(frozen=True, slots=True)
class Mission:
    """A mission as the form offers it. `example_months` after signature is the date of the example."""

    name: str
    kind: str
    example_months: int
    volets: tuple[tuple[str, str], ...]
    example_rate: str = EXAMPLE_RATE
    """A recognised crisis is counted in full, as the rule does when nothing is announced."""

    @property
    def label(self) -> str:
        return words.mission(self.name)

    @property
    def is_socle(self) -> bool:
        return self.kind == "socle"

    def example_start(self, signed_on: date) -> date:
        """A round month after signature, never before the mission exists."""
        start = add_months(signed_on, self.example_months)
        return max(start, CRISIS_SINCE) if self.name == "crise_sanitaire" else start


CRISIS_SINCE = date(2022, 9, 3)
_TWO = (("volet_fixe", "Volet fixe"), ("volet_variable", "Volet variable"))
_CRISIS = (
    ("plan_initial", "Volet fixe, première année du plan"),
    ("plan_mise_a_jour", "Volet fixe, mise à jour du plan"),
    ("volet_variable", "Volet variable, crise reconnue"),
)
MISSIONS = (
    Mission("acces_aux_soins", "socle", 3, _TWO),
    Mission("parcours", "socle", 6, _TWO),
    Mission("prevention", "socle", 9, _TWO),
    Mission("crise_sanitaire", "socle", 6, _CRISIS, "100"),
    Mission("qualite", "complementaire", 12, _TWO),
    Mission("accompagnement", "complementaire", 12, _TWO),
)
BY_NAME = {mission.name: mission for mission in MISSIONS}


def example_signature(today: date) -> date:
    """The first day of a month, about three months ahead."""
    return add_months(today.replace(day=1), 3)
