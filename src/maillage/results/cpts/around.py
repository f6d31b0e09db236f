"""The other CPTS that claim the communes of a perimeter, or touch them: those of this instance, and the perimeters loaded."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.text import slugify

from maillage.accounts.walls import outside
from maillage.community.communities import selectors as communities
from maillage.community.communities.models import Community
from maillage.results import couverture
from maillage.results.couverture import Coverage, stages
from maillage.results.couverture.ground import Ground, ground


@dataclass(frozen=True, slots=True)
class Nearby:
    """Another CPTS. `shared`: communes that both have; `borders`: its communes that touch, when none is shared."""

    name: str
    origin: str
    """« instance » or « observatoire »."""
    key: str
    """Its place in the addresses of its origin."""
    stage: str
    """Of the observatory, in words; empty for this instance, where only the members know."""
    shared: tuple[str, ...]
    """Names, most peopled first."""
    people: int
    """Inhabitants of the shared communes."""
    borders: int
    fictitious: bool


@dataclass
class _Met:
    shared: set[int] = field(default_factory=set)
    touched: set[int] = field(default_factory=set)


def around(codes: Iterable[str], day: date, *, but: Community | None = None) -> tuple[Nearby, ...]:
    """Overlaps first, by people; then neighbours. `but` is the CPTS itself, whichever way it is known."""
    land = ground()
    inside = _rows(land, codes)
    edge = _edge(land, inside)
    found = [*_here(land, inside, edge, day, but), *_elsewhere(inside, edge, couverture.load(today=day), but)]
    return tuple(sorted(found, key=lambda one: (not one.shared, -one.people, -one.borders, one.name)))


def overlaps(
    codes: Iterable[str], day: date, *, known: Mapping[str, Iterable[str]] | None = None, name: str = ""
) -> tuple[Nearby, ...]:
    """Who else claims these communes, by people: the perimeters loaded, and those `known` to the reader (name -> communes). `name`
    is the CPTS itself. Nothing of the drafts of this instance is read."""
    land = ground()
    inside = _rows(land, codes)
    own = slugify(name)
    found = [
        _nearby(land, _Met(_rows(land, theirs) & inside), other, "instance", "", "", False)
        for other, theirs in (known or {}).items()
        if slugify(other) != own
    ]
    named = {slugify(one.name) for one in found if one.shared}
    loaded = _elsewhere(inside, set(), couverture.load(today=day), None)
    found += [one for one in loaded if slugify(one.name) not in {own, *named}]
    return tuple(sorted((one for one in found if one.shared), key=lambda one: (-one.people, one.name)))


def claimed(codes: Iterable[str], day: date) -> tuple[str, ...]:
    """Codes of the communes of a selection that a published perimeter already holds, for a map."""
    land, coverage = ground(), couverture.load(today=day)
    return tuple(sorted(land.columns.codes[row] for row in _rows(land, codes) if coverage.claimants.get(row)))


def counted_twice(perimeters: Iterable[Iterable[str]]) -> int:
    """Inhabitants of the communes that several of these perimeters claim, once for each claim beyond the first: what a sum over
    CPTS takes off so that a commune counts once."""
    land = ground()
    claims = Counter(unit for codes in perimeters for unit in _rows(land, codes))
    return sum((count - 1) * int(land.columns.newest[unit]) for unit, count in claims.items() if count > 1)


def _rows(land: Ground, codes: Iterable[str]) -> set[int]:
    known = land.columns.row_of
    return {unit for code in codes if code in known for unit in land.units_of(known[code])}


def _edge(land: Ground, inside: set[int]) -> set[int]:
    """Units that touch the perimeter from outside."""
    graph = land.graph
    return {int(near) for row in inside for near in graph.indices[graph.indptr[row] : graph.indptr[row + 1]]} - inside


def _here(land: Ground, inside: set[int], edge: set[int], day: date, but: Community | None) -> list[Nearby]:
    touched = {land.columns.departements[row] for row in inside | edge}
    found = []
    with outside("a CPTS must know which others claim or touch its communes: their names, and nothing else"):
        for other in communities.in_departements(touched):
            version = communities.perimeter(other, day)
            if version and other != but:
                rows = _rows(land, version.codes)
                met = _Met(rows & inside, rows & edge)
                found.append(_nearby(land, met, other.name, "instance", other.slug, "", other.is_fictif))
    return [one for one in found if one.shared or one.borders]


def _elsewhere(inside: set[int], edge: set[int], coverage: Coverage, but: Community | None) -> list[Nearby]:
    met: dict[int, _Met] = {}
    for row in inside:
        for number in coverage.claimants.get(row, ()):
            met.setdefault(number, _Met()).shared.add(row)
    for row in edge:
        for number in coverage.claimants.get(row, ()):
            met.setdefault(number, _Met()).touched.add(row)
    packed, own = coverage.packed, slugify(but.name) if but else ""
    return [
        _nearby(
            coverage.land,
            one,
            packed.names[number],
            "observatoire",
            packed.ids[number],
            stages.LABELS[stages.NAMES[packed.stage[number]]],
            coverage.fictitious,
        )
        for number, one in met.items()
        if slugify(packed.names[number]) != own
    ]


def _nearby(land: Ground, met: _Met, name: str, origin: str, key: str, stage: str, fictitious: bool) -> Nearby:
    columns = land.columns
    shared = sorted(met.shared, key=lambda row: -columns.newest[row])
    names = tuple(columns.names[row] for row in shared)
    people = sum(int(columns.newest[row]) for row in shared)
    return Nearby(name, origin, key, stage, names, people, 0 if shared else len(met.touched), fictitious)
