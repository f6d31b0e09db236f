"""Strengths, weaknesses and points to check of a territory, drawn from its measures by the declared rules."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from maillage.measures.synthese import BoundRule, CheckRule, GapRule, deviation, favourable, load_rules
from maillage.results.diagnostic.model import Finding, IndicatorView, Reference, Synthesis
from maillage.results.diagnostic.wording import amount, with_unit
from maillage.results.territoires.words import named, typed

_WHERE = {"departement": "{name}", "region": "{name}", "france": "France", "semblables": "territoires semblables"}
_YEAR = re.compile(r"(?:19|20)\d{2}")
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A finding and how far beyond its threshold it is."""

    finding: Finding
    weight: Decimal


def synthesis(views: Mapping[str, IndicatorView], references: Mapping[str, Reference], main_share: Decimal) -> Synthesis:
    """`main_share`: part of the inhabitants who live in the main département."""
    rules = load_rules()
    found = [_gap(rule, views, references) for rule in rules.gaps] + [_bound(rule, views) for rule in rules.bounds]
    spoken = sorted((said for said in found if said is not None), key=lambda said: -said.weight)
    checks = [_check(rule, views, main_share) for rule in rules.checks]
    of_kind = {kind: tuple(said.finding for said in spoken if said.finding.kind == kind) for kind in ("force", "fragilite")}
    to_check = [said.finding for said in spoken if said.finding.kind == "a_verifier"]
    return Synthesis(of_kind["force"], of_kind["fragilite"], (*to_check, *(found for found in checks if found is not None)))


def _gap(rule: GapRule, views: Mapping[str, IndicatorView], references: Mapping[str, Reference]) -> _Weighed | None:
    """The first known measure speaks; those that go the same way are cited."""
    gaps = {key: found for key in rule.measures if (found := _deviation(rule, views.get(key))) is not None}
    if not gaps:
        return None
    key, (kind, reference, gap) = next(iter(gaps.items()))
    view = views[key]
    good = favourable(view.definition, gap)
    if abs(gap) < rule.threshold or good is None:
        return None
    cited = [k for k, (_, _, g) in gaps.items() if (g > 0) == (gap > 0) and abs(g) >= rule.threshold]
    place = _WHERE[kind].format(name=references[kind].name if kind in references else "")
    value = with_unit(view.definition, view.measured)
    sentence = rule.strength if good else rule.weakness
    words = {"valeur": value, "reference": amount(view.definition, reference), "lieu": place}
    fictitious = any(views[k].fictitious for k in cited)
    finding = Finding("force" if good else "fragilite", typed(sentence.format(**words)), tuple(cited), rule.name, fictitious)
    return _Weighed(finding, abs(gap) / rule.threshold if rule.threshold else abs(gap))


def _deviation(rule: GapRule, view: IndicatorView | None) -> tuple[str, Decimal, Decimal] | None:
    """Reference used, its value, and the gap."""
    if view is None or view.measured.value is None:
        return None
    for kind in rule.against:
        other = view.comparisons.get(kind)
        if other is not None and other.value is not None:
            gap = deviation(view.measured.value, other.value, in_points=rule.in_points)
            return None if gap is None else (kind, other.value, gap)
    return None


def _bound(rule: BoundRule, views: Mapping[str, IndicatorView]) -> _Weighed | None:
    view = views.get(rule.measure)
    if view is None or view.measured.value is None or not rule.speaks(view.measured.value):
        return None
    sentence = typed(rule.sentence.format(valeur=with_unit(view.definition, view.measured)))
    return _Weighed(Finding(rule.kind, sentence, (view.key,), rule.name, view.fictitious), Decimal(2))


def _check(rule: CheckRule, views: Mapping[str, IndicatorView], main_share: Decimal) -> Finding | None:
    if rule.nature == "departementale" and main_share * _HUNDRED >= rule.threshold:
        return None
    found = _CHECKS[rule.nature](rule, views)
    if not found:
        return None
    titles = [view.definition.short for view in found]
    sentence = typed(rule.sentence.format(nombre=len(found), liste=named(titles)))
    return Finding("a_verifier", sentence, tuple(view.key for view in found), rule.name, any(v.fictitious for v in found))


def _those(keep: Callable[[IndicatorView], bool]) -> Callable[[CheckRule, Mapping[str, IndicatorView]], list[IndicatorView]]:
    return lambda rule, views: [view for view in views.values() if keep(view)]


def _partial(rule: CheckRule, views: Mapping[str, IndicatorView]) -> list[IndicatorView]:
    """Of the measures of communes: fewer communes than the threshold have data."""
    ours = [v for v in views.values() if v.measured.level == "commune" and v.measured.total and not v.is_missing]
    return [v for v in ours if _HUNDRED * v.measured.covered / v.measured.total < rule.threshold]


def _apart(rule: CheckRule, views: Mapping[str, IndicatorView]) -> list[IndicatorView]:
    """Two measures of one thing on opposite sides of their references, both clearly."""
    pair = [views[key] for key in rule.measures if key in views]
    probe = GapRule(rule.name, rule.measures, ("region", "france"), rule.threshold, False, "", "")
    gaps = [gap[2] for view in pair if (gap := _deviation(probe, view)) is not None]
    opposed = len(gaps) == 2 and (gaps[0] > 0) != (gaps[1] > 0) and min(map(abs, gaps)) >= rule.threshold
    return pair if opposed else []


def _old(rule: CheckRule, views: Mapping[str, IndicatorView]) -> list[IndicatorView]:
    years = {key: year for key, view in views.items() if (year := _last_year(view)) is not None}
    newest = max(years.values(), default=0)
    return [views[key] for key, year in years.items() if newest - year > rule.threshold]


def _last_year(view: IndicatorView) -> int | None:
    found: Iterable[str] = _YEAR.findall(view.measured.vintage)
    return max(map(int, found), default=None) if view.measured.value is not None else None


_CHECKS: Mapping[str, Callable[[CheckRule, Mapping[str, IndicatorView]], list[IndicatorView]]] = {
    "fictif": _those(lambda view: view.fictitious),
    "a_relever": _those(lambda view: view.definition.method == "a_relever"),
    "absente": _those(lambda view: bool(view.command)),
    "couverture": _partial,
    "departementale": _those(lambda view: view.measured.level == "departement" and view.measured.value is not None),
    "desaccord": _apart,
    "anciennete": _old,
    "secret": _those(lambda view: view.measured.suppressed),
}
