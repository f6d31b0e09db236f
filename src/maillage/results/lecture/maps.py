"""Which indicators have a map by commune, which one a reader looks for first, and the words of its legend."""

from collections.abc import Sequence
from dataclasses import dataclass

from maillage.kernel.french import plural
from maillage.results import cartes
from maillage.results.diagnostic import Diagnosis, IndicatorView, Measured
from maillage.results.lecture import values

PREFERRED = (
    "apl_medecin_generaliste",
    "accessibilite_medecin_generaliste",
    "densite_medecin_generaliste",
    "part_age_plus_de_65",
)


@dataclass(frozen=True, slots=True)
class Legend:
    """One class: its tint from 0 to 4, its interval, its communes."""

    shade: int
    text: str
    count: str


def has_map(view: IndicatorView) -> bool:
    """Known by commune, or hidden there for a reason that the map shows."""
    measured = view.measured
    return not view.is_missing and "commune" in view.definition.levels and measured.level == "commune" and measured.total > 0


def mapped(diagnosis: Diagnosis, shown: Sequence[str]) -> list[IndicatorView]:
    """Those of the sections shown, in the order of the page."""
    return [view for section in diagnosis.sections if section.key in shown for view in section.indicators if has_map(view)]


def chosen(diagnosis: Diagnosis, shown: Sequence[str], asked: str = "") -> str:
    """The indicator that was asked, else the first one that a reader looks for; empty when none has a map."""
    keys = [view.key for view in mapped(diagnosis, shown)]
    return next((key for key in (asked, *PREFERRED) if key in keys), keys[0] if keys else "")


def classes(view: IndicatorView) -> cartes.Classes:
    return cartes.classed({code: one.value for code, one in view.by_commune.items()}, view.definition.digits)


def legend(view: IndicatorView, found: cartes.Classes) -> tuple[Legend, ...]:
    rows = []
    for number, (low, high, count) in enumerate(found.intervals):
        first, last = values.figure(view.definition, low), values.figure(view.definition, high)
        rows.append(Legend(found.shade(number), first if first == last else f"{first} à {last}", plural(count, "commune")))
    return tuple(rows)


def without(codes: Sequence[str], found: cartes.Classes) -> str:
    """« 2 communes sans valeur », or nothing."""
    hidden = sum(code not in found.number for code in codes)
    return plural(hidden, "commune sans valeur", "communes sans valeur") if hidden else ""


def by_rank(view: IndicatorView, names: dict[str, str]) -> list[tuple[str, Measured | None]]:
    """Communes from the highest value to the lowest; those without value last, in the order of their names."""
    measured = {code: view.by_commune.get(code) for code in names}
    known = [(code, one.value) for code, one in measured.items() if one is not None and one.value is not None]
    ordered = [code for code, _ in sorted(known, key=lambda pair: (-pair[1], names[pair[0]]))]
    rest = sorted(set(names) - set(ordered), key=names.__getitem__)
    return [(code, measured[code]) for code in (*ordered, *rest)]
