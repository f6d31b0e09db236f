"""The page of a place: France, a région or a département."""

from dataclasses import dataclass
from typing import Any

from maillage.results import observatoire
from maillage.results.couverture.levels import LevelRow
from maillage.results.observatoire import View
from maillage.www.observatoire.address import Asked
from maillage.www.observatoire.presenters import charts, maps, stages, zones
from maillage.www.observatoire.presenters.listing import signal_lines
from maillage.www.observatoire.presenters.money import OneYear, money, one_year
from maillage.www.shared import formats

INSIDE = {"france": "régions", "region": "départements", "departement": "intercommunalités"}
TITLE = {"france": "La France", "region": "{}", "departement": "{} ({code})"}
SHOWN = 12
"""Zones blanches listed on the page of a place; the others are on their own page."""


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A région, a département or an EPCI in the table."""

    name: str
    code: str
    href: str
    bars: list[stages.Bar]
    stages: str
    """The bar in words."""
    covered: str
    population: str
    uncovered: str
    uncovered_communes: str
    cpts: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the funnel: the CPTS that reached it."""

    stage: str
    label: str
    cpts: str
    population: str
    share: str
    width: int


@dataclass(frozen=True, slots=True)
class CptsRow:
    name: str
    href: str
    stage: str
    stage_label: str
    population: str
    inside: str
    taille: str
    amount: OneYear
    seen: str
    """What raises the signal that the list asks."""


@dataclass(frozen=True, slots=True)
class SizeRow:
    label: str
    cpts: str
    population: str
    width: int


def context(view: View, asked: Asked) -> dict[str, Any]:
    """All that the template shows."""
    place, row = view.place, view.row
    shown = maps.build(observatoire.territory_map(view.coverage, place.level, place.code), asked, _said(view))
    return {
        "title": title(place.level, place.name, place.code),
        "crumbs": crumbs(place.parents, asked),
        "level": place.level,
        "lead": _lead(view, observatoire.loaded(asked.today).is_national),
        "nothing": view.coverage.is_empty or not any(row.by_stage.values()),
        "map": shown,
        "stages": stages.lines(row),
        "bars": stages.bars(row, 1000),
        "population": formats.number(row.population),
        "communes": formats.number(row.communes),
        "growth": charts.growth(view.history, row.population),
        "funnel": _funnel(view),
        "children_title": INSIDE[place.level],
        "children": [_child(child, place.level, asked) for child in sorted(view.children, key=lambda child: -child.uncovered)],
        "sizes": _sizes(view),
        "cpts": [cpts_row(listed.cpts, asked, listed.inside) for listed in view.cpts] if place.level != "france" else [],
        "cpts_count": formats.plural(len(view.cpts), "CPTS", "CPTS"),
        "fragile": signal_lines(view, asked) if view.cpts else [],
        "zones": [zones.card(zone, asked, view) for zone in view.zones[:SHOWN]],
        "zones_count": len(view.zones),
        "zones_href": asked.link("zones", **({} if place.level == "france" else {place.level: place.code})),
        "plan_href": asked.link("region_plan", place.code) if place.level == "region" else "",
        "zones_more": max(0, len(view.zones) - SHOWN),
        "uncovered": [_uncovered(commune, view, asked) for commune in view.uncovered] if place.level == "departement" else [],
        "signed": money(view.signed, asked),
        "every": money(view.every, asked),
        "hypothesis": formats.typed(view.every.sentence),
        "contested": formats.plural(view.contested, "commune") if view.contested else "",
    }


def title(level: str, name: str, code: str) -> str:
    return TITLE[level].format(name, code=code)


def crumbs(parents: tuple[observatoire.Territory, ...], asked: Asked) -> list[tuple[str, str]]:
    found = [("Observatoire", asked.link("index"))]
    return (found if parents else []) + [(place.name, asked.place(place.level, place.code)) for place in parents[1:]]


def _lead(view: View, is_national: bool) -> str:
    row = view.row
    if view.coverage.is_empty:
        return "Rien ne peut être compté tant que les périmètres des CPTS ne sont pas chargés."
    if view.place.level == "france" and not is_national:
        return f"{formats.plural(row.covered, 'habitant')} dans les {formats.plural(row.cpts, 'CPTS', 'CPTS')} connues de cette instance."
    covered = f"{stages.percent(row.covered, row.population)} des habitants vivent dans une commune couverte par une CPTS"
    if not row.uncovered_communes:
        return f"{covered}."
    out = formats.plural(row.uncovered, "habitant")
    return f"{covered} ; {out} de {formats.plural(row.uncovered_communes, 'commune')} ne sont dans aucune.".replace(
        " ;", f"{formats.NBSP};"
    )


def _said(view: View) -> dict[str, str]:
    """Words for the parts of the map."""
    if view.place.level == "france":
        return {child.code: f"{stages.percent(child.covered, child.population)} couverts" for child in view.children}
    told = {listed.cpts.id: formats.plural(listed.cpts.population, "habitant") for listed in view.cpts}
    return told | {zone.id: f"aucune CPTS, {formats.plural(zone.population, 'habitant')}" for zone in view.zones}


def _child(row: LevelRow, parent: str, asked: Asked) -> PlaceRow:
    href = asked.link(observatoire.CHILD[parent], row.code) if parent != "departement" else ""
    return PlaceRow(
        row.name,
        row.code if parent != "departement" else "",
        href,
        stages.bars(row),
        stages.shares(row),
        stages.percent(row.covered, row.population),
        formats.number(row.population),
        formats.number(row.uncovered),
        formats.number(row.uncovered_communes),
        formats.number(row.cpts),
    )


def _funnel(view: View) -> list[Step]:
    """A CPTS that signed also had its project validated: each step holds the next ones."""
    home = [listed.cpts for listed in view.cpts if listed.is_home]
    reached = (
        ("lettre_intention", "Lettre d'intention, au moins"),
        ("projet_valide", "Projet de santé validé, au moins"),
        ("aci_signe", "ACI signé"),
    )
    order = [stage for stage, _ in reached]
    found = []
    for n, (stage, label) in enumerate(reached):
        there = [one for one in home if one.stage in order[n:]]
        people = sum(view.row.by_stage[one] for one in order[n:])
        width = round(1000 * people / view.row.population) if view.row.population else 0
        share = stages.percent(people, view.row.population)
        found.append(
            Step(stage, label, formats.plural(len(there), "CPTS", "CPTS"), formats.plural(people, "habitant"), share, width)
        )
    return found


def _sizes(view: View) -> list[SizeRow]:
    most = max((size.cpts for size in view.sizes), default=0) or 1
    return [
        SizeRow(
            "Taille non établie" if size.taille is None else f"Taille {size.taille}",
            formats.number(size.cpts),
            formats.number(size.population),
            round(300 * size.cpts / most),
        )
        for size in view.sizes
    ]


def cpts_row(one: Any, asked: Asked, inside: int | None = None, seen: str = "") -> CptsRow:
    part = inside is not None and inside != one.population
    return CptsRow(
        one.name,
        asked.link("cpts", one.id),
        one.stage,
        stages.label(one.stage),
        formats.number(one.population),
        f"dont {formats.number(inside or 0)} ici" if part else "",
        "—" if one.taille is None else str(one.taille),
        one_year(one.amount),
        seen,
    )


def _uncovered(commune: tuple[str, str, int, str], view: View, asked: Asked) -> dict[str, str]:
    code, name, people, zone = commune
    names = {one.id: one.name for one in view.zones}
    return {
        "code": code,
        "name": name,
        "population": formats.number(people),
        "zone": names[zone],
        "zone_href": asked.link("zone", zone),
        "href": asked.shape("commune", code),
    }
