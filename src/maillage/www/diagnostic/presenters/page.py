"""The whole page: head, synthesis, sections, map, actors, surroundings, notes and sources."""

import re
from dataclasses import dataclass
from typing import Any

from maillage.facts.territory import Territory
from maillage.results import etablissements, tailles
from maillage.results.diagnostic import SECTIONS, DataSource, Diagnosis
from maillage.results.lecture import maps, words
from maillage.www.diagnostic.address import Address
from maillage.www.diagnostic.presenters import actors, around, commune_map, sections, synthesis
from maillage.www.diagnostic.presenters.naming import territory_name
from maillage.www.diagnostic.visit import Visit
from maillage.www.shared.formats import plural, typed

FORMATS = (("pdf", "PDF"), ("docx", "DOCX"), ("xlsx", "XLSX"), ("csv", "CSV"), ("geojson", "GeoJSON"))
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class SectionChoice:
    key: str
    title: str
    checked: bool


@dataclass(frozen=True, slots=True)
class SourceRow:
    title: str
    publisher: str
    licence: str
    address: str
    vintage: str
    state: str
    state_key: str
    command: str
    count: str


@dataclass(frozen=True, slots=True)
class Reference:
    kind: str
    label: str
    name: str


def context(visit: Visit, size: tailles.SizeView) -> dict[str, Any]:
    """What the template shows."""
    diagnosis, address, shown = visit.diagnosis, visit.address, visit.sections
    key = maps.chosen(diagnosis, shown, address.mapped)
    return {
        "address": address,
        "title": territory_name(diagnosis.territory, address.name),
        "lead": _lead(diagnosis.territory, size),
        "when": _when(diagnosis),
        "fictitious": diagnosis.fictitious,
        "fictitious_sentence": typed(words.FICTITIOUS),
        "synthesis_sentence": typed(words.SYNTHESIS),
        "scale_sentence": typed(words.SCALE),
        "flows_sentence": typed(words.FLOWS),
        "remarks": [(remark.level, typed(remark.sentence)) for remark in visit.remarks],
        "choices": [SectionChoice(k, title, k in shown) for k, title in SECTIONS.items()],
        "formats": FORMATS,
        "hidden": address.parameters(),
        "columns": synthesis.build(diagnosis, shown),
        "references": _references(diagnosis),
        "parts": sections.build(diagnosis, address, shown),
        "actors": actors.build(etablissements.structures(address.codes), address.codes) if "acteurs" in shown else None,
        "similar": around.similar(diagnosis, address),
        "similar_among": typed(diagnosis.similar_among),
        "neighbours": around.neighbours(diagnosis),
        "flows": around.flows(diagnosis),
        "flows_fictitious": any(flow.fictitious for flow in diagnosis.flows),
        "sources": [_source(one) for one in diagnosis.sources],
        "notes_key": address.compact,
    } | map_context(visit, key)


def map_context(visit: Visit, key: str) -> dict[str, Any]:
    """The map and the list that changes it: for the page, or alone."""
    return {
        "map": commune_map.build(visit.diagnosis, key),
        "map_choices": commune_map.choices(visit.diagnosis, visit.sections, key),
        "map_url": visit.address.map(),
        "map_fields": visit.address.parameters(),
    }


def _lead(territory: Territory, size: tailles.SizeView) -> str:
    people = territory.population
    said = [
        plural(len(territory.codes), "commune"),
        "population non établie" if people.value is None else plural(people.value, "habitant"),
        "" if size.taille is None else f"CPTS de taille {size.taille}",
    ]
    return " · ".join(filter(None, said))


def _when(diagnosis: Diagnosis) -> str:
    """« Données 2016 à 2023 »: the years that the figures say."""
    vintages = (view.measured.vintage for view in diagnosis.views.values() if view.measured.value is not None)
    years = sorted({year for vintage in vintages for year in _YEAR.findall(vintage)})
    if not years:
        return ""
    return f"Données {years[0]}" if len(years) == 1 else f"Données {years[0]} à {years[-1]}"


def _references(diagnosis: Diagnosis) -> tuple[Reference, ...]:
    return tuple(Reference(key, words.REFERENCES[key], typed(one.name)) for key, one in diagnosis.references.items())


def _source(one: DataSource) -> SourceRow:
    count = plural(len(one.indicator_keys), "indicateur")
    state = words.STATES.get(one.state, one.state)
    texts = (typed(one.title), typed(one.publisher), typed(one.licence))
    return SourceRow(*texts, one.address, one.vintage, state, one.state, one.command, count)


def empty_context(address: Address, refusal: str = "") -> dict[str, Any]:
    """Nothing selected: three ways to start."""
    return {"address": address, "refusal": typed(refusal)}
