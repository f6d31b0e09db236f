"""Similar territories, neighbours, and where the practitioners within reach are."""

from dataclasses import dataclass
from decimal import Decimal

from maillage.results.diagnostic import Diagnosis, Neighbour, Similar
from maillage.results.lecture.values import share
from maillage.results.lecture.words import KINDS, STAGES
from maillage.www.diagnostic.address import Address
from maillage.www.shared.formats import MINUS, number, plural, typed

BAR = 200
MAX_FLOWS = 8


@dataclass(frozen=True, slots=True)
class SimilarRow:
    name: str
    kind: str
    population: str
    sentence: str
    gaps: tuple[tuple[str, str, str, str], ...]
    """Feature, here, there, gap in standard deviations."""
    url: str
    fictitious: bool


@dataclass(frozen=True, slots=True)
class NeighbourRow:
    name: str
    kind: str
    population: str
    stage: str
    relation: str
    fictitious: bool


@dataclass(frozen=True, slots=True)
class FlowRow:
    name: str
    share: str
    width: int
    is_here: bool


def similar(diagnosis: Diagnosis, address: Address) -> tuple[SimilarRow, ...]:
    return tuple(_similar(one, address) for one in diagnosis.similar)


def _similar(one: Similar, address: Address) -> SimilarRow:
    gaps = tuple((typed(gap.feature.label), _plain(gap.here), _plain(gap.there), _gap(gap.deviations)) for gap in one.gaps)
    kind, people = KINDS.get(one.kind, one.kind), plural(one.population, "habitant")
    return SimilarRow(one.name, kind, people, typed(one.sentence), gaps, address.of(one.codes), one.fictitious)


def _plain(value: float) -> str:
    return number(Decimal(repr(value)), 0 if abs(value) >= 1000 else 1)


def _gap(deviations: float) -> str:
    text = number(Decimal(repr(abs(deviations))), 1)
    return "égal" if text == "0,0" else f"{MINUS if deviations < 0 else '+'}{text}"


def neighbours(diagnosis: Diagnosis) -> tuple[NeighbourRow, ...]:
    return tuple(_neighbour(one) for one in diagnosis.neighbours)


def _neighbour(one: Neighbour) -> NeighbourRow:
    said = [f"{plural(one.shared, 'commune')} en commun"] if one.shared else []
    if one.touching:
        said.append(f"{plural(one.touching, 'commune limitrophe', 'communes limitrophes')}")
    people = number(one.population)
    return NeighbourRow(
        one.name, KINDS.get(one.kind, one.kind), people, STAGES.get(one.stage, ""), ", ".join(said), one.fictitious
    )


def flows(diagnosis: Diagnosis) -> tuple[FlowRow, ...]:
    """The territory and the places that count most; the others together."""
    found = diagnosis.flows
    rows = [(one.name, one.share, not one.code) for one in found[:MAX_FLOWS]]
    rest = sum((one.share for one in found[MAX_FLOWS:]), Decimal(0))
    if rest:
        left = plural(len(found) - MAX_FLOWS, "autre intercommunalité", "autres intercommunalités")
        rows.append((left, rest, False))
    widest = max((part for _, part, _ in rows), default=Decimal(1)) or Decimal(1)
    return tuple(FlowRow(name, share(part), max(1, round(part / widest * BAR)), here) for name, part, here in rows)
