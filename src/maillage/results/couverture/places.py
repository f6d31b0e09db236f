"""The place that a person names for the coverage: a département or a région, its rows and its uncovered communes."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from maillage.results.couverture import stages
from maillage.results.couverture.levels import LevelRow
from maillage.results.territoires.places import UnknownPlace, search
from maillage.results.territoires.source import current
from maillage.results.territoires.words import shown, typed

if TYPE_CHECKING:
    from maillage.results.couverture.coverage import Coverage
    from maillage.results.couverture.cpts import Cpts

_WORDS = {"departement": "département", "region": "région"}


@dataclass(frozen=True, slots=True)
class Place:
    kind: str
    code: str
    name: str


def place_of(kind: str, text: str) -> Place:
    """A département or a région by its code or its name; UnknownPlace with a sentence."""
    level = current().columns.levels[kind]
    code = text.strip().upper()
    if code.isdigit():
        code = code.zfill(2)
    if code in level.number:
        return Place(kind, code, level.names[level.number[code]])
    for hit in search(text, 60):
        if hit.kind == kind:
            return Place(kind, hit.code, hit.name)
    raise UnknownPlace(typed(f"« {shown(text)} » n'est ni le code ni le nom d'un lieu de ce niveau ({_WORDS[kind]})."))


def is_in(cpts: "Cpts", place: Place | None) -> bool:
    """It has a commune of the département, or most of its inhabitants in the région."""
    if place is None:
        return True
    return cpts.region == place.code if place.kind == "region" else place.code in cpts.departements


def row_of(coverage: "Coverage", place: Place | None) -> LevelRow:
    """Its coverage; that of the régions of the file, together, without place."""
    if place is not None:
        return next(row for row in coverage.by_level(place.kind) if row.code == place.code)
    if coverage.is_national:
        return coverage.by_level("france")[0]
    codes = {coverage.land.columns.levels["region"].codes[n] for n in coverage.regions}
    return _sum([row for row in coverage.by_level("region") if row.code in codes])


def _sum(rows: list[LevelRow]) -> LevelRow:
    def added(name: str) -> dict[str, int]:
        return {stage: sum(getattr(row, name)[stage] for row in rows) for stage in stages.COVERED}

    return LevelRow(
        code="+".join(row.code for row in rows),
        name=", ".join(row.name for row in rows),
        population=sum(row.population for row in rows),
        communes=sum(row.communes for row in rows),
        by_stage=added("by_stage"),
        communes_by_stage=added("communes_by_stage"),
        uncovered=sum(row.uncovered for row in rows),
        uncovered_communes=sum(row.uncovered_communes for row in rows),
        cpts=sum(row.cpts for row in rows),
    )


def uncovered_in(coverage: "Coverage", place: Place | None) -> tuple[tuple[str, str, int], ...]:
    """Code, name, inhabitants of each commune without CPTS, most peopled first; arrondissements one by one."""
    land, rows = coverage.land, coverage.uncovered
    if place is not None:
        level = land.columns.levels[place.kind]
        inside = land.is_unit & (land.number_in(place.kind) == level.number[place.code])
        rows = np.flatnonzero(inside & (coverage.stage_of_unit == stages.NONE))
    found = [(land.columns.codes[row], land.columns.names[row], int(land.population[row])) for row in rows.tolist()]
    return tuple(sorted(found, key=lambda commune: (-commune[2], commune[0])))


def level_rows_in(coverage: "Coverage", level: str, place: Place | None) -> tuple[LevelRow, ...]:
    """Places of a level that have a commune in `place`, or that the file is about."""
    rows = coverage.by_level(level)
    if level == "france" or (place is None and coverage.is_national):
        return rows
    columns = coverage.land.columns
    if place is None:
        inside = np.isin(coverage.land.number_in("region"), coverage.regions)
    else:
        inside = coverage.land.number_in(place.kind) == columns.levels[place.kind].number[place.code]
    own = columns.codes if level == "commune" else columns.levels[level].own
    kept = {own[row] for row in np.flatnonzero(inside).tolist()}
    return tuple(row for row in rows if row.code in kept)
