"""The same measure on hundreds of territories at once (EPCI, CPTS): for ranks, and to find those that are alike."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import polars as pl

from maillage.measures.columns import Column, Rows
from maillage.measures.evaluation import Inputs
from maillage.measures.model import Definition
from maillage.measures.ratios import median, ratios_by_group, sums_by_group
from maillage.measures.sphere import Floats
from maillage.opendata.warehouse.extra import FICTIF, PERIMETRES
from maillage.results.diagnostic.atlas import Atlas
from maillage.results.diagnostic.counts import claims, rows_of
from maillage.results.diagnostic.inputs import inputs_of
from maillage.results.diagnostic.values import cut

_LEAST_PEOPLE = 1_000
"""Under this a CPTS is a mistake of its file, not a territory to compare with."""


@dataclass(frozen=True, eq=False)
class Groups:
    """Territories of one kind: `rows[i]` belongs to the territory number `group[i]`; a commune may be in two CPTS."""

    kind: str
    codes: tuple[str, ...]
    names: tuple[str, ...]
    rows: Rows
    group: Rows
    population: Floats
    stages: tuple[str, ...] = ()
    fictitious: bool = False

    def __len__(self) -> int:
        return len(self.codes)

    def members(self, number: int) -> Rows:
        start, end = np.searchsorted(self.group, (number, number + 1))
        return self.rows[start:end]


def epcis(atlas: Atlas) -> Groups:
    return atlas.once("epcis", lambda: _epcis(atlas))


def cptses(atlas: Atlas) -> Groups:
    """Of the perimeters that are loaded; none when there are none."""
    return atlas.once("cptses", lambda: _cptses(atlas))


def _epcis(atlas: Atlas) -> Groups:
    level, group = atlas.columns.levels["epci"], atlas.group("epci")
    rows = np.flatnonzero(atlas.is_commune & (group >= 0))
    return _sorted(atlas, "epci", level.codes, level.names, rows, group[rows])


def _cptses(atlas: Atlas) -> Groups:
    held = claims(rows_of(atlas, PERIMETRES)).with_columns(pl.col("cpts", "nom", "stade").cast(pl.String))
    told = held.group_by("cpts").agg(pl.col("nom").first(), pl.col("stade").sort_by("rang").last()).sort("cpts")
    number = {code: n for n, code in enumerate(told["cpts"])}
    group = np.array([number[code] for code in held["cpts"]], dtype=np.intp)
    found = _sorted(atlas, "cpts", told["cpts"].to_list(), told["nom"].to_list(), held["row"].to_numpy().astype(np.intp), group)
    stages = tuple(stage or "" for stage in told["stade"])
    return replace(found, stages=stages, fictitious=bool(len(held) and held[FICTIF].any()))


def _sorted(atlas: Atlas, kind: str, codes: Sequence[str], names: Sequence[str], rows: Rows, group: Rows) -> Groups:
    order = np.lexsort((rows, group))
    rows, group = rows[order], group[order]
    people = np.bincount(group, atlas.population[rows], len(codes))
    return Groups(kind, tuple(codes), tuple(names), rows, group, np.asarray(people, dtype=np.float64))


def each(atlas: Atlas, definition: Definition, groups: Groups) -> Floats:
    """The measure of every territory of a kind; NaN where too few of its inhabitants have data."""
    return atlas.once(("each", definition.key, groups.kind), lambda: _each(atlas, definition, groups))


def _each(atlas: Atlas, definition: Definition, groups: Groups) -> Floats:
    inputs = cut(inputs_of(atlas, definition), groups.rows)
    if inputs is None or not len(groups):
        return np.full(len(groups), np.nan)
    found = _by_method(definition, inputs, groups)
    people = atlas.population[groups.rows]
    known = inputs.numerator.known if inputs.before is None else inputs.numerator.known & inputs.before.known
    described = np.bincount(groups.group, np.where(known, people, 0.0), len(groups))
    enough = described >= float(definition.minimal_coverage) * groups.population
    return np.where(enough & (groups.population >= _LEAST_PEOPLE), found, np.nan)


def _by_method(definition: Definition, inputs: Inputs, groups: Groups) -> Floats:
    top, per, size = inputs.numerator, float(definition.per), len(groups)
    below = inputs.denominator or top
    match definition.method:
        case "somme":
            return sums_by_group(top, groups.group, size)
        case "evolution" if inputs.before is not None:
            return ratios_by_group(
                top.with_values(top.values - inputs.before.values), inputs.before, groups.group, size, per=per
            )
        case "mediane":
            return np.array([_median(top, below, part) for part in _parts(groups)])
        case "distance" | "accessibilite":
            return ratios_by_group(top.with_values(top.values * below.values), below, groups.group, size, per=per)
        case "eloignement":
            limit = float(definition.parameters["au_dela_km"])
            beyond = np.where(np.isnan(top.values), np.nan, np.where(top.values > limit, below.values, 0.0))
            return ratios_by_group(top.with_values(beyond), below, groups.group, size, per=per)
        case "rapport":
            return ratios_by_group(top, below, groups.group, size, per=per)
    return np.full(size, np.nan)


def _parts(groups: Groups) -> list[Rows]:
    """Positions, in the arrays cut for the groups, of each territory."""
    bounds = np.searchsorted(groups.group, np.arange(len(groups) + 1))
    return [np.arange(start, end) for start, end in pairwise(bounds)]


def _median(values: Column, weights: Column, part: Rows) -> float:
    found = median(values, weights, part).value if len(part) else None
    return np.nan if found is None else float(found)
