"""A measure through the years, wherever the data hold several."""

from decimal import Decimal

from maillage.measures.evolution import trend
from maillage.measures.model import Definition
from maillage.opendata.warehouse.extra import INDICATEURS
from maillage.results.diagnostic.inputs import level_of
from maillage.results.diagnostic.model import Series
from maillage.results.diagnostic.subject import Subject
from maillage.results.diagnostic.values import on_communes, on_departements
from maillage.results.diagnostic.yearly import yearly


def series(subject: Subject, definition: Definition) -> Series | None:
    """None with fewer than two known years."""
    if level_of(definition) != "commune" and (main := subject.references.get("departement")) is not None:
        return subject.atlas.once(("series", definition.key, main.code), lambda: _series(_points(subject, definition)))
    return _series(_points(subject, definition))


def _series(points: dict[int, Decimal | None]) -> Series | None:
    if sum(value is not None for value in points.values()) < 2:
        return None
    return Series(tuple(points.items()), trend(points))


def _points(subject: Subject, definition: Definition) -> dict[int, Decimal | None]:
    if definition.key == "population":
        known = {point.year: point.population.value for point in subject.territory.history}
        return {year: None if value is None else Decimal(value) for year, value in known.items()}
    term = definition.numerator
    if term is None or term.table != INDICATEURS:
        return {}
    level = level_of(definition)
    years = yearly(subject.atlas).known_years(term, level)
    if len(years) < 2:
        return {}
    if definition.method == "evolution":
        return _counts(subject, definition, years)
    if level == "commune":
        return {year: on_communes(subject.atlas, definition, subject.rows, year).value for year in years}
    main = {subject.references["departement"].code: 1}
    return {year: on_departements(subject.atlas, definition, main, year).value for year in years}


def _counts(subject: Subject, definition: Definition, years: list[int]) -> dict[int, Decimal | None]:
    """What grew or fell: the counts themselves, of the main département."""
    term, main = definition.numerator, subject.references.get("departement")
    if term is None or main is None or level_of(definition) == "commune":
        return {}
    number = subject.atlas.columns.levels["departement"].number[main.code]
    columns = {year: yearly(subject.atlas).column(term, "departement", year) for year in years}
    values = {year: None if column is None else column.values[number] for year, column in columns.items()}
    return {year: None if v is None or v != v else Decimal(repr(float(v))) for year, v in values.items()}
