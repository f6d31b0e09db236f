"""A measured value as people read it: the figure, its unit, its year, and what must be said beside it."""

from dataclasses import dataclass
from decimal import Decimal

from maillage.kernel.french import NBSP, number, percent, plural, signed, signed_percent, typed
from maillage.results.diagnostic import REFERENCES, Definition, IndicatorView, Measured

SHORT_UNITS = ("%", "km", "€")
"""Written against the figure; longer units have a line of their own."""
NONE = "—"
_WHOLE_FROM = 100


@dataclass(frozen=True, slots=True)
class Badge:
    """A word beside a value. `kind` gives its colour: niveau, couverture, masque, fictif."""

    kind: str
    text: str
    title: str = ""


def figure(definition: Definition, value: Decimal | None) -> str:
    """The number with a short unit: « 24,3 % », « 2,9 »."""
    if value is None:
        return NONE
    text = number(value, _digits(definition, value))
    return f"{text}{NBSP}{definition.unit}" if definition.unit in SHORT_UNITS else text


def _digits(definition: Definition, value: Decimal) -> int:
    """A total is shown whole, unless it is small and professionals count by halves in it."""
    is_whole = value == value.to_integral_value() or abs(value) >= _WHOLE_FROM
    return 0 if definition.method == "somme" and is_whole else definition.digits


def unit(definition: Definition) -> str:
    """The unit that `figure` did not write."""
    return "" if definition.unit in SHORT_UNITS else typed(definition.unit)


def shown(definition: Definition, measured: Measured | None) -> str:
    """The figure of a comparison; why there is none stays in the detail."""
    if measured is None:
        return ""
    return "masqué" if measured.suppressed else figure(definition, measured.value)


def compared(view: IndicatorView) -> tuple[str, ...]:
    """The figures of the references, in their order; a total of several similar territories would say nothing."""
    kept = {key: one for key, one in view.comparisons.items() if key != "semblables" or view.definition.method != "somme"}
    return tuple(shown(view.definition, kept.get(key)) for key in REFERENCES)


def badges(view: IndicatorView) -> tuple[Badge, ...]:
    """What a reader must know before using the value."""
    measured = view.measured
    found = []
    if measured.level_label:
        found.append(Badge("niveau", measured.level_label, measured.perimeter))
    if measured.suppressed:
        found.append(Badge("masque", "masqué", typed(measured.reason)))
    if measured.is_partial and measured.level == "commune" and measured.value is not None:
        found.append(Badge("couverture", f"{number(measured.covered)} sur {plural(measured.total, 'commune')}"))
    if measured.fictitious:
        found.append(Badge("fictif", "fictif", "Donnée de démonstration, inventée"))
    return tuple(found)


def trend(view: IndicatorView) -> str:
    """« +3,2 % depuis 2017 », in points for a share; empty for a measure that is itself an evolution."""
    series = view.trend
    if series is None or series.trend.first is None or view.definition.method == "evolution":
        return ""
    values = dict(series.points)
    first, last = values.get(series.trend.first), values.get(series.trend.last or 0)
    if first is None or last is None:
        return ""
    since = f"depuis {series.trend.first}"
    if view.definition.is_share:
        return f"{signed(last - first, max(1, view.definition.digits))}{NBSP}pt {since}"
    return "" if series.trend.relative is None else f"{signed_percent(series.trend.relative)} {since}"


def rank(view: IndicatorView) -> str:
    """« 312e sur 1 254 intercommunalités de France »."""
    if view.rank is None:
        return ""
    place = view.rank.rank
    ordinal = "1er" if place.position == 1 else f"{number(place.position)}e"
    return typed(f"{ordinal} sur {number(place.of)} {view.rank.among}")


def made_of(definition: Definition, measured: Measured) -> tuple[tuple[str, str], ...]:
    """Numerator and denominator with their labels."""
    pairs = ((definition.numerator, measured.numerator), (definition.denominator, measured.denominator))
    return tuple((typed(term.label), _amount(value)) for term, value in pairs if term is not None and value is not None)


def source(measured: Measured) -> str:
    """« Insee, populations légales · 2023 »; what is invented has no vintage."""
    vintage = "" if measured.vintage == "fictif" else measured.vintage
    return " · ".join(filter(None, (typed(measured.source), vintage)))


def _amount(value: Decimal) -> str:
    return number(value, 0 if value == value.to_integral_value() or abs(value) >= _WHOLE_FROM else 1)


def share(value: Decimal) -> str:
    return percent(value, 0)
