"""Communes by the names that lists write, instead of codes."""

from collections.abc import Iterable
from functools import lru_cache

from maillage.opendata.sources.places import Places
from maillage.results.territoires.source import current


def communes_named(name: str, departement: str | None = None, postal_code: str = "") -> tuple[str, ...]:
    """Communes that bear a name, of today, else of before; a postal code or a département narrows them."""
    places = _places(current().manifest.stamp)
    if postal_code and (found := places.commune_of(postal_code, name)):
        return (found,)
    return places.towns.named(name, places.departement(departement))


def at_postal_code(code: str, name: str) -> str | None:
    """The one commune of this name that a postal code serves; None when the code is no postal code."""
    if not current().names.with_postal_code(code):
        return None
    return _places(current().manifest.stamp).commune_of(code, name)


def bears(code: str, name: str) -> bool:
    """Whether the commune of a code, the city that it is in, or what the code was, has this name or had it."""
    warehouse = current()
    columns, own = warehouse.columns, present_of(code)
    if own is None:
        return False
    row = columns.row_of[own]
    city = columns.codes[columns.parent_of[row]] if row in columns.parent_of else own
    return not {own, city}.isdisjoint((*communes_named(name), *communes_named(name, columns.departements[row])))


def present_of(code: str) -> str | None:
    """The present commune of any code, mended."""
    return _places(current().manifest.stamp).to_present(code)


def labels(codes: Iterable[str]) -> list[str]:
    """« Saint-Aubin, département 21 (21541) »."""
    columns = current().columns
    return [
        f"{columns.names[row]}, {columns.departements[row]} ({columns.codes[row]})"
        for row in map(columns.row_of.__getitem__, codes)
    ]


@lru_cache(maxsize=2)
def _places(stamp: str) -> Places:
    """Read once per warehouse."""
    return Places(current())
