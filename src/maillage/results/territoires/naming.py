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
