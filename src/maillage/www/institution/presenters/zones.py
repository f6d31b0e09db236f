"""Zones blanches of the départements of an institution, and the CPTS in creation that each one meets."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from maillage.results import observatoire, territoires
from maillage.results.couverture import Coverage
from maillage.results.cpts.portfolio import Beside, Row, beside
from maillage.results.observatoire import View
from maillage.www.shared.espace import Visit
from maillage.www.shared.formats import long_day, number, percent, plural, typed

SHOWN = 10
"""Zones listed by département; the others are in the observatory."""


def context(visit: Visit, rows: Iterable[Row], today: date) -> dict[str, Any]:
    """By département; the whole of France for a national institution, without the zones one by one."""
    coverage, own = observatoire.at(today, None), list(rows)
    codes = visit.institution.departements
    views = [observatoire.view(coverage, "departement", code) for code in codes] or [
        observatoire.view(coverage, "france", "france")
    ]
    regions = {parent.code: parent.name for view in views for parent in view.place.parents if parent.level == "region"}
    return {
        "fictitious": coverage.fictitious,
        "is_empty": coverage.is_empty,
        "when": _when(coverage, views[0], today),
        "places": [_place(view, own if codes else []) for view in views],
        "plans": [(name, f"/observatoire/region/{code}/plan/") for code, name in sorted(regions.items())],
    }


def _when(coverage: Coverage, view: View, today: date) -> str:
    """Day and source of the perimeters, source and vintage of the populations."""
    people = territoires.describe(sorted(view.place.codes)[:1]).population
    perimeters = (
        f"Dernier stade connu de chaque CPTS, le {long_day(today)}. Source : {coverage.source}" if coverage.source else ""
    )
    return typed(" ; ".join(filter(None, (perimeters, f"{people.source} {people.vintage}."))))


def _place(view: View, rows: list[Row]) -> dict[str, Any]:
    row, place = view.row, view.place
    is_departement = place.level == "departement"
    return {
        "name": f"{place.name} ({place.code})" if is_departement else place.name,
        "href": f"/observatoire/departement/{place.code}/" if is_departement else "/observatoire/",
        "all": f"/observatoire/zones-blanches/?departement={place.code}" if is_departement else "/observatoire/zones-blanches/",
        "uncovered": number(row.uncovered),
        "told": f"sur {plural(row.population, 'habitant')}, soit {percent(1 - row.share)} sans CPTS",
        "communes": number(row.uncovered_communes),
        "count": plural(len(view.zones), "zone blanche", "zones blanches"),
        "zones": [_zone(zone, place, rows) for zone in view.zones[:SHOWN]] if is_departement else [],
        "more": max(0, len(view.zones) - SHOWN),
    }


def _zone(zone: Any, place: Any, rows: list[Row]) -> dict[str, Any]:
    people = sum(commune[2] for commune in zone.inside(place.codes))
    return {
        "name": zone.name,
        "href": f"/observatoire/zones-blanches/{zone.id}/",
        "people": number(zone.population),
        "inside": f"dont {number(people)} ici" if people != zone.population else "",
        "communes": number(len(zone.codes)),
        "near": [_near(one) for one in beside(zone.codes, rows)],
    }


def _near(one: Beside) -> dict[str, Any]:
    shared = f"y prévoit {plural(one.shared, 'commune')}" if one.shared else "la touche"
    return {
        "name": one.row.community.name,
        "slug": one.row.community.slug,
        "fictif": one.row.community.is_fictif,
        "told": f"{one.row.stage.label.lower()}, {shared}",
    }
