"""Similar territories, neighbours, and where the practitioners within reach are."""

from dataclasses import dataclass
from decimal import Decimal

from maillage.results.diagnostic import Diagnosis, Neighbour, Similar
from maillage.results.lecture.values import share
from maillage.results.lecture.words import KINDS, STAGES
from maillage.www.diagnostic.address import Address
from maillage.www.shared.formats import MINUS, number, plural, typed

BAR = 200


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
    width: str
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
    """Bars on the scale of the longest."""
    widest = max((one.share for one in diagnosis.flows), default=Decimal(1)) or Decimal(1)
    return tuple(
        FlowRow(one.name, share(one.share), str(max(1, round(one.share / widest * BAR))), not one.code)
        for one in diagnosis.flows
    )
