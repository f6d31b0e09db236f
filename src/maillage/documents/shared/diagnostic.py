"""The content of a document of diagnosis: everything it shows as plain texts, numbers and drawings, in the order of reading."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from maillage.documents.shared import maps
from maillage.facts.territory import Remark
from maillage.kernel.french import number, percent, plural, typed
from maillage.results import cartes
from maillage.results.diagnostic import REFERENCES, Diagnosis, IndicatorView, Section, Similar
from maillage.results.etablissements import Structure, Structures
from maillage.results.lecture import maps as legends
from maillage.results.lecture import values, words
from maillage.results.lecture.blocks import Block, blocks, reference_names
from maillage.results.lecture.plot import marks

GENERAL = "note_generale"
MAX_STRUCTURES = 60
"""Lines of one family on paper; the workbook has them all."""


@dataclass(frozen=True)
class Order:
    """What is asked of a document, beside the diagnosis itself."""

    title: str
    address: str
    """Reopens the page it was made from."""
    made_on: date
    sections: tuple[str, ...]
    structures: Structures
    taille: int | None = None
    notes: Mapping[str, str] = field(default_factory=dict)
    """« note_generale », « note_acces »… -> what the reader wrote."""
    remarks: tuple[Remark, ...] = ()


def content(diagnosis: Diagnosis, order: Order) -> dict[str, Any]:
    """Texts carry French typography already; amounts of space and colours are the template's."""
    names = reference_names(diagnosis)
    shown = [section for section in diagnosis.sections if section.key in order.sections]
    population = diagnosis.territory.population
    return {
        "title": order.title,
        "communes": len(diagnosis.territory.codes),
        "population": population.value,
        "population_source": " ".join(filter(None, (population.source, population.vintage))),
        "taille": order.taille,
        "made_on": order.made_on.isoformat(),
        "address": order.address,
        "stamp": diagnosis.stamp,
        "fictitious": diagnosis.fictitious,
        "fictitious_sentence": typed(words.FICTITIOUS),
        "remarks": [{"sentence": typed(one.sentence), "level": one.level} for one in order.remarks],
        "references": [
            {"kind": key, "label": words.REFERENCES[key], "name": names[key]}
            for key in REFERENCES
            if key in diagnosis.references
        ],
        "synthesis": _synthesis(diagnosis),
        "scale_sentence": typed(words.SCALE),
        "synthesis_sentence": typed(words.SYNTHESIS),
        "note": order.notes.get(GENERAL, ""),
        "cover": maps.ground(cartes.drawing(diagnosis.territory.codes)),
        "ratio": _ratio(diagnosis),
        "sections": [_section(section, diagnosis, order, names) for section in shown],
        "structures": _structures(order.structures, diagnosis) if "acteurs" in order.sections else None,
        "flows": _flows(diagnosis),
        "flows_fictitious": any(one.fictitious for one in diagnosis.flows),
        "flows_sentence": typed(words.FLOWS),
        "neighbours": _neighbours(diagnosis),
        "similar": [_similar(one) for one in diagnosis.similar],
        "similar_among": typed(diagnosis.similar_among),
        "places": _places(diagnosis),
        "sources": _sources(diagnosis),
        "methods": [_method(group, view) for section in shown for block in blocks(section) for group, view in _subjects(block)],
    }


def _ratio(diagnosis: Diagnosis) -> float:
    """Height of the maps for a width of 1."""
    drawing = cartes.drawing(diagnosis.territory.codes)
    return drawing.height / drawing.width if drawing else 1.0


def _synthesis(diagnosis: Diagnosis) -> list[dict[str, Any]]:
    found = diagnosis.synthesis
    return [
        {
            "kind": kind,
            "title": title,
            "empty": empty,
            "lines": [{"sentence": typed(one.sentence), "fictitious": one.fictitious} for one in lines],
        }
        for (kind, title, _, empty), lines in zip(
            words.FINDINGS, (found.forces, found.fragilites, found.a_verifier), strict=True
        )
    ]


def _section(section: Section, diagnosis: Diagnosis, order: Order, names: dict[str, str]) -> dict[str, Any]:
    return {
        "key": section.key,
        "title": section.title,
        "known": f"{plural(section.known, 'indicateur connu', 'indicateurs connus')} sur {len(section.indicators)}",
        "note": order.notes.get(f"note_{section.key}", ""),
        "map": _map(diagnosis, section),
        "blocks": [_block(block, names) for block in blocks(section)],
    }


def _block(block: Block, names: dict[str, str]) -> dict[str, Any]:
    return {
        "title": block.title,
        "why": block.why,
        "unit": block.unit_sentence,
        "source": block.source,
        "rows": [_row(view, block, names) for view in block.views],
        "absents": [{"names": one.names, "sentence": one.sentence} for one in block.absents],
    }


def _row(view: IndicatorView, block: Block, names: dict[str, str]) -> dict[str, Any]:
    measured = view.measured
    return {
        "key": view.key,
        "label": block.label(view),
        "why": "" if block.title else typed(view.definition.why),
        "value": values.shown(view.definition, measured),
        "unit": block.unit_of(view),
        "reason": typed(measured.reason) if measured.value is None else "",
        "badges": [badge.text for badge in values.badges(view) if badge.kind != "masque"],
        "trend": values.trend(view),
        "rank": values.rank(view),
        "marks": [{"kind": mark.kind, "place": float(mark.place)} for mark in marks(view, names)],
        "comparisons": list(values.compared(view)),
        "source": "" if block.source else values.source(measured),
    }


def _map(diagnosis: Diagnosis, section: Section) -> dict[str, Any] | None:
    """The first indicator that a reader looks for in the section, when it says more than one class."""
    drawing = cartes.drawing(diagnosis.territory.codes)
    key = legends.chosen(diagnosis, (section.key,))
    if drawing is None or not key:
        return None
    view = diagnosis.views[key]
    found = legends.classes(view)
    if len(found.counts) < 2:
        return None
    legend = legends.legend(view, found)
    told = " ; ".join(f"{row.text} : {row.count}" for row in legend)
    return {
        "title": typed(view.definition.title),
        "unit": typed(view.definition.unit),
        "source": values.source(view.measured),
        "fictitious": view.fictitious,
        "svg": maps.choropleth(drawing, {code: found.shade(number) for code, number in found.number.items()}),
        "legend": [{"shade": row.shade, "text": row.text, "count": row.count} for row in legend],
        "without": legends.without(diagnosis.territory.codes, found),
        "alt": typed(f"Carte par commune : {view.definition.title}, {view.definition.unit}. {told}."),
    }


def _structures(found: Structures, diagnosis: Diagnosis) -> dict[str, Any]:
    drawing = cartes.drawing(diagnosis.territory.codes)
    by_family = {key: list(group) for key, group in groupby(found.items, lambda one: one.famille)}
    families = [_family(key, by_family[key]) for key in words.FAMILIES if key in by_family]
    return {
        "missing": typed(found.missing),
        "source": typed(" · ".join(filter(None, (found.source, found.vintage)))),
        "fictitious": found.fictitious,
        "families": families,
        "svg": maps.points(drawing, found.items) if drawing and found.items else "",
        "legend": [{"title": one["title"], "colour": maps.POINTS[one["key"]]} for one in families if one["key"] in maps.POINTS],
    }


def _family(key: str, found: list[Structure]) -> dict[str, Any]:
    left = len(found) - MAX_STRUCTURES
    return {
        "key": key,
        "title": words.FAMILIES[key],
        "count": plural(len(found), "structure"),
        "items": [_structure(one) for one in found[:MAX_STRUCTURES]],
        "more": f"et {plural(left, 'autre', 'autres')}, dans le classeur XLSX" if left > 0 else "",
    }


def _structure(one: Structure) -> dict[str, str]:
    return {"name": one.name, "commune": one.commune, "label": typed(one.label), "finess": one.finess}


def _flows(diagnosis: Diagnosis) -> list[dict[str, Any]]:
    return [
        {"name": one.name, "share": float(one.share), "text": percent(one.share, 0), "here": not one.code}
        for one in diagnosis.flows
    ]


def _neighbours(diagnosis: Diagnosis) -> list[dict[str, Any]]:
    return [
        {
            "name": one.name,
            "kind": words.KINDS.get(one.kind, one.kind),
            "stage": words.STAGES.get(one.stage, ""),
            "population": number(one.population),
            "shared": one.shared,
            "touching": one.touching,
            "fictitious": one.fictitious,
        }
        for one in diagnosis.neighbours
    ]


def _similar(one: Similar) -> dict[str, Any]:
    kind = words.KINDS.get(one.kind, one.kind)
    return {
        "name": one.name,
        "kind": kind,
        "population": plural(one.population, "habitant"),
        "sentence": typed(one.sentence),
        "fictitious": one.fictitious,
    }


def _places(diagnosis: Diagnosis) -> list[dict[str, Any]]:
    epcis = {part.code: part.name for part in diagnosis.territory.epcis}
    return [
        {"code": one.code, "name": one.name, "epci": epcis.get(one.epci, "—"), "population": one.population}
        for one in diagnosis.territory.communes
    ]


def _sources(diagnosis: Diagnosis) -> list[dict[str, Any]]:
    return [
        {
            "title": typed(one.title),
            "publisher": typed(one.publisher),
            "licence": typed(one.licence),
            "address": one.address,
            "vintage": one.vintage,
            "state": words.STATES.get(one.state, one.state),
            "count": len(one.indicator_keys),
        }
        for one in diagnosis.sources
    ]


def _subjects(block: Block) -> list[tuple[str, IndicatorView]]:
    """One line for a whole block of one subject, one for each single indicator."""
    if block.title:
        return [(block.title, view) for view in block.views[:1]]
    return [(typed(view.definition.title), view) for view in block.views]


def _method(title: str, view: IndicatorView) -> dict[str, str]:
    definition = view.definition
    return {"title": title, "method": typed(definition.method_sentence), "limits": typed(definition.limits)}
