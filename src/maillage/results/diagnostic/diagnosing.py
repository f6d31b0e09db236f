"""The diagnosis of a selection: every declared measure, what it is compared with, and what it says in words."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

import numpy as np

from maillage.facts.territory import Territory
from maillage.kernel.weighed import weighed
from maillage.measures.columns import Rows
from maillage.measures.model import SECTIONS, Definition
from maillage.measures.reader import load_definitions, load_features
from maillage.results.diagnostic import around
from maillage.results.diagnostic.alike import alike, among_label, candidates
from maillage.results.diagnostic.atlas import FRANCE, atlas
from maillage.results.diagnostic.explained import explained
from maillage.results.diagnostic.groups import cptses, each, epcis
from maillage.results.diagnostic.inputs import level_of
from maillage.results.diagnostic.model import Diagnosis, Reference, Section, Similar, Synthesis
from maillage.results.diagnostic.provided import provided
from maillage.results.diagnostic.subject import Subject, subject
from maillage.results.diagnostic.synthesis import synthesis
from maillage.results.diagnostic.values import on_place
from maillage.results.diagnostic.views import view
from maillage.results.territoires import describe
from maillage.results.territoires.words import plural

_KEPT = 8_000
"""Communes, a territory of few counting for a thousand."""


class UnknownSection(ValueError):
    """A section that the diagnosis does not have; the message is a French sentence."""


def diagnose(codes: Iterable[str], *, sections: Sequence[str] | None = None, among: str | None = None) -> Diagnosis:
    """Of codes as typed by people; `sections` keeps some of `SECTIONS`, `among` is « cpts » or « epci » for the similar ones.

    Communes that cannot be kept are among `territory.remarks`; without any commune the sections are empty.
    """
    territory = describe(codes)
    return _diagnosis(atlas().warehouse.manifest.stamp, territory, _wanted(sections), among)


def _wanted(sections: Sequence[str] | None) -> tuple[str, ...]:
    for name in sections or ():
        if name not in SECTIONS:
            raise UnknownSection(f"La section « {name} » n'existe pas : choisissez parmi {', '.join(SECTIONS)}.")
    return tuple(name for name in SECTIONS if not sections or name in sections)


@weighed(lambda stamp, territory, sections, among: max(len(territory.codes), 1_000), most=_KEPT)
def _diagnosis(stamp: str, territory: Territory, sections: tuple[str, ...], among: str | None) -> Diagnosis:
    here = subject(atlas(), territory)
    if not len(here.rows):
        return Diagnosis(territory, (), Synthesis(), (), {}, (), (), stamp)
    groups = candidates(here, among)
    similar = alike(here, groups)
    union = _union(here, similar)
    parts = tuple(_section(here, name, similar, union) for name in sections)
    views = {v.key: v for part in parts for v in part.indicators}
    references = _references(here, similar, union)
    return Diagnosis(
        territory,
        parts,
        synthesis(views, references, _main_share(territory)),
        similar,
        references,
        provided(here.atlas, views),
        around.neighbours(here),
        stamp,
        among_label(groups),
        explained,
        lambda: around.flows(here),
    )


def _section(here: Subject, name: str, similar: tuple[Similar, ...], union: Rows) -> Section:
    chosen = [definition for definition in load_definitions().values() if definition.section == name]
    return Section(name, SECTIONS[name], tuple(view(here, definition, similar, union) for definition in chosen))


def _union(here: Subject, similar: tuple[Similar, ...]) -> Rows:
    """Every commune of the similar territories, once."""
    rows = {here.atlas.row_of[code] for other in similar for code in other.codes}
    return np.array(sorted(rows), dtype=np.intp)


def _references(here: Subject, similar: tuple[Similar, ...], union: Rows) -> dict[str, Reference]:
    found = dict(here.references)
    if similar:
        name = f"{plural(len(similar), 'territoire')} semblables" if len(similar) > 1 else "1 territoire semblable"
        found["semblables"] = Reference("semblables", "", name, int(here.atlas.population[union].sum()))
    return found


def _main_share(territory: Territory) -> Decimal:
    everybody = sum(part.population for part in territory.departements)
    return Decimal(territory.departements[0].population) / everybody if everybody else Decimal(1)


def warm() -> None:
    """Reads every column, and what every territory is compared and ranked with, so that the first visitor does not wait."""
    known = atlas()
    for definition in load_definitions().values():
        on_place(known, definition, "france", FRANCE)
        if level_of(definition) == "commune":
            each(known, definition, epcis(known))
    for feature in load_features():
        each(known, load_definitions()[feature.key], cptses(known))


def definitions() -> tuple[Definition, ...]:
    """Every declared measure, for the pages that explain them."""
    return tuple(load_definitions().values())
