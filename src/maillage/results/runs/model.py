"""A funding run: every figure of a contract, year by year and payment by payment, with its explanation."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, Protocol

from maillage.facts.funding import FundingFacts
from maillage.facts.territory import Remark
from maillage.kernel.known import Known
from maillage.kernel.periods import Period
from maillage.kernel.proof import Proof
from maillage.results.explanation import Explanation

ACQUIS, PROBABLE, EN_JEU = CERTAINTIES = ("acquis", "probable", "en_jeu")
"""Will it be paid? Due (fixed share, or agreed at the dialogue), according to the indicators announced, still to obtain.

How well its amount is established is its `proof`, apart: neither decides of the other.
"""


class Figure(NamedTuple):
    """An amount in cents, None when the law does not establish it (`refusal` says why)."""

    key: str
    label: str
    cents: int | None
    proof: Proof
    refusal: str = ""


class Amount(Protocol):
    """What a sum adds: a figure, a payment, a receipt, another sum."""

    @property
    def cents(self) -> int | None: ...

    @property
    def proof(self) -> Proof | None: ...


class Sum(NamedTuple):
    """Cents added, and the weakest proof of what they add; no proof where nothing was added."""

    cents: int
    proof: Proof | None

    @classmethod
    def of(cls, parts: "Iterable[Amount]") -> "Sum":
        """What is not established adds nothing, and zero proves nothing."""
        kept = [one for one in parts if one.cents]
        return cls(sum(one.cents or 0 for one in kept), Proof.weakest(one.proof for one in kept))


@dataclass(frozen=True, slots=True)
class MissionYear:
    """One mission in one contract year."""

    mission: str
    label: str
    starts_on: date | None
    days: int
    days_of_year: int
    volet_fixe: Figure
    avance: Figure
    solde: Figure
    enveloppe_variable: Figure
    volet_variable: Figure
    en_jeu: Figure
    total: Figure
    """Fixed share due and variable share expected."""

    @property
    def figures(self) -> tuple[Figure, ...]:
        return (self.volet_fixe, self.avance, self.solde, self.enveloppe_variable, self.volet_variable, self.en_jeu)


@dataclass(frozen=True, slots=True)
class ContractYear:
    """One year of the contract. `sums` by certainty count what is established; the total is due and expected."""

    number: int
    period: Period
    population: Known[int]
    taille: int | None
    fonctionnement: Figure
    missions: tuple[MissionYear, ...]
    total: Figure
    sums: Mapping[str, Sum]

    @property
    def acquis(self) -> int:
        return self.sums[ACQUIS].cents

    @property
    def probable(self) -> int:
        return self.sums[PROBABLE].cents

    @property
    def en_jeu(self) -> int:
        return self.sums[EN_JEU].cents


class Payment(NamedTuple):
    """Money on a day. `status` is its certainty, one of `CERTAINTIES`; `proof` is that of its amount."""

    on: date
    label: str
    cents: int
    status: str
    proof: Proof
    key: str
    year: int
    mission: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """The legal dates of a mission, and where it stands on the day of the run."""

    mission: str
    label: str
    start_by: date | None
    deployed_by: date | None
    started_on: date | None
    state: str
    """libre, a_venir, en_cours, tenu, en_retard or non_etabli."""
    sentence: str


@dataclass(frozen=True, slots=True)
class SizeChange:
    """The taille is not that of the year before: when, and what it changes in that year's total."""

    year: int
    on: date
    before: int
    after: int
    cost: Figure
    sentence: str


@dataclass(frozen=True, slots=True)
class Convention:
    """A choice that no text establishes, and the one the run made."""

    path: str
    label: str
    chosen: str
    why: str


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition to sign the contract. `state` is « a_verifier » until a record proves it."""

    name: str
    label: str
    article: str
    state: str
    sentence: str


@dataclass(frozen=True)
class Run:
    """What a contract pays, when and why, at (day, known_on); recomputable from facts, digest and version."""

    facts: FundingFacts
    day: date
    known_on: date | None
    taille: int | None
    years: tuple[ContractYear, ...]
    payments: tuple[Payment, ...]
    deadlines: tuple[Deadline, ...]
    size_changes: tuple[SizeChange, ...]
    warnings: tuple[Remark, ...]
    conventions: tuple[Convention, ...]
    conditions: tuple[Condition, ...]
    proof: Proof
    """Weakest degree met by the amounts; conventions are listed apart."""
    law_digest: str
    version: str
    _explain: Callable[[str], Explanation] = field(repr=False, compare=False)

    def explain(self, key: str) -> Explanation:
        """The tree of the figure with this key; KeyError when the run has no such figure."""
        return self._explain(key)

    @property
    def sums(self) -> Mapping[str, Sum]:
        """By certainty, over the whole contract."""
        return {status: Sum.of(year.sums[status] for year in self.years) for status in CERTAINTIES}

    @property
    def acquis(self) -> int:
        return self.sums[ACQUIS].cents

    @property
    def probable(self) -> int:
        return self.sums[PROBABLE].cents

    @property
    def en_jeu(self) -> int:
        return self.sums[EN_JEU].cents

    def as_json(self) -> dict[str, object]:
        """The stable form of `maillage financement calculer --json` (docs/guide)."""
        from maillage.results.runs.as_json import as_json

        return as_json(self)
