"""The list of files as the page shows it: its order, its search, its sizes."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import QueryDict

from maillage.community.communities.models import Community
from maillage.community.library import selectors
from maillage.community.library.models import File
from maillage.www.shared.formats import octets

PER_PAGE = 25
_LONGEST_SEARCH = 100
# label -> the order of the first click, the order of the next
_COLUMNS = (("Nom", "nom", "nom-inverse"), ("Taille", "leger", "lourd"), ("Ajouté le", "recent", "ancien"))
_DESCENDING = {"nom-inverse", "lourd", "recent"}


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column that sorts; `state` is its aria-sort."""

    label: str
    href: str
    state: str


@dataclass(frozen=True, slots=True)
class Row:
    file: File
    size: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the list, and how it was asked for."""

    query: str
    order: str
    columns: tuple[Column, ...]
    page: "Page[File]"
    rows: tuple[Row, ...]


def listing(community: Community, asked: QueryDict) -> Listing:
    """An order that does not exist is that of every day: newest first."""
    query = asked.get("q", "").strip()[:_LONGEST_SEARCH]
    order = asked.get("tri", "")
    order = order if order in selectors.ORDERS else "recent"
    page = Paginator(selectors.files(community, words=query, order=order), PER_PAGE).get_page(asked.get("page"))
    columns = tuple(_column(label, first, then, order, query) for label, first, then in _COLUMNS)
    return Listing(query, order, columns, page, tuple(Row(file, octets(file.size)) for file in page.object_list))


def _column(label: str, first: str, then: str, order: str, query: str) -> Column:
    state = "none" if order not in (first, then) else "descending" if order in _DESCENDING else "ascending"
    return Column(label, "?" + urlencode({"q": query, "tri": then if order == first else first}), state)
