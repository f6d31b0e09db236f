"""What the agreement pays in one year in one place, by mission, with the degree of proof of each sum."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from maillage.facts import words
from maillage.kernel.known import Known
from maillage.kernel.proof import NOTHING_READ, Proof
from maillage.law import reader as law_reader
from maillage.law.errors import LawError
from maillage.results import national
from maillage.results.couverture import Coverage
from maillage.results.couverture.amounts import HYPOTHESIS, YEAR, hypothesis, sized
from maillage.results.gather.table_facts import InvalidTable, Row, Table

FONCTIONNEMENT = "fonctionnement"
SOURCE = "périmètres des CPTS"


@dataclass(frozen=True, slots=True)
class Post:
    """Cents of one post in the year. `variable` is at most, according to the indicators."""

    key: str
    label: str
    fixed: int
    variable: int
    proof: Proof
    """Of the fixed amount."""
    variable_proof: Proof | None
    """Of the variable one; None where it is nothing."""
    refused: int
    """CPTS for which the texts establish no amount: they count for nothing in the sum."""


@dataclass(frozen=True, slots=True)
class SizePart:
    """The CPTS of one taille: `each` is the fixed cents of one of them, None when no text establishes it."""

    taille: int | None
    cpts: int
    each: int | None
    proof: Proof
    total: int
    example: int
    """Inhabitants of one of them, to explain the amount by."""


@dataclass(frozen=True, slots=True)
class Expected:
    """The sums over some CPTS; without posts and with a refusal when the law is silent on that day."""

    cpts: int
    posts: tuple[Post, ...]
    sentence: str = HYPOTHESIS
    refusal: str = ""
    by_taille: tuple[SizePart, ...] = ()

    @property
    def fixed(self) -> int:
        return sum(post.fixed for post in self.posts)

    @property
    def variable(self) -> int:
        return sum(post.variable for post in self.posts)

    @property
    def proof(self) -> Proof:
        """Of the fixed sum."""
        return min((post.proof for post in self.posts if post.fixed), default=Proof.INCONNU)

    @property
    def variable_proof(self) -> Proof | None:
        """Of the variable sum; None where it is nothing."""
        return Proof.weakest(post.variable_proof for post in self.posts)


def expected(coverage: Coverage, populations: Sequence[int]) -> Expected:
    """One year of CPTS of these populations, under the declared hypothesis."""
    return _expected(law_reader.load().digest, tuple(sorted(one for one in populations if one)), coverage.today)


@lru_cache(maxsize=256)
def _expected(digest: str, populations: tuple[int, ...], day: date) -> Expected:
    if not populations:
        return Expected(0, ())
    try:
        law_reader.load().at("aci/version", day)
        result = national.compute(Table(tuple(_row(n, one, day) for n, one in enumerate(populations, 1)), ()), day=day)
    except LawError as error:
        return Expected(len(populations), (), refusal=error.sentence)
    except InvalidTable as error:
        return Expected(len(populations), (), refusal=str(error))
    posts = tuple(_post(result, key) for key in result.by_mission if _is_due(result, key))
    return Expected(len(populations), posts, by_taille=_by_taille(populations, day))


def _by_taille(populations: tuple[int, ...], day: date) -> tuple[SizePart, ...]:
    """The same sum cut another way: one amount for each taille."""
    found: dict[tuple[int | None, int | None, Proof], list[int]] = {}
    for one in sized(populations, day):
        found.setdefault((one.taille, one.amount.fixed, one.amount.proof), []).append(one.population)
    return tuple(
        SizePart(taille, len(all_), each, proof, len(all_) * (each or 0), all_[0])
        for (taille, each, proof), all_ in found.items()
    )


def _row(line: int, population: int, day: date) -> Row:
    facts = hypothesis(Known(population, SOURCE), day)
    return Row(line, "", population, facts.signe_le, facts.demarrages, {}, False)


def _is_due(result: national.NationalResult, key: str) -> bool:
    sums = (result.by_mission, result.en_jeu_by_mission, result.refused_by_mission)
    return any(each[key][YEAR - 1] for each in sums)


def _post(result: national.NationalResult, key: str) -> Post:
    year = YEAR - 1
    return Post(
        key,
        "Fonctionnement" if key == FONCTIONNEMENT else words.mission(key),
        int(result.by_mission[key][year]),
        int(result.en_jeu_by_mission[key][year]),
        Proof.met(int(result.proof_by_mission[key][year])),
        None if (stake := int(result.en_jeu_proof_by_mission[key][year])) == NOTHING_READ else Proof(stake),
        int(result.refused_by_mission[key][year]),
    )
