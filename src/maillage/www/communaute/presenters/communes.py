"""The table of the communes of a perimeter: searched, sorted, in pages, every cell a text."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator

from maillage.facts.territory import Commune, Territory
from maillage.www.shared.commune_order import HEADINGS, MISSING, alphabetical, sort_key
from maillage.www.shared.formats import number, plural

PER_PAGE = 50
MAX_QUERY = 80


@dataclass(frozen=True, slots=True)
class Column:
    label: str
    href: str
    state: str
    """Its `aria-sort`."""
    numeric: bool


@dataclass(frozen=True, slots=True)
class Row:
    code: str
    name: str
    epci: str
    population: str
    seniors: str


@dataclass(frozen=True, slots=True)
class Table:
    query: str
    order: str
    found: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    page: Page


def table(territory: Territory, params: Mapping[str, str]) -> Table:
    """As the address asks: `q` words of the name or code, `tri` a column (« - » before it for the other way), `page`."""
    epcis = {part.code: part.name for part in territory.epcis}
    query = " ".join(params.get("q", "").replace("\0", "").split())[:MAX_QUERY]
    order = params.get("tri", "")
    sort = order.removeprefix("-") if order.removeprefix("-") in {key for key, _, _ in HEADINGS} else "nom"
    down = order.startswith("-")
    kept = [commune for commune in territory.communes if alphabetical(query) in alphabetical(f"{commune.name} {commune.code}")]
    kept.sort(key=sort_key(sort, epcis), reverse=down)
    page = Paginator(kept, PER_PAGE).get_page(params.get("page"))
    return Table(
        query,
        f"-{sort}" if down else sort,
        plural(len(kept), "commune"),
        tuple(_column(key, label, numeric, sort, down, query) for key, label, numeric in HEADINGS),
        tuple(_row(commune, epcis) for commune in page.object_list),
        page,
    )


def _column(key: str, label: str, numeric: bool, sort: str, down: bool, query: str) -> Column:
    active = key == sort
    state = ("descending" if down else "ascending") if active else "none"
    turned = not down if active else numeric
    asked = {"tri": f"-{key}" if turned else key} | ({"q": query} if query else {})
    return Column(label, f"?{urlencode(asked)}#communes", state, numeric)


def _row(commune: Commune, epcis: Mapping[str, str]) -> Row:
    return Row(
        commune.code,
        commune.name,
        epcis.get(commune.epci, "sans intercommunalité"),
        MISSING if commune.population is None else number(commune.population),
        MISSING if commune.seniors is None else number(commune.seniors),
    )
