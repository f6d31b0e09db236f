"""What a search of the observatory finds, each with the page it leads to and what covers it."""

from typing import Any

from maillage.results import observatoire
from maillage.www.observatoire.address import Asked
from maillage.www.observatoire.presenters import places, stages
from maillage.www.shared import formats

KINDS = {
    "commune": "commune",
    "arrondissement": "arrondissement",
    "epci": "intercommunalité",
    "departement": "département",
    "region": "région",
}


def results(asked: Asked, query: str) -> dict[str, Any]:
    """Places, then CPTS whose name holds the words."""
    if not query:
        return {"places": [], "cpts": []}
    coverage = asked.coverage
    named = observatoire.cpts_named(coverage, query)
    return {
        "places": [_place(one, asked) for one in observatoire.find(coverage, query)],
        "cpts": [places.cpts_row(one, asked) for one in named[:30]],
    }


def _place(found: observatoire.Found, asked: Asked) -> dict[str, Any]:
    hit = found.hit
    return {
        "name": hit.name,
        "kind": KINDS[hit.kind],
        "context": hit.context,
        "population": formats.plural(hit.population, "habitant"),
        "href": _address(found, asked),
        "cpts": [
            {"name": one.name, "href": asked.link("cpts", one.id), "stage": stages.label(one.stage)} for one in found.cpts
        ],
        "zone": {"name": found.zone.name, "href": asked.link("zone", found.zone.id)} if found.zone else None,
        "is_commune": hit.kind in ("commune", "arrondissement"),
    }


def _address(found: observatoire.Found, asked: Asked) -> str:
    if found.hit.kind == "region":
        return asked.link("region", found.hit.code)
    if found.hit.kind == "epci":
        return f"/territoire/?epci={found.hit.code}"
    return asked.link("departement", found.departement)
