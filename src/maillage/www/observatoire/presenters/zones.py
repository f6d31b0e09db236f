"""A zone blanche: who lives there, who cares for them, which CPTS are beside, and the three solutions with their effects."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from maillage.kernel.known import Known
from maillage.results.couverture.amounts import Amount
from maillage.results.couverture.solutions import LABELS, Solution
from maillage.results.couverture.supply import COUNTED
from maillage.results.couverture.zones import WhiteZone
from maillage.results.observatoire import View
from maillage.www.observatoire.address import Asked
from maillage.www.observatoire.presenters import money, stages
from maillage.www.shared import formats

FIRST = 5
"""Neighbours shown at once: those that change no taille come first, then the most compact."""


@dataclass(frozen=True, slots=True)
class Effect:
    """Before, after and what follows, for one solution."""

    name: str
    href: str
    sentence: str
    population: str
    taille: str
    taille_changes: bool
    amount: str
    gain: str
    compactness: str
    km: str
    proof: Any


def card(zone: WhiteZone, asked: Asked, view: View | None = None) -> dict[str, Any]:
    """A line of a list. In a place, the inhabitants that are out of it are told apart."""
    inside = zone.inside(view.place.codes) if view else zone.communes
    people = sum(commune[2] for commune in inside)
    reaches = people != zone.population
    best = next((one for one in zone.solutions if one.kind == "extension"), None)
    return {
        "id": zone.id,
        "name": zone.name,
        "href": asked.link("zone", zone.id),
        "population": formats.number(zone.population),
        "communes": formats.plural(len(zone.codes), "commune"),
        "inside": f"dont {formats.number(people)} ici" if reaches else "",
        "where": formats.join([f"{one.name} ({one.code})" for one in zone.departements]),
        "neighbours": [{"name": one.name, "href": asked.link("cpts", one.cpts)} for one in zone.neighbours if one.borders][:4],
        "best": formats.typed(best.sentence) if best else "",
        "changes": bool(best and best.changes_taille),
    }


def page(zone: WhiteZone, asked: Asked) -> dict[str, Any]:
    return {
        "name": zone.name,
        "sentence": formats.typed(zone.sentence),
        "population": formats.number(zone.population),
        "communes_count": formats.number(len(zone.codes)),
        "area": f"{formats.number(round(zone.area_km2))} km²",
        "compactness": ratio(zone.compactness),
        "communes": [
            {"code": code, "name": name, "population": formats.number(people), "href": asked.shape("commune", code)}
            for code, name, people in zone.communes
        ],
        "departements": [_share(one, asked.link("departement", one.code)) for one in zone.departements],
        "epcis": [_share(one, "") for one in zone.epcis],
        "neighbours": [_neighbour(one, asked) for one in zone.neighbours],
        "supply": _supply(zone),
        "solutions": [_solution(kind, [one for one in zone.solutions if one.kind == kind], asked) for kind in LABELS],
        "studio": studio(zone.codes),
    }


def _solution(kind: str, found: list[Solution], asked: Asked) -> dict[str, Any]:
    effects = [effect(one, asked) for one in found]
    return {"label": LABELS[kind], "effects": effects[:FIRST], "others": effects[FIRST:], "later": _later(found)}


def studio(codes: tuple[str, ...]) -> str:
    """Opens the communes in the studio."""
    from django.urls import reverse

    from maillage.facts import selection

    return f"{reverse('territoire:index')}?s={selection.encode(codes)}"


def effect(one: Solution, asked: Asked) -> Effect:
    created = one.kind == "creation"
    return Effect(
        one.name,
        asked.link("cpts", one.cpts) if one.cpts else "",
        formats.typed(one.sentence),
        money.change("" if created else formats.number(one.population_before), formats.number(one.population_after)),
        money.change("" if created else _taille(one.taille_before), _taille(one.taille_after)),
        one.changes_taille,
        money.change("" if created else _fixed(one.amount_before), _fixed(one.amount_after)),
        _gain(one.gain),
        ratio(one.compactness),
        f"{formats.number(Decimal(str(one.km)), 1)} km",
        one.proof,
    )


def _later(found: list[Solution]) -> str:
    """Once the mentorship ends: the same whoever was the mentor."""
    later = next((one.later for one in found if one.later), None)
    if later is None:
        return ""
    new = f"{formats.plural(later.population, 'habitant')}, {_taille(later.taille)}, {later.amount.text} par an"
    return formats.typed(f"Ensuite, la voisine revient à sa taille d'avant, et la nouvelle CPTS a {new}.")


def _gain(cents: int | None) -> str:
    if cents is None:
        return money.NOT_ESTABLISHED
    return f"+{formats.euros_short(cents)}" if cents > 0 else formats.euros_short(cents)


def _taille(taille: int | None) -> str:
    return "taille non établie" if taille is None else f"taille {taille}"


def _fixed(amount: Amount) -> str:
    return money.fixed(amount.fixed)


def ratio(value: float | None) -> str:
    return "n. d." if value is None else formats.number(Decimal(str(value)), 2)


def _share(one: Any, href: str) -> dict[str, str]:
    return {
        "name": one.name,
        "href": href,
        "communes": formats.number(one.communes),
        "population": formats.number(one.population),
    }


def _neighbour(one: Any, asked: Asked) -> dict[str, str]:
    return {
        "name": one.name,
        "href": asked.link("cpts", one.cpts),
        "stage": one.stage,
        "stage_label": stages.label(one.stage),
        "population": formats.number(one.population),
        "taille": "—" if one.taille is None else str(one.taille),
        "borders": formats.number(one.borders) if one.borders else "aucune, la plus proche",
        "km": f"{formats.number(Decimal(str(one.km)), 1)} km",
    }


def _supply(zone: WhiteZone) -> dict[str, Any]:
    supply = zone.supply
    if supply.professionals.value is None:
        return {"missing": formats.typed(supply.professionals.reason), "rows": [], "reach": "", "fictitious": False}
    rows = [
        (COUNTED[key].capitalize(), formats.number(Decimal(str(count)), 0 if count == round(count) else 1))
        for key, count in supply.professionals.value.items()
    ]
    return {
        "missing": "",
        "rows": rows,
        "reach": _reach(supply.accessibility),
        "reach_france": _reach(supply.france),
        "source": supply.accessibility.source,
        "fictitious": supply.professionals.fictitious,
    }


def _reach(known: Known[float]) -> str:
    return "n. d." if known.value is None else formats.number(Decimal(str(known.value)), 1)
