"""Applies the method of a definition to the columns it asks for: the one door of this package for whoever has the data."""

from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from maillage.measures.accessibilite import accessibility, steps_of
from maillage.measures.columns import Column, Rows
from maillage.measures.distances import nearest
from maillage.measures.evolution import change
from maillage.measures.model import Definition, Measured
from maillage.measures.ratios import mean, median, ratio, share_beyond, total
from maillage.measures.sphere import Floats
from maillage.measures.suppression import THRESHOLDS, is_small, primary_reason


@dataclass(frozen=True, eq=False)
class Inputs:
    """Columns of a definition: what its terms name, or what `reach_column` and `distance_column` made of them.

    `before` is the numerator at the first vintage (« evolution »).
    """

    numerator: Column
    denominator: Column | None = None
    before: Column | None = None


def evaluate(definition: Definition, inputs: Inputs | None, rows: Rows, *, population: Floats | None = None) -> Measured:
    """The measure on the communes of `rows`; without inputs or without source, why there is nothing.

    `population`, of every row, weighs the coverage. Values « publie » come from `publie.published`.
    """
    if definition.method == "a_relever":
        return Measured(None, reason=f"Aucune source ouverte. Où le lire : {definition.find_it}", total=len(rows))
    if inputs is None:
        return Measured(None, reason="Source non chargée.", total=len(rows))
    found = _by_method(definition, inputs, rows, population)
    return _hidden(definition, replace(found, source=found.source or ", ".join(definition.sources)))


def _by_method(definition: Definition, inputs: Inputs, rows: Rows, population: Floats | None) -> Measured:
    top, bottom = inputs.numerator, inputs.denominator or inputs.numerator
    options = {"per": definition.per, "population": population, "minimal": definition.minimal_coverage}
    match definition.method:
        case "somme":
            return total(top, rows, population=population, minimal=definition.minimal_coverage)
        case "rapport":
            return ratio(top, bottom, rows, **options)  # type: ignore[arg-type]
        case "evolution" if inputs.before is not None:
            return change(inputs.before, top, rows, **options)  # type: ignore[arg-type]
        case "mediane":
            return median(top, bottom, rows, minimal=definition.minimal_coverage)
        case "distance" | "accessibilite":
            return mean(top, bottom, rows, **options)  # type: ignore[arg-type]
        case "eloignement":
            return share_beyond(top, float(definition.parameters["au_dela_km"]), bottom, rows, **options)  # type: ignore[arg-type]
    return Measured(None, reason="Il faut au moins deux millésimes de la source pour une évolution.", total=len(rows))


def _hidden(definition: Definition, found: Measured) -> Measured:
    """A count too small to be said hides the whole measure: its value, divided by the denominator, would give it back."""
    small = found.numerator is not None and is_small(float(found.numerator), definition.secret)
    if definition.secret not in THRESHOLDS or not small:
        return found
    return replace(found, value=None, numerator=None, suppressed=True, reason=primary_reason(definition.secret))


def by_commune(definition: Definition, inputs: Inputs, rows: Rows) -> Floats:
    """The measure of each commune alone, before any protection of small numbers; NaN where nothing is known."""
    top, per = inputs.numerator.values[rows], float(definition.per)
    if definition.method in ("somme", "mediane", "distance"):
        return top
    if definition.method == "accessibilite":
        return top * per
    if definition.method == "eloignement":
        return np.where(np.isnan(top), np.nan, (top > float(definition.parameters["au_dela_km"])) * per)
    bottom = inputs.before or inputs.denominator
    if bottom is None:
        return np.full(len(rows), np.nan)
    below = bottom.values[rows]
    above = top - below if definition.method == "evolution" else top
    return np.divide(above * per, below, out=np.full(len(rows), np.nan), where=below > 0)


def reach_column(definition: Definition, points: Floats, supply: Column, demand: Column) -> Column:
    """Accessibility of every commune, in supply per inhabitant, with the catchments that the definition declares.

    Communes without coordinates are unknown; what is not known of supply or demand counts for nothing elsewhere.
    """
    steps = steps_of(str(definition.parameters["poids"]))
    found = accessibility(
        points,
        np.nan_to_num(supply.values),
        np.nan_to_num(demand.values),
        radius_km=float(definition.parameters["rayon_km"]),
        weights=steps,
        detour=float(definition.parameters["detour"]),
    )
    return _mixed(supply, demand, np.where(np.isfinite(points).all(axis=1), found, np.nan))


def weighted_demand(people: Column, need: Column | None) -> Column:
    """Inhabitants weighted by the care of their age where `need` is known, on the scale of `people`; the others as they are."""
    if need is None:
        return people
    known = need.known & people.known
    total = need.values[known].sum()
    if total <= 0:
        return people
    scale = people.values[known].sum() / total
    values = np.where(known, need.values * scale, people.values)
    return Column(values, people.source, people.vintage, people.fictitious or need.fictitious, people.level)


def distance_column(definition: Definition, points: Floats, places: Floats, given: Column) -> Column:
    """Kilometres from every commune to the nearest of `places`; `given` tells source, vintage and whether it is fictitious."""
    return given.with_values(nearest(points, places, detour=float(definition.parameters["detour"])).km)


def _mixed(first: Column, second: Column, values: Floats) -> Column:
    return Column(values, first.source, first.vintage, first.fictitious or second.fictitious, first.level)


def displayed(definition: Definition, value: Decimal) -> Decimal:
    """The value rounded as it is shown, half to even as everywhere in Decimal."""
    return value.quantize(Decimal(1).scaleb(-definition.digits))
