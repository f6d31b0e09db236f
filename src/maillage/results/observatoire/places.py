"""From a commune or a name to what the observatory has of it: its CPTS, its zone blanche, the page of its département."""

from collections.abc import Iterable
from dataclasses import dataclass

from maillage.kernel.folding import folded
from maillage.results.couverture import Coverage
from maillage.results.couverture.cpts import Cpts
from maillage.results.couverture.ground import ground
from maillage.results.couverture.zones import WhiteZone
from maillage.results.observatoire.view import all_cpts, all_zones
from maillage.results.territoires import Hit, search

MOST = 20


@dataclass(frozen=True, slots=True)
class CommuneLine:
    code: str
    name: str
    population: int


@dataclass(frozen=True, slots=True)
class Found:
    """A place found by its name, and what covers it. `departement` is empty for a région."""

    hit: Hit
    departement: str
    cpts: tuple[Cpts, ...]
    zone: WhiteZone | None


def communes_of(codes: Iterable[str]) -> tuple[CommuneLine, ...]:
    """Most peopled first."""
    columns = ground().columns
    rows = [columns.row_of[code] for code in codes]
    found = (CommuneLine(columns.codes[row], columns.names[row], columns.newest[row]) for row in rows)
    return tuple(sorted(found, key=lambda commune: (-commune.population, commune.code)))


def find(coverage: Coverage, query: str) -> tuple[Found, ...]:
    """Communes, départements, régions and EPCI by what people type."""
    return tuple(_found(coverage, hit) for hit in search(query, MOST))


def cpts_named(coverage: Coverage, query: str) -> tuple[Cpts, ...]:
    """CPTS whose name holds every word, accents and case aside."""
    words = folded(query, saints=True).split()
    return (
        tuple(one for one in all_cpts(coverage) if all(word in folded(one.name, saints=True) for word in words))
        if words
        else ()
    )


def _found(coverage: Coverage, hit: Hit) -> Found:
    columns = coverage.land.columns
    if hit.kind not in ("commune", "arrondissement"):
        return Found(hit, hit.code if hit.kind == "departement" else "", (), None)
    row = columns.row_of[hit.code]
    units = set(coverage.land.units_of(row))
    packed = coverage.packed
    claiming = {packed.ids[k] for k, unit in zip(packed.owner.tolist(), packed.rows.tolist(), strict=True) if unit in units}
    codes = {columns.codes[unit] for unit in units}
    zone = next((one for one in all_zones(coverage) if not codes.isdisjoint(one.codes)), None)
    return Found(hit, columns.departements[row], tuple(one for one in all_cpts(coverage) if one.id in claiming), zone)


def zone_of(coverage: Coverage, key: str) -> WhiteZone | None:
    return next((zone for zone in all_zones(coverage) if zone.id == key), None)


def zones_beside(coverage: Coverage, cpts: str) -> tuple[WhiteZone, ...]:
    """Zones blanches that this CPTS touches, most peopled first."""
    return tuple(zone for zone in all_zones(coverage) if any(n.cpts == cpts and n.borders for n in zone.neighbours))
