"""Maps of the observatory as flat drawings: who covers what, at which stage. Pages give them colours and addresses."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from maillage.results.couverture import Coverage, stages
from maillage.results.couverture.ground import Ground, Rows
from maillage.results.observatoire.mesh import Mesh, mesh
from maillage.results.observatoire.rings import rings_of
from maillage.results.observatoire.sheet import CAPITAL, CAPITAL_BOX, Box, Mask, Sheet, capital_sheet, france_sheet, local_sheet
from maillage.results.observatoire.territory import FRANCE, Territory, territory
from maillage.results.observatoire.view import all_zones

NONE = stages.NAMES[stages.NONE]


@dataclass(frozen=True, slots=True)
class Shape:
    """A part of a map. `kind`: stade (no address), cpts, zone, region, departement or commune."""

    kind: str
    key: str
    name: str
    stage: str
    path: str


@dataclass(frozen=True, slots=True)
class Map:
    """`fills` are coloured by stage, `areas` lie over them without colour, `lines` are limits."""

    width: int
    height: int
    fills: tuple[Shape, ...]
    areas: tuple[Shape, ...] = ()
    lines: tuple[str, ...] = ()
    frame: Box | None = None
    """Where a part is drawn again at a larger scale."""


@dataclass(frozen=True, slots=True)
class _Named:
    """What a group of rows is."""

    kind: str
    key: str
    name: str
    stage: str


@lru_cache(maxsize=64)
def territory_map(coverage: Coverage, level: str, code: str) -> Map:
    """Of France by stage, with its régions over; of a région or a département by CPTS and zone blanche."""
    place = territory(level, code)
    return _france(coverage) if level == FRANCE else _place(coverage, place)


def cpts_map(coverage: Coverage, key: str) -> Map:
    """The communes of one CPTS, and its neighbours around."""
    land, packed = coverage.land, coverage.packed
    rows = packed.rows_of(packed.number[key])
    return _near(coverage, rows, [_commune(land, row, stages.NAMES[packed.stage[packed.number[key]]]) for row in rows.tolist()])


def zone_map(coverage: Coverage, codes: Sequence[str]) -> Map:
    """The communes of one zone blanche, and the CPTS around."""
    land = coverage.land
    rows = np.array([land.columns.row_of[code] for code in codes], np.int64)
    return _near(coverage, rows, [_commune(land, row, NONE) for row in rows.tolist()])


def owners(coverage: Coverage) -> Rows:
    """The number of the CPTS of each row, the most advanced when several claim it; -1 without any."""
    packed = coverage.packed
    order = np.argsort(packed.stage[packed.owner], kind="stable")
    found = np.full(coverage.land.size, -1, np.int64)
    found[packed.rows[order]] = packed.owner[order]
    return found


def _france(coverage: Coverage) -> Map:
    land = coverage.land
    drawn = mesh(land)
    whole, corner = france_sheet(drawn, land), capital_sheet(drawn, land)
    around_paris = np.isin(np.array(land.columns.departements), CAPITAL)
    stage = np.where(land.is_unit, coverage.stage_of_unit, -1)
    names = [_Named("stade", name, stages.LABELS[name], name) for name in stages.NAMES]
    fills = _twice(drawn, whole, corner, stage, around_paris, names)
    places = land.columns.levels["region"]
    region = np.where(land.is_unit, land.number_in("region"), -1)
    told = [_Named("region", code, name, "") for code, name in zip(places.codes, places.names, strict=True)]
    areas = _twice(drawn, whole, corner, region, around_paris, told)
    return Map(whole.width, whole.height, fills, areas, frame=CAPITAL_BOX)


def _twice(drawn: Mesh, whole: Sheet, corner: Sheet, group: Rows, again: Mask, names: Sequence[_Named]) -> tuple[Shape, ...]:
    """Each group in its place, and what lies around Paris once more."""
    first = whole.paths(rings_of(drawn, group), len(names))
    second = corner.paths(rings_of(drawn, np.where(again, group, -1)), len(names))
    return _shapes(names, [a + b for a, b in zip(first, second, strict=True)])


def _place(coverage: Coverage, place: Territory) -> Map:
    land = coverage.land
    drawn = mesh(land)
    sheet = local_sheet(drawn, place.inside)
    group, names = _grouped(coverage, place.rows)
    fills = _shapes(names, sheet.paths(rings_of(drawn, group), len(names)))
    inner = land.number_in("departement") if place.level == "region" else np.arange(land.size)
    lines = np.where(place.inside, inner, -1)
    _, numbered = np.unique(lines, return_inverse=True)
    limits = numbered.astype(np.int64) - int((lines == -1).any())
    paths = sheet.paths(rings_of(drawn, limits), int(limits.max()) + 1)
    return Map(sheet.width, sheet.height, fills, lines=("".join(paths),))


def _grouped(coverage: Coverage, rows: Rows) -> tuple[Rows, list[_Named]]:
    """Some rows by CPTS, then by zone blanche, then what is neither (a région without perimeters)."""
    land = coverage.land
    owner = owners(coverage)[rows]
    present, number = np.unique(owner, return_inverse=True)
    names = [_cpts(coverage, k) for k in present[present >= 0].tolist()]
    group = np.full(land.size, -1, np.int64)
    group[rows] = number - int((present == -1).any())
    wanted = set(rows[owner == -1].tolist())
    for zone in all_zones(coverage):
        own = [row for code in zone.codes if (row := land.columns.row_of[code]) in wanted]
        if own:
            group[own] = len(names)
            names.append(_Named("zone", zone.id, zone.name, NONE))
            wanted.difference_update(own)
    if wanted:
        group[sorted(wanted)] = len(names)
        names.append(_Named("stade", NONE, stages.LABELS[NONE], NONE))
    return group, names


def _near(coverage: Coverage, rows: Rows, named: list[_Named]) -> Map:
    """Each of the rows, then what is around, drawn as far as it goes: the frame cuts it."""
    land = coverage.land
    drawn = mesh(land)
    inside = np.zeros(land.size, bool)
    inside[rows] = True
    around = _touching(drawn, inside)
    owner = owners(coverage)
    beside = np.unique(owner[around & (owner >= 0)])
    wide = land.is_unit & (np.isin(owner, beside) | (around & (owner == -1))) & ~inside
    group, names = _grouped(coverage, np.flatnonzero(wide))
    group[rows] = len(names) + np.arange(len(rows))
    names += named
    sheet = local_sheet(drawn, inside)
    shapes = _shapes(names, sheet.paths(rings_of(drawn, group), len(names)))
    count = len(names) - len(named)
    outline = sheet.paths(rings_of(drawn, np.where(inside, 0, -1)), 1)
    return Map(sheet.width, sheet.height, shapes[:count], shapes[count:], tuple(outline))


def _touching(drawn: Mesh, inside: Mask) -> Mask:
    found = np.zeros(len(inside), bool)
    edges = inside[drawn.unit] & (drawn.twin >= 0)
    found[drawn.twin[edges]] = True
    return found & ~inside


def _commune(land: Ground, row: int, stage: str) -> _Named:
    return _Named("commune", land.columns.codes[row], land.columns.names[row], stage)


def _cpts(coverage: Coverage, k: int) -> _Named:
    packed = coverage.packed
    return _Named("cpts", packed.ids[k], packed.names[k], stages.NAMES[packed.stage[k]])


def _shapes(names: Sequence[_Named], paths: Sequence[str]) -> tuple[Shape, ...]:
    told = zip(names, paths, strict=True)
    return tuple(Shape(one.kind, one.key, one.name, one.stage, path) for one, path in told if path)
