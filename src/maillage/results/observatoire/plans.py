"""A plan for a région, to be changed by hand: communes that go together, and who could take each group."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from maillage.results.couverture import Coverage
from maillage.results.couverture.plan import NEW, Plan, by_hand, read_table
from maillage.results.observatoire.view import all_zones


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody who could take a group: a CPTS, a new one, or nobody (empty)."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Group:
    """Communes of one EPCI in one zone blanche that the proposal gives to the same CPTS. `key` names it in a form."""

    key: str
    name: str
    zone: str
    codes: tuple[str, ...]
    population: int
    proposed: str
    choices: tuple[Choice, ...]


@lru_cache(maxsize=32)
def proposed(coverage: Coverage, region: str) -> Plan:
    """What the solver proposes, once for each coverage."""
    return coverage.plan(region)


def edited(coverage: Coverage, region: str, choices: Mapping[str, str]) -> Plan:
    """The proposal with other takers for some groups; InvalidPlan names what cannot be."""
    assignment = {code: choices.get(group.key, group.proposed) for group in groups(coverage, region) for code in group.codes}
    return by_hand(coverage, region, assignment)


def written(coverage: Coverage, region: str, text: str) -> Plan:
    """The plan of a CSV file that a person changed; InvalidPlan names its faults."""
    return by_hand(coverage, region, read_table(text))


@lru_cache(maxsize=32)
def groups(coverage: Coverage, region: str) -> tuple[Group, ...]:
    """Zone after zone, most peopled first."""
    plan, columns = proposed(coverage, region), coverage.land.columns
    taker, found = dict(plan.assignment), list[Group]()
    epcis = columns.levels["epci"]
    names = {move.cpts: move.name for move in plan.moves}
    for zone in all_zones(coverage):
        if zone.region != region:
            continue
        parts: dict[tuple[str, str], list[tuple[str, str, int]]] = {}
        for commune in zone.communes:
            parts.setdefault((columns.epcis[columns.row_of[commune[0]]], taker.get(commune[0], "")), []).append(commune)
        beside = [Choice(neighbour.cpts, neighbour.name) for neighbour in zone.neighbours]
        for (epci, own), communes in sorted(parts.items(), key=lambda part: -sum(c[2] for c in part[1])):
            title = epcis.names[epcis.number[epci]] if epci else communes[0][1]
            choices = _choices(own, names, beside, communes[0])
            codes, people = tuple(c[0] for c in communes), sum(c[2] for c in communes)
            found.append(Group(f"{zone.id}.{epci or 'sans'}.{len(found)}", title, zone.name, codes, people, own, choices))
    return tuple(found)


def _choices(own: str, names: Mapping[str, str], beside: list[Choice], main: tuple[str, str, int]) -> tuple[Choice, ...]:
    """The one proposed first, then the neighbours, a new CPTS, nobody."""
    told = {own: names.get(own, own)} if own else {}
    told |= {one.key: one.name for one in beside if one.key not in told}
    told.setdefault(f"{NEW}{main[0]}", f"Nouvelle CPTS ({main[1]})")
    return (*(Choice(key, name) for key, name in told.items()), Choice("", "Laisser sans CPTS"))
