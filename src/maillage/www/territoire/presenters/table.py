"""The table of the selected communes: sorted, cut in pages, every cell already a text."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from maillage.facts.territory import Commune, Territory
from maillage.www.shared.commune_order import HEADINGS, MISSING, sort_key
from maillage.www.shared.formats import number, typed
from maillage.www.territoire.address import Address, link
from maillage.www.territoire.presenters.counting import counted

PER_PAGE = 100


@dataclass(frozen=True, slots=True)
class Column:
    """One heading: its address sorts, and `state` is its `aria-sort`."""

    key: str
    label: str
    url: str
    state: str
    numeric: bool


@dataclass(frozen=True, slots=True)
class Row:
    code: str
    name: str
    kind: str
    departement: str
    epci: str
    population: str
    seniors: str


@dataclass(frozen=True, slots=True)
class Pages:
    """Where one is in a long table, with the addresses of the pages around."""

    text: str
    previous: str
    next: str


@dataclass(frozen=True, slots=True)
class Table:
    title: str
    caption: str
    """Vintages of the two columns of figures."""
    count: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    pages: Pages | None
    codes: str
    """All the codes, one a line, to copy."""
    csv_url: str
    geojson_url: str


def build(territory: Territory, address: Address) -> Table:
    """The page of the table that the address asks for."""
    epcis = {part.code: part.name for part in territory.epcis}
    ordered = sorted(territory.communes, key=sort_key(address.view.sort, epcis), reverse=address.view.descending)
    page = Paginator(ordered, PER_PAGE).get_page(address.view.page)
    return Table(
        title=counted(territory.communes),
        caption=_caption(territory),
        count=number(len(territory.codes)),
        columns=tuple(_column(address, *heading) for heading in HEADINGS),
        rows=tuple(_row(commune, epcis) for commune in page.object_list),
        pages=_pages(page, address) if page.has_other_pages() else None,
        codes="\n".join(territory.codes),
        csv_url=link("csv", address.compact),
        geojson_url=link("geojson", address.compact),
    )


def _caption(territory: Territory) -> str:
    seniors = f" ; 65 ans et plus : recensement {territory.ages.vintage.removeprefix('RP ')}" if territory.ages.vintage else ""
    return typed(f"Habitants : population municipale {territory.population.vintage}{seniors}.")


def _pages(page: Page, address: Address) -> Pages:
    return Pages(
        f"Page {page.number} sur {page.paginator.num_pages}",
        address.looking(page=page.previous_page_number()) if page.has_previous() else "",
        address.looking(page=page.next_page_number()) if page.has_next() else "",
    )


def _column(address: Address, sort: str, label: str, numeric: bool) -> Column:
    view = address.view
    active = view.sort == sort
    state = ("descending" if view.descending else "ascending") if active else "none"
    descending = not view.descending if active else numeric
    return Column(sort, label, address.looking(sort=sort, descending=descending, page=1), state, numeric)


def _row(commune: Commune, epcis: dict[str, str]) -> Row:
    return Row(
        code=commune.code,
        name=commune.name,
        kind="arrondissement" if commune.kind == "arrondissement" else "",
        departement=commune.departement,
        epci=epcis.get(commune.epci, "sans intercommunalité"),
        population=MISSING if commune.population is None else number(commune.population),
        seniors=MISSING if commune.seniors is None else number(commune.seniors),
    )
