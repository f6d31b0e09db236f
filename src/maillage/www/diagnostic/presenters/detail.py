"""One indicator at length: comparisons, years, communes, how it is made and who checked it."""

from dataclasses import dataclass
from typing import Any

from maillage.results.diagnostic import REFERENCES, Diagnosis, IndicatorView, Measured
from maillage.results.lecture import values
from maillage.results.lecture.blocks import reference_names
from maillage.results.lecture.words import LEVELS, POLARITIES
from maillage.www.diagnostic.address import Address
from maillage.www.diagnostic.presenters import commune_map
from maillage.www.diagnostic.presenters.plot import plot
from maillage.www.shared.formats import day, join, number, plural, typed


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    kind: str
    name: str
    value: str
    vintage: str
    note: str


@dataclass(frozen=True, slots=True)
class YearRow:
    year: str
    value: str


def context(diagnosis: Diagnosis, key: str, address: Address) -> dict[str, Any]:
    """KeyError for an unknown indicator."""
    view = diagnosis.views[key]
    definition, measured = view.definition, view.measured
    return {
        "address": address,
        "back": address.section(f"i-{key}"),
        "title": typed(definition.title),
        "why": typed(definition.why),
        "value": "masqué" if measured.suppressed else values.figure(definition, measured.value),
        "unit": values.unit(definition) if measured.value is not None else "",
        "reason": typed(view.missing or measured.reason),
        "command": view.command,
        "badges": values.badges(view),
        "made_of": values.made_of(definition, measured),
        "trend": values.trend(view),
        "rank": values.rank(view),
        "plot": plot(view, reference_names(diagnosis)),
        "comparisons": _comparisons(view, diagnosis),
        "years": _years(view),
        "facts": _facts(view),
        "why_url": address.why(key),
        "map": commune_map.build(diagnosis, key),
    }


def _comparisons(view: IndicatorView, diagnosis: Diagnosis) -> tuple[ComparisonRow, ...]:
    names = reference_names(diagnosis)
    rows = [_comparison(view, "ici", names["ici"], view.measured)]
    rows += [_comparison(view, k, names.get(k, k), view.comparisons[k]) for k in REFERENCES if k in view.comparisons]
    rows += [_comparison(view, "pair", names.get(code, code), one) for code, one in view.peers.items()]
    return tuple(rows) if len(rows) > 1 else ()


def _comparison(view: IndicatorView, kind: str, name: str, measured: Measured) -> ComparisonRow:
    return ComparisonRow(
        kind,
        typed(name),
        values.shown(view.definition, measured),
        measured.vintage,
        typed(measured.reason or _partial(measured)),
    )


def _partial(measured: Measured) -> str:
    if not measured.is_partial or measured.level != "commune":
        return ""
    return f"{number(measured.covered)} sur {plural(measured.total, 'commune')}"


def _years(view: IndicatorView) -> tuple[YearRow, ...]:
    points = view.trend.points if view.trend else ()
    return tuple(YearRow(str(year), values.figure(view.definition, value)) for year, value in points)


def _facts(view: IndicatorView) -> tuple[tuple[str, str], ...]:
    """How the indicator is made, for who must judge it."""
    definition, measured = view.definition, view.measured
    said = (
        ("Méthode", definition.method_sentence),
        ("Sens", POLARITIES.get(definition.polarity, "")),
        ("Limites", definition.limits),
        ("Source", measured.source),
        ("Millésime", measured.vintage),
        ("Périmètre", measured.perimeter),
        ("Niveaux", join([LEVELS[level] for level in definition.levels])),
        ("Où le lire", definition.find_it),
        ("Rédigé par", definition.author),
        ("Vérifié", f"le {day(definition.checked)} par {definition.checked_by}"),
        ("Prochaine revue", day(definition.next_review)),
    )
    return tuple((name, typed(text)) for name, text in said if text)
