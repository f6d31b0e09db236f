"""The map of the first page: share of people of 65 and over by département, drawn by the server, with its table."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from maillage.results import france, territoires
from maillage.results.france import Departement
from maillage.www.accueil.projection import Box, conic, local, paths
from maillage.www.shared import formats

BOUNDS = tuple(Decimal(bound) / 100 for bound in (16, 20, 24, 28))
"""Lower bounds of classes 2 to 5."""
WIDTH, HEIGHT = 1000, 1085
_MAINLAND = Box(10, 5, 980, 955)
_CAPITAL = Box(24, 40, 146, 124)
_AROUND_PARIS = ("75", "92", "93", "94")
_OVERSEAS = ("971", "972", "973", "974", "976")
_UNKNOWN = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A département on the map and in the table."""

    code: str
    name: str
    href: str
    path: str
    rank: int
    """Class 1 to 5; 0 when unknown."""
    share: str
    population: str
    communes: str


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A class of the legend, with how many départements it holds."""

    rank: int
    label: str
    count: str


@dataclass(frozen=True, slots=True)
class FranceMap:
    """All that the template shows."""

    rows: tuple[Row, ...]
    enlarged: tuple[Row, ...]
    """Paris and its neighbours once more, at a larger scale."""
    legend: tuple[LegendEntry, ...]
    national: str
    source: str
    width: int = WIDTH
    height: int = HEIGHT


def france_map() -> FranceMap:
    """Drawn once for each state of the data."""
    return _draw(territoires.stamp())


@lru_cache(maxsize=2)
def _draw(stamp: str) -> FranceMap:
    places = france.departements()
    drawn, larger = _paths(places), _enlarged(places)
    rows = tuple(_row(place, drawn.get(place.code, "")) for place in places)
    enlarged = tuple(replace(row, path=larger[row.code]) for row in rows if row.code in larger)
    seniors, counted = sum(place.seniors for place in places), sum(place.counted for place in places)
    return FranceMap(rows, enlarged, _legend(rows), formats.percent(Decimal(seniors) / counted), "Insee, recensement 2021")


def _row(place: Departement, path: str) -> Row:
    share = place.seniors_share
    return Row(
        place.code,
        place.name,
        f"/territoire/?departement={place.code}",
        path,
        _UNKNOWN if share is None else 1 + sum(share >= bound for bound in BOUNDS),
        "non publié" if share is None else formats.percent(share),
        formats.number(place.population),
        formats.number(place.communes),
    )


def _legend(rows: Sequence[Row]) -> tuple[LegendEntry, ...]:
    whole = [formats.number(bound * 100) for bound in BOUNDS]
    labels = {
        1: f"moins de {whole[0]}{formats.NBSP}%",
        **{rank: f"{whole[rank - 2]} à {whole[rank - 1]}{formats.NBSP}%" for rank in (2, 3, 4)},
        5: f"{whole[3]}{formats.NBSP}% et plus",
        _UNKNOWN: "non publié",
    }
    counts = {rank: sum(row.rank == rank for row in rows) for rank in labels}
    return tuple(LegendEntry(rank, label, formats.number(counts[rank])) for rank, label in labels.items() if counts[rank])


def _paths(places: Sequence[Departement]) -> dict[str, str]:
    """Mainland and Corsica at one scale, each overseas département in its own box."""
    drawn = _mainland([place for place in places if place.rings and place.code not in _OVERSEAS], _MAINLAND)
    for number, code in enumerate(_OVERSEAS):
        box = Box(40 + 195 * number, 985, 140, 95)
        for place in places:
            if place.code == code and place.rings:
                drawn[code] = paths([_island(place)], box)[0]
    return drawn


def _enlarged(places: Sequence[Departement]) -> dict[str, str]:
    return _mainland([place for place in places if place.rings and place.code in _AROUND_PARIS], _CAPITAL)


def _mainland(places: Sequence[Departement], box: Box) -> dict[str, str]:
    shapes = [[[conic(lon, lat) for lon, lat in ring] for ring in place.rings] for place in places]
    return dict(zip((place.code for place in places), paths(shapes, box), strict=True)) if shapes else {}


def _island(place: Departement) -> list[list[tuple[float, float]]]:
    middle = place.rings[0][0][1]
    return [[local(lon, lat, middle) for lon, lat in ring] for ring in place.rings]
