"""The diagnosis as plain data: what the project keeps, what an objective rests on, and what changed since."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from maillage.kernel.french import typed
from maillage.results.diagnostic import Diagnosis, IndicatorView, diagnose
from maillage.results.lecture import values, words

HEADINGS = tuple(words.REFERENCES.values())


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure that is not what it was; « — » where it did not exist."""

    key: str
    label: str
    before: str
    after: str


def of_codes(codes: Iterable[str]) -> Diagnosis:
    """The present diagnosis of a perimeter."""
    return diagnose(codes)


def content(diagnosis: Diagnosis) -> dict[str, Any]:
    """What is kept: figures as they read that day, with their year and their source; only what is known."""
    territory = diagnosis.territory
    return {
        "codes": list(territory.codes),
        "population": territory.population.value,
        "population_source": " ".join(filter(None, (territory.population.source, territory.population.vintage))),
        "fictif": diagnosis.fictitious,
        "synthesis": _synthesis(diagnosis),
        "sections": [
            {
                "key": section.key,
                "title": section.title,
                "total": len(section.indicators),
                "figures": [_line(view) for view in section.indicators if view.measured.value is not None],
            }
            for section in diagnosis.sections
        ],
        "sources": [
            {"title": one.title, "publisher": one.publisher, "vintage": one.vintage, "state": words.STATES[one.state]}
            for one in diagnosis.sources
            if one.state != "absente"
        ],
    }


def figures(diagnosis: Diagnosis, day: date) -> dict[str, dict[str, Any]]:
    """Every known figure by key, as an objective links it on a day."""
    known = (view for view in diagnosis.views.values() if view.measured.value is not None)
    return {view.key: {**_figure(view), "on": day.isoformat()} for view in known}


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Figures that changed, appeared or vanished between two contents, in the order of the newer one."""
    old, new = _by_key(before), _by_key(after)
    keys = [*new, *(key for key in old if key not in new)]
    found = []
    for key in keys:
        texts = tuple(_told(side[key]) if key in side else values.NONE for side in (old, new))
        if texts[0] != texts[1]:
            found.append(Difference(key, (new.get(key) or old[key])["label"], *texts))
    return tuple(found)


def changed(linked: Mapping[str, Any], present: Mapping[str, Mapping[str, Any]]) -> str:
    """The present value of a linked figure when it is no longer what was linked; empty when it is."""
    now = present.get(linked["key"])
    if now is None:
        return values.NONE
    return "" if _told(now) == _told(linked) else _told(now)


def told(figure: Mapping[str, Any]) -> str:
    """« 2,9 consultations par an (2023) »."""
    return _told(figure)


def _told(figure: Mapping[str, Any]) -> str:
    text = " ".join(filter(None, (figure["value"], figure["unit"])))
    return f"{text} ({figure['vintage']})" if figure["vintage"] else text


def _by_key(kept: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {figure["key"]: figure for section in kept["sections"] for figure in section["figures"]}


def _line(view: IndicatorView) -> dict[str, Any]:
    return {**_figure(view), "comparisons": list(values.compared(view)), "level": view.level_label}


def _figure(view: IndicatorView) -> dict[str, Any]:
    measured = view.measured
    return {
        "key": view.key,
        "label": typed(view.definition.title),
        "section": view.definition.section,
        "value": values.figure(view.definition, measured.value),
        "unit": values.unit(view.definition),
        "vintage": "" if measured.vintage == "fictif" else measured.vintage,
        "source": typed(measured.source),
        "fictif": measured.fictitious,
    }


def _synthesis(diagnosis: Diagnosis) -> list[dict[str, Any]]:
    return [
        {
            "title": title,
            "empty": empty,
            "lines": [
                {"sentence": typed(one.sentence), "keys": list(one.indicator_keys), "fictif": one.fictitious} for one in lines
            ],
        }
        for (_, title, _, empty), lines in zip(words.FINDINGS, diagnosis.synthesis, strict=True)
    ]
