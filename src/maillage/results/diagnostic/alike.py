"""Territories that resemble the subject, among CPTS or EPCI, with the reasons in words."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import numpy as np

from maillage.facts.words import count
from maillage.measures.model import Definition
from maillage.measures.reader import load_definitions, load_features
from maillage.measures.semblables import Gap, similar
from maillage.results.diagnostic.groups import Groups, cptses, each, epcis
from maillage.results.diagnostic.inputs import inputs_of
from maillage.results.diagnostic.model import Similar
from maillage.results.diagnostic.subject import Subject
from maillage.results.diagnostic.values import on_communes
from maillage.results.diagnostic.wording import amount
from maillage.results.territoires.words import NBSP, named, typed

_COUNT, _FEWEST = 5, 30
"""How many are shown; and how many CPTS must be known before they are the ones compared with."""
_CLOSE, _APART = 0.25, 0.75
"""In standard deviations: said alike under the first, different over the second."""
AMONG = {"cpts": "CPTS", "epci": "intercommunalités"}


def candidates(subject: Subject, among: str | None) -> Groups:
    """Those of the kind asked for; without it, CPTS when enough are known, else EPCI."""
    known = cptses(subject.atlas)
    if among == "cpts" or (among is None and len(known) >= _FEWEST):
        return known
    return epcis(subject.atlas)


def alike(subject: Subject, groups: Groups) -> tuple[Similar, ...]:
    """The nearest on the declared features; those that share a commune with the subject are not candidates."""
    definitions, features = load_definitions(), load_features()
    here = [_here(subject, definitions[feature.key]) for feature in features]
    table = np.column_stack([each(subject.atlas, definitions[feature.key], groups) for feature in features])
    own = np.unique(groups.group[np.isin(groups.rows, _with_cities(subject))])
    found = similar(features, here, table, count=_COUNT, excluded=own.tolist())
    fictitious = groups.fictitious or any(_is_invented(subject, definitions[feature.key]) for feature in features)
    return tuple(
        replace(_told(subject, groups, n.place, n.distance, n.gaps, definitions), fictitious=fictitious) for n in found
    )


def _is_invented(subject: Subject, definition: Definition) -> bool:
    inputs = inputs_of(subject.atlas, definition)
    return inputs is not None and inputs.numerator.fictitious


def _here(subject: Subject, definition: Definition) -> float:
    value = on_communes(subject.atlas, definition, subject.rows).value
    return np.nan if value is None else float(value)


def _with_cities(subject: Subject) -> np.ndarray:
    """Rows of the subject, and of what they hold or are part of."""
    rows = set(subject.rows.tolist())
    for city, inside in subject.atlas.cities.items():
        if city in rows:
            rows.update(inside.tolist())
        elif rows.intersection(inside.tolist()):
            rows.add(city)
    return np.array(sorted(rows), dtype=np.intp)


def _told(
    subject: Subject, groups: Groups, place: int, distance: float, gaps: Sequence[Gap], definitions: Mapping[str, Definition]
) -> Similar:
    atlas = subject.atlas
    return Similar(
        groups.kind,
        groups.codes[place],
        groups.names[place],
        int(groups.population[place]),
        tuple(atlas.columns.codes[row] for row in groups.members(place)),
        distance,
        tuple(gaps),
        _sentence(gaps, definitions),
    )


def _sentence(gaps: Sequence[Gap], definitions: Mapping[str, Definition]) -> str:
    """What brings them together, then what sets them apart."""
    close = [_trait(gap, definitions) for gap in gaps if abs(gap.deviations) < _CLOSE][:3]
    apart = [_trait(gap, definitions) for gap in reversed(gaps) if abs(gap.deviations) > _APART][:2]
    said = [f"Proche par {named(close)}." if close else "Proche dans l'ensemble, sans trait très voisin."]
    if apart:
        said.append(f"Diffère par {named(apart)}.")
    return typed(" ".join(said))


def _trait(gap: Gap, definitions: Mapping[str, Definition]) -> str:
    definition = definitions[gap.feature.key]
    there, here = (amount(definition, Decimal(repr(value))) for value in (gap.there, gap.here))
    label = definition.short[:1].lower() + definition.short[1:]
    return f"{label} ({there} ; ici {here})"


def among_label(groups: Groups) -> str:
    """« 853 CPTS », « 1 255 intercommunalités »."""
    return f"{count(len(groups))}{NBSP}{AMONG[groups.kind]}"
