"""What the map must know after each change: the selection, where to look, and the addresses to fetch."""

from datetime import date
from typing import Any

from maillage.facts.territory import Territory
from maillage.results import territoires
from maillage.results.cpts.around import claimed
from maillage.www.territoire.address import Address
from maillage.www.territoire.presenters.search import Search


def build(territory: Territory | None, address: Address, hits: Search | None, day: date) -> dict[str, Any]:
    """Read by the map from a block of data in the fragment."""
    return {
        "s": address.compact,
        "view": address.view.parameters(),
        "codes": list(address.codes),
        "claimed": claimed(address.codes, day),
        "departements": [part.code for part in territory.departements] if territory else [],
        "bounds": bounds([c.point for c in territory.communes if c.point]) if territory else None,
        "target": None if territory else _target(hits),
    }


def bounds(points: list[tuple[float, float]]) -> list[float] | None:
    """West, south, east, north of the interior points."""
    if not points:
        return None
    longitudes, latitudes = zip(*points, strict=True)
    return [min(longitudes), min(latitudes), max(longitudes), max(latitudes)]


def _target(hits: Search | None) -> list[float] | None:
    """The first commune found, so that a newcomer's map opens at home."""
    codes = [row.code for row in hits.rows if row.parameter == "ajouter"] if hits else []
    point = territoires.describe(codes[:1]).communes[0].point if codes else None
    return list(point) if point else None
