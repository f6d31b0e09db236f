"""Invented CPTS: small EPCI joined to their neighbours, large ones cut, with stages and their days, and a few human defects."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl

from maillage.kernel.folding import folded
from maillage.opendata.fictif.ground import Floats, Ground, Numbers, draws, national
from maillage.opendata.warehouse.extra import PERIMETRES, STADES, shaped

_FORMS = ("CC ", "CA ", "CU ", "Métropole ", "Communauté de communes ", "Communauté d'agglomération ", "Communauté urbaine ")
_ASIDE = re.compile(r"\s*\([^)]*\)")
_FIRST, _SPAN = date(2019, 10, 1), 2_540
"""First signature, and days until the last one."""
_ROUNDS = 12
_OVERLAP, _LEFT_OUT = 0.04, 0.10
"""Share of the CPTS that claim a commune of their neighbour, or leave some of their own."""


@dataclass(frozen=True, eq=False)
class Group:
    """Units of one invented CPTS. `stage` is None where there is none."""

    name: str
    units: Numbers
    stage: str | None
    claimed: Numbers
    """Units as its file says them: some forgotten, some of a neighbour."""


def perimeters(ground: Ground) -> tuple[pl.DataFrame, dict[str, int]]:
    """The table, and the seat of each CPTS under contract."""
    said = national()["cpts"]
    groups = _staged(ground, _named(ground, list(_cut(ground, _joined(ground, said), said))), said)
    present = [group for group in groups if group.stage is not None]
    drawn = draws("dates des cpts")
    rows = [row for group in present for row in _rows(ground, group, drawn)]
    seats = {g.name: int(g.units[ground.population[g.units].argmax()]) for g in present if g.stage == STADES[-1]}
    return shaped(PERIMETRES, rows), seats


def _rows(ground: Ground, group: Group, drawn: np.random.Generator) -> Iterator[dict[str, Any]]:
    """One row a commune and a stage that was reached."""
    signed = _FIRST + timedelta(days=int(_SPAN * drawn.beta(1.6, 1.5)))
    project, letter = (signed - timedelta(days=int(n)) for n in np.cumsum(drawn.integers((120, 200), (300, 620))))
    name = folded(group.name, saints=True).replace(" ", "-")
    for stage, day in zip(STADES[: STADES.index(group.stage or "") + 1], (letter, project, signed), strict=False):
        for unit in group.claimed:
            yield {
                "cpts": name,
                "nom": group.name,
                "commune": ground.codes[unit],
                "stade": stage,
                "depuis": day,
                "fictif": True,
            }


def _joined(ground: Ground, said: dict[str, Any]) -> list[list[int]]:
    """Groups of EPCI of one département that touch, until each has enough inhabitants."""
    people = ground.by("epci", ground.population)
    home = _home(ground)
    around = _touching(ground)
    groups = {n: [n] for n in range(len(people)) if people[n] > 0}
    owner = dict(zip(groups, groups, strict=True))
    size = {n: float(people[n]) for n in groups}
    waiting = sorted(groups, key=lambda n: (size[n], n))
    while waiting:
        small = waiting.pop(0)
        if small not in groups or size[small] >= said["habitants_au_moins"]:
            continue
        near = {owner[other] for member in groups[small] for other in around.get(member, ())} - {small}
        near = {o for o in near if home[o] == home[small] and size[o] + size[small] <= said["habitants_au_plus"]}
        if not near:
            continue
        other = min(near, key=lambda o: (size[o], o))
        groups[other] += groups.pop(small)
        size[other] += size.pop(small)
        owner.update(dict.fromkeys(groups[other], other))
        waiting = sorted((*(w for w in waiting if w != other), other), key=lambda n: (size.get(n, 0), n))
    return list(groups.values())


def _home(ground: Ground) -> Numbers:
    """Département where most of each EPCI lives."""
    epci, departement = ground.level("epci"), ground.level("departement")
    count = int(departement.max()) + 1
    kept = epci >= 0
    people = np.bincount(epci[kept] * count + departement[kept], ground.population[kept])
    return np.resize(people, (-(-len(people) // count), count)).argmax(axis=1)


def _touching(ground: Ground) -> dict[int, set[int]]:
    epci = ground.level("epci")
    unit_of = {int(row): unit for unit, row in enumerate(ground.rows)}
    graph = ground.warehouse.graph
    found: dict[int, set[int]] = {}
    for unit, row in enumerate(ground.rows):
        for near in graph.around(int(row)):
            other = unit_of.get(near)
            if other is not None and epci[unit] >= 0 and epci[other] >= 0 and epci[unit] != epci[other]:
                found.setdefault(int(epci[unit]), set()).add(int(epci[other]))
    return found


def _cut(ground: Ground, groups: list[list[int]], said: dict[str, Any]) -> Iterator[tuple[list[int], Numbers, int]]:
    """(EPCI, units, how many pieces they were cut in)."""
    epci = ground.level("epci")
    for members in groups:
        units = np.flatnonzero(np.isin(epci, members))
        people = ground.population[units].sum()
        pieces = max(1, round(people / said["habitants_au_plus"])) if people > said["partage"] else 1
        owner = _clusters(ground, units, pieces)
        for piece in np.unique(owner):
            yield members, units[owner == piece], pieces


def _clusters(ground: Ground, units: Numbers, count: int) -> Numbers:
    """Each unit to the nearest centre, the centres moved to their inhabitants."""
    if count < 2 or len(units) < 2:
        return np.zeros(len(units), dtype=np.int64)
    places, people = ground.xyz[units], ground.population[units] + 1
    centres = places[
        draws(f"centres {units[0]}").choice(len(units), min(count, len(units)), replace=False, p=people / people.sum())
    ]
    owner = np.zeros(len(units), dtype=np.int64)
    for _ in range(_ROUNDS):
        owner = np.linalg.norm(places[:, None] - centres[None], axis=2).argmin(axis=1)
        for n in np.unique(owner):
            inside = owner == n
            centres[n] = np.average(places[inside], axis=0, weights=people[inside])
    return owner


def _named(ground: Ground, cuts: list[tuple[list[int], Numbers, int]]) -> list[tuple[str, Numbers]]:
    """After the EPCI, or the main commune of a piece; never twice the same."""
    level = ground.warehouse.columns.levels["epci"]
    seen: set[str] = set()
    found = []
    for members, units, pieces in cuts:
        main = ground.names[units[ground.population[units].argmax()]]
        first = max(members, key=lambda n: level.population[n])
        title = f"{_short(level.names[first])} {main}" if pieces > 1 else _short(level.names[first])
        for name in (title, f"{title} {main}", *(f"{title} {main} {n}" for n in range(2, 9))):
            if name not in seen:
                break
        seen.add(name)
        found.append((f"CPTS {name} (fictive)", units))
    return found


def _short(name: str) -> str:
    """« CC de la Plaine de l'Ain » -> « de la Plaine de l'Ain »."""
    for form in _FORMS:
        name = name.removeprefix(form)
    return _ASIDE.sub("", name.replace('"', "")).strip()


def _staged(ground: Ground, groups: list[tuple[str, Numbers]], said: dict[str, Any]) -> list[Group]:
    """The least peopled and the most remote are more often without CPTS."""
    drawn = draws("stades des cpts")
    luck = drawn.random(len(groups))
    size = np.array([ground.population[units].sum() for _, units in groups])
    remote = np.array([-np.average(ground.urban[units], weights=ground.population[units] + 1) for _, units in groups])
    ease = 0.55 * luck + 0.25 * _ranks(size) + 0.20 * _ranks(-remote)
    bounds = np.quantile(ease, np.cumsum([said["sans"], said["lettre_intention"], said["projet_valide"]]))
    stages = (None, *STADES)
    taken = [stages[int(np.searchsorted(bounds, value, side="right"))] for value in ease]
    return [
        Group(name, units, stage, _claimed(ground, units, drawn)) for (name, units), stage in zip(groups, taken, strict=True)
    ]


def _ranks(values: Floats) -> Floats:
    return values.argsort().argsort() / max(1, len(values) - 1)


def _claimed(ground: Ground, units: Numbers, drawn: np.random.Generator) -> Numbers:
    """A few small communes forgotten, a few claimed at a neighbour's: what real files hold."""
    kept = units
    if drawn.random() < _LEFT_OUT and len(units) > 6:
        small = units[ground.population[units].argsort()[: len(units) // 2]]
        kept = np.setdiff1d(units, drawn.choice(small, min(3, len(small)), replace=False))
    if drawn.random() < _OVERLAP and len(units) > 1:
        centre = np.average(ground.xyz[units], axis=0)
        near = np.linalg.norm(ground.xyz - centre, axis=1).argsort()
        kept = np.r_[kept, np.setdiff1d(near[: len(units) + 8], units)[:1]]
    return np.sort(kept)
