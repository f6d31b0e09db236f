"""The columns that each definition asks for, at the finest level that the data give."""

from dataclasses import replace

import numpy as np

from maillage.measures.columns import Column
from maillage.measures.evaluation import Inputs, distance_column, reach_column, weighted_demand
from maillage.measures.model import Definition, Term
from maillage.measures.sphere import Floats
from maillage.opendata.warehouse.extra import ETABLISSEMENTS, INDICATEURS
from maillage.opendata.warehouse.schema import NEWEST
from maillage.results.diagnostic.atlas import Atlas
from maillage.results.diagnostic.counts import count, filtered, rows_of
from maillage.results.diagnostic.provenance import AGES_TITLE, AGES_VINTAGE, POPULATION_TITLE, POPULATION_VINTAGE
from maillage.results.diagnostic.yearly import yearly

_AGES = {"moins_de_20": (0,), "de_20_a_64": (1,), "plus_de_65": (2,), "hors_20_a_64": (0, 2), "population_des_ages": (0, 1, 2)}
_MAYOTTE = "976"
_MADE = ("distance", "eloignement", "accessibilite")


def level_of(definition: Definition) -> str:
    """Level of the columns of a definition."""
    return "commune" if "commune" in definition.levels else "departement"


def inputs_of(atlas: Atlas, definition: Definition, year: int | None = None) -> Inputs | None:
    """None when a source is not loaded. `year`: another vintage of the table of indicators."""
    return atlas.once(("inputs", definition.key, year), lambda: _inputs(atlas, definition, year))


def _inputs(atlas: Atlas, definition: Definition, year: int | None) -> Inputs | None:
    if definition.numerator is None or definition.method == "publie":
        return None
    if definition.method in _MADE:
        return _made(atlas, definition)
    if definition.method == "evolution":
        return _change(atlas, definition)
    above = column(atlas, definition.numerator, level_of(definition), year)
    if above is None or definition.denominator is None:
        return None if above is None else Inputs(above)
    below = column(atlas, definition.denominator, level_of(definition), year)
    return None if below is None else Inputs(above, below)


def column(atlas: Atlas, term: Term, level: str = "commune", year: int | None = None) -> Column | None:
    """What one term says of every place of a level."""
    if term.table == INDICATEURS:
        return yearly(atlas).column(term, level, year)
    key = ("term", term.table, term.column, tuple(sorted(term.where.items())))
    return atlas.once(key, lambda: _base(atlas, term) if term.table == "base" else count(atlas, term))


def _base(atlas: Atlas, term: Term) -> Column:
    if term.column == "communes":
        return Column(np.ones(atlas.size), POPULATION_TITLE, POPULATION_VINTAGE)
    if term.column == "population":
        return Column(atlas.population, POPULATION_TITLE, POPULATION_VINTAGE)
    bands = [_present(atlas.columns.ages[band]) for band in _AGES[term.column]]
    return Column(np.sum(bands, axis=0), AGES_TITLE, AGES_VINTAGE)


def _present(values: object) -> Floats:
    """Counts where -1 stands for nothing known."""
    counts = np.asarray(values, dtype=np.float64)
    return np.where(counts < 0, np.nan, counts)


def _change(atlas: Atlas, definition: Definition) -> Inputs | None:
    """The last vintage and the first, or the year that the definition names."""
    term = definition.numerator
    if term is None:
        return None
    if term.table == "base":
        last, since = column(atlas, term), int(definition.parameters["depuis"])
        return (
            None if last is None else Inputs(last, before=replace(last, values=population_of(atlas, since), vintage=str(since)))
        )
    level, years = level_of(definition), yearly(atlas).known_years(term, level_of(definition))
    last = yearly(atlas).column(term, level)
    if last is None:
        return None
    return Inputs(last, before=yearly(atlas).column(term, level, years[0]) if len(years) > 1 else None)


def population_of(atlas: Atlas, year: int) -> Floats:
    """Of the present perimeters; unknown where the vintage counted something else, and in Mayotte, whose figure never moves."""
    values = _present(atlas.columns.population[year]).copy()
    for gap in atlas.columns.gaps.get(f"pmun_{year}", ()):
        values[[gap.row, *([gap.other] if gap.other is not None else [])]] = np.nan
    if year != NEWEST:
        values[[row for row, code in enumerate(atlas.columns.departements) if code == _MAYOTTE]] = np.nan
    return values


def _made(atlas: Atlas, definition: Definition) -> Inputs | None:
    """Distances and accessibilities are computed for the whole country, then shared by the measures that read them."""
    if definition.numerator is None or definition.denominator is None:
        return None
    supply, people = column(atlas, definition.numerator), column(atlas, definition.denominator)
    if supply is None or people is None:
        return None
    if definition.method == "accessibilite":
        return Inputs(reach(atlas, definition, supply, people), people)
    detour = definition.parameters["detour"]
    key = ("km", definition.numerator.table, tuple(sorted(definition.numerator.where.items())), detour)
    return Inputs(atlas.once(key, lambda: _distances(atlas, definition, supply)), people)


def _distances(atlas: Atlas, definition: Definition, supply: Column) -> Column:
    """A commune that holds the place may still be kilometres from it; a place without point is at that of its commune."""
    term = definition.numerator
    if term is None or term.table != ETABLISSEMENTS:
        places = atlas.points[np.flatnonzero(np.nan_to_num(supply.values) > 0)]
    else:
        kept = filtered(rows_of(atlas, ETABLISSEMENTS), term.where)
        given = kept.select("lon", "lat").to_numpy().astype(np.float64)
        places = np.where(np.isfinite(given), given, atlas.points[kept["row"].to_numpy()])
    found = distance_column(definition, atlas.points, places, supply)
    return found.where(_reachable(atlas, supply))


def _reachable(atlas: Atlas, supply: Column) -> np.ndarray:
    """Rows whose supply is known; a city and its arrondissements are known together."""
    known = supply.known.copy()
    for city, inside in atlas.cities.items():
        known[[city, *inside]] = known[city] or known[inside].any()
    return known


def reach(atlas: Atlas, definition: Definition, supply: Column, people: Column) -> Column:
    """Accessibility of every row. Arrondissements ask and offer for their city, which then has their mean by inhabitant."""
    points, offered = units(atlas, supply.values)
    asked = demand(atlas, definition, people)
    found = reach_column(definition, points, supply.with_values(offered), asked).where(_reachable(atlas, supply))
    values = found.values.copy()
    for city, inside in atlas.cities.items():
        values[city] = np.average(values[inside], weights=atlas.population[inside])
    return found.with_values(values)


def demand(atlas: Atlas, definition: Definition, people: Column) -> Column:
    """Inhabitants weighted by their need where the definition and the data have one; none in a city that its arrondissements hold."""
    alone = people.known.copy()
    alone[list(atlas.cities)] = False
    need = None if definition.need is None else column(atlas, definition.need)
    return weighted_demand(people.where(alone), None if need is None else need.where(alone))


def units(atlas: Atlas, supply: Floats) -> tuple[Floats, Floats]:
    """Points and supply of the places that nobody counts twice: a city leaves its own to its arrondissements."""
    points, offered = atlas.points.copy(), np.nan_to_num(supply)
    for city, inside in atlas.cities.items():
        left = offered[city] - offered[inside].sum()
        offered[inside] += max(0.0, left) * atlas.population[inside] / atlas.population[inside].sum()
        points[city], offered[city] = np.nan, 0.0
    return points, offered
