"""Where a figure comes from: title and vintage of its source, or that it was invented."""

from dataclasses import dataclass

from maillage.opendata.sources import registry
from maillage.opendata.warehouse.schema import NEWEST
from maillage.results.diagnostic.atlas import Atlas

POPULATION_TITLE, AGES_TITLE = "Insee, populations légales (population municipale)", "Insee, recensement de la population"
POPULATION_VINTAGE, AGES_VINTAGE = str(NEWEST), "2021"
_INVENTED = "Données fictives de démonstration"


@dataclass(frozen=True, slots=True)
class Origin:
    """Source of a column."""

    title: str
    vintage: str
    fictitious: bool


def origin(atlas: Atlas, source: str, *, fictitious: bool, vintage: str = "") -> Origin:
    """`vintage` is that of the rows; without it, that of the snapshots that serve."""
    if fictitious:
        return Origin(_INVENTED, vintage or "fictif", True)
    return Origin(title_of(source), vintage or periods(atlas, source), False)


def title_of(source: str) -> str:
    """« Publisher, title »."""
    try:
        known = registry.source_of(source)
    except registry.UnknownSource:
        return source
    return f"{known.publisher}, {known.title}"


def source_title(source: str) -> str:
    return registry.source_of(source).title


def periods(atlas: Atlas, source: str) -> str:
    """« 2026-09 », « 2022, 2023 »: periods of the snapshots in the warehouse."""
    found = {info.period for info in atlas.warehouse.manifest.snapshots if info.source == source}
    return ", ".join(sorted(found))
