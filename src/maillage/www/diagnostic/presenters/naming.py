"""Names of a territory that nobody named, and of the files that people keep of it."""

from datetime import date

from maillage.facts.territory import Part, Territory
from maillage.kernel.folding import dashed
from maillage.results.territoires.words import of
from maillage.www.shared.formats import join, plural


def territory_name(territory: Territory, given: str) -> str:
    """The given name, or that of the whole EPCI, département or région, of one or two communes; else what it is made of."""
    if given:
        return given
    if len(territory.communes) == 1:
        return territory.communes[0].name
    for parts in (territory.regions, territory.departements, territory.epcis):
        whole = _whole(parts, len(territory.codes))
        if whole:
            return whole.name
    if len(territory.communes) == 2:
        return join([commune.name for commune in territory.communes])
    return f"{plural(len(territory.codes), 'commune')} autour {of(_largest(territory))}"


def file_name(title: str, made_on: date, extension: str) -> str:
    """« diagnostic-vallee-de-la-sorgue-2026-11-21.pdf »: plain letters only."""
    slug = dashed(title)[:60].strip("-")
    return f"diagnostic-{slug or 'territoire'}-{made_on.isoformat()}.{extension}"


def _whole(parts: tuple[Part, ...], size: int) -> Part | None:
    """The only place of a level, when the territory is all of it."""
    whole = len(parts) == 1 and parts[0].communes == parts[0].communes_total == size
    return parts[0] if whole else None


def _largest(territory: Territory) -> str:
    return max(territory.communes, key=lambda commune: (commune.population or 0, commune.name)).name
