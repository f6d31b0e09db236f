"""The value of one measure on a set of communes, and on the places it is compared with."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from maillage.measures.columns import Column, Rows, exact
from maillage.measures.evaluation import Inputs, evaluate
from maillage.measures.model import Definition, Measured
from maillage.measures.publie import published
from maillage.results.diagnostic.atlas import FRANCE, FRANCE_NAME, Atlas
from maillage.results.diagnostic.inputs import inputs_of, level_of
from maillage.results.diagnostic.yearly import yearly
from maillage.results.territoires.words import plural, typed

_WHOLE = {"region": "de la région", "france": "de France"}


def on_communes(atlas: Atlas, definition: Definition, rows: Rows, year: int | None = None) -> Measured:
    """A measure that communes have, on these rows."""
    inputs = cut(inputs_of(atlas, definition, year), rows)
    return evaluate(definition, inputs, np.arange(len(rows)), population=atlas.population[rows])


def cut(inputs: Inputs | None, rows: Rows) -> Inputs | None:
    """The same columns on these rows only: no measure then walks over the whole country."""
    if inputs is None:
        return None
    sides = (inputs.numerator, inputs.denominator, inputs.before)
    kept = [None if side is None else side.with_values(side.values[rows]) for side in sides]
    return Inputs(kept[0] or inputs.numerator, kept[1], kept[2])


def on_departements(atlas: Atlas, definition: Definition, inhabitants: Mapping[str, int], year: int | None = None) -> Measured:
    """A measure that only départements have: that of the one where most inhabitants live, which the perimeter names."""
    if definition.method == "publie":
        return _published(atlas, definition, inhabitants, "departement", year)
    found = sorted(inhabitants, key=lambda code: (-inhabitants[code], code))
    level = atlas.columns.levels["departement"]
    values = {code: _one_departement(atlas, definition, level.number[code], year) for code in found}
    if not found or inputs_of(atlas, definition, year) is None:
        return evaluate(definition, None, np.arange(0))
    main = values[found[0]]
    rates = {code: None if m.value is None else float(m.value) for code, m in values.items()}
    said = published(_rounded(rates, definition), inhabitants, _names(atlas, "departement"), level="departement")
    reason = said.reason if main.value is not None else main.reason
    return replace(main, perimeter=said.perimeter, reason=reason, covered=said.covered, total=said.total, level="departement")


def _rounded(rates: Mapping[str, float | None], definition: Definition) -> dict[str, float | None]:
    return {code: None if rate is None else round(rate, definition.digits) for code, rate in rates.items()}


def _one_departement(atlas: Atlas, definition: Definition, number: int, year: int | None) -> Measured:
    return atlas.once(
        ("departement", definition.key, number, year),
        lambda: evaluate(definition, inputs_of(atlas, definition, year), np.array([number], dtype=np.intp)),
    )


def _names(atlas: Atlas, kind: str) -> dict[str, str]:
    level = atlas.columns.levels[kind]
    return atlas.once(("names", kind), lambda: dict(zip(level.codes, level.names, strict=True)))


def _published(
    atlas: Atlas, definition: Definition, inhabitants: Mapping[str, int], level: str, year: int | None = None
) -> Measured:
    term = definition.numerator
    column = None if term is None else yearly(atlas).column(term, level, year)
    if column is None:
        return evaluate(definition, None, np.arange(len(inhabitants)))
    places = atlas.codes_of(level)
    number = {code: place for place, code in enumerate(places)} if level == "france" else atlas.columns.levels[level].number
    values = {code: _or_none(column.values[number[code]]) for code in inhabitants}
    names = {FRANCE: FRANCE_NAME} if level == "france" else _names(atlas, level)
    told = {"source": column.source, "vintage": column.vintage, "fictitious": column.fictitious}
    return published(values, inhabitants, names, level=level, **told)  # type: ignore[arg-type]


def _or_none(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def on_place(atlas: Atlas, definition: Definition, kind: str, code: str) -> Measured:
    """The measure on a whole département, région or the country."""
    return atlas.once(("place", definition.key, kind, code), lambda: _on_place(atlas, definition, kind, code))


def _on_place(atlas: Atlas, definition: Definition, kind: str, code: str) -> Measured:
    if level_of(definition) == "commune":
        return on_communes(atlas, definition, atlas.members(kind, code))
    if kind == "departement":
        return on_departements(atlas, definition, {code: 1})
    if definition.method == "publie":
        return _middle(atlas, definition, kind, code)
    inside = departements_of(atlas, kind, code)
    return replace(evaluate(definition, inputs_of(atlas, definition), inside), level="departement")


def departements_of(atlas: Atlas, kind: str, code: str) -> Rows:
    """Numbers of the départements of a région, or all."""
    count = len(atlas.columns.levels["departement"].codes)
    if kind == "france":
        return np.arange(count)
    return np.flatnonzero(atlas.region_of == atlas.columns.levels["region"].number[code])


def _middle(atlas: Atlas, definition: Definition, kind: str, code: str) -> Measured:
    """As published for this level; else the median of its départements, and it says so."""
    found = _published(atlas, definition, {code: 1}, kind)
    term = definition.numerator
    below = None if found.value is not None or term is None else yearly(atlas).column(term, "departement")
    if below is None:
        return found
    values = below.values[departements_of(atlas, kind, code)]
    known = values[~np.isnan(values)]
    if not len(known):
        return found
    middle = Measured(
        exact(round(float(np.median(known)), definition.digits + 1)),
        covered=len(known),
        total=len(values),
        vintage=below.vintage,
        level="departement",
        fictitious=below.fictitious,
        source=below.source,
    )
    said = f"Médiane de {plural(len(known), 'département')} {_WHOLE[kind]}, faute de valeur publiée."
    return replace(middle, perimeter=typed(said), reason=typed(said))


def column_of(atlas: Atlas, definition: Definition) -> Column | None:
    """The values of every département, of a measure that only they have."""
    return atlas.once(("départements", definition.key), lambda: _column_of(atlas, definition))


def _column_of(atlas: Atlas, definition: Definition) -> Column | None:
    if definition.method == "publie":
        return None if definition.numerator is None else yearly(atlas).column(definition.numerator, "departement")
    inputs = inputs_of(atlas, definition)
    if inputs is None:
        return None
    count = len(inputs.numerator.values)
    each = [_one_departement(atlas, definition, number, None).value for number in range(count)]
    return inputs.numerator.with_values(np.array([np.nan if v is None else float(v) for v in each]))
