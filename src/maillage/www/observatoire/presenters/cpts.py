"""The page of one CPTS: perimeter, size, money, neighbours, and the white zones beside it."""

from typing import Any

from maillage.facts import selection
from maillage.results import observatoire
from maillage.results.couverture import Coverage
from maillage.results.couverture.amounts import HYPOTHESIS
from maillage.results.couverture.cpts import Cpts
from maillage.results.couverture.fragile import QUIET, RAISED, UNKNOWN, Signal
from maillage.www.observatoire.address import Asked
from maillage.www.observatoire.presenters import maps, money, stages, why, zones
from maillage.www.shared import formats

STATES = {RAISED: "signalé", QUIET: "rien à signaler", UNKNOWN: "inconnu"}


def page(coverage: Coverage, one: Cpts, asked: Asked) -> dict[str, Any]:
    communes = observatoire.communes_of(one.codes)
    names = {commune.code: commune.name for commune in communes}
    region = observatoire.territory("region", one.region)
    return {
        "title": one.name,
        "crumbs": [("Observatoire", asked.link("index")), (region.name, asked.link("region", region.code))],
        "stage": one.stage,
        "stage_label": stages.label(one.stage),
        "since": formats.long_day(one.since) if one.since else "",
        "past": [
            {"stage": stage, "label": stages.label(stage), "on": formats.long_day(day)}
            for stage, day in observatoire.steps(coverage, one.id)
        ],
        "population": formats.number(one.population),
        "communes_count": formats.plural(len(communes), "commune"),
        "taille": one.taille,
        "taille_proof": one.taille_proof,
        "fixed": money.fixed(one.amount.fixed),
        "variable": money.fixed(one.amount.variable),
        "proof": one.amount.proof,
        "variable_proof": one.amount.variable_proof,
        "why": why.amount(asked, s=selection.encode(one.codes)) if one.amount.fixed is not None else "",
        "refusal": formats.typed(one.amount.refusal),
        "hypothesis": formats.typed(HYPOTHESIS),
        "compactness": zones.ratio(one.compactness),
        "departements": [_departement(code, asked) for code in one.departements],
        "map": maps.build(observatoire.cpts_map(coverage, one.id), asked),
        "communes": [
            {"code": c.code, "name": c.name, "population": formats.number(c.population), "contested": c.code in one.contested}
            for c in communes
        ],
        "contested": [names.get(code, code) for code in one.contested],
        "neighbours": [_neighbour(neighbour, asked) for neighbour in one.neighbours],
        "zones": [zones.card(zone, asked) for zone in observatoire.zones_beside(coverage, one.id)],
        "signals": [_signal(signal) for signal in observatoire.fragility_of(coverage, one.id).signals],
        "links": _links(one),
        "api": f"/api/v1/observatoire/cpts/{one.id}",
    }


def _links(one: Cpts) -> list[tuple[str, str]]:
    """Where the same communes are looked at otherwise."""
    compact = selection.encode(one.codes)
    return [
        ("Ouvrir ses communes dans le studio", f"/territoire/?s={compact}"),
        ("Lire son diagnostic", f"/territoire/diagnostic/?s={compact}"),
        ("Simuler son financement", f"/financement/?s={compact}"),
    ]


def _signal(signal: Signal) -> dict[str, str]:
    return {
        "title": formats.typed(signal.kind.title),
        "why": formats.typed(signal.kind.why),
        "threshold": formats.typed(signal.kind.threshold),
        "state": signal.state,
        "state_label": STATES[signal.state],
        "sentence": formats.typed(signal.sentence),
    }


def _departement(code: str, asked: Asked) -> dict[str, str]:
    place = observatoire.territory("departement", code)
    return {"name": f"{place.name} ({code})", "href": asked.link("departement", code)}


def _neighbour(one: Any, asked: Asked) -> dict[str, str]:
    return {
        "name": one.name,
        "href": asked.link("cpts", one.cpts),
        "stage": one.stage,
        "stage_label": stages.label(one.stage),
        "population": formats.number(one.population),
        "shared": formats.plural(one.shared, "commune") if one.shared else "",
    }
