"""The address of the studio: the selection and the view it says, and the links that a page makes from them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from maillage.facts import selection

SORTS = ("nom", "code", "epci", "population", "seniors")
MAX_QUERY = 80


@dataclass(frozen=True, slots=True)
class View:
    """What the reader looks at besides the selection: a search, an order of the table, a page of it."""

    query: str = ""
    sort: str = "nom"
    descending: bool = False
    page: int = 1

    @classmethod
    def read(cls, params: Mapping[str, str]) -> "View":
        """Of an address; what is absurd falls back to the default, for a view harms nobody."""
        order = params.get("tri", "")
        sort = order.removeprefix("-")
        page = params.get("page", "")
        return cls(
            query=" ".join(params.get("q", "").replace("\0", "").split())[:MAX_QUERY],
            sort=sort if sort in SORTS else "nom",
            descending=order.startswith("-") and sort in SORTS,
            page=max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 6 else 1,
        )

    def parameters(self) -> dict[str, str]:
        """What an address must say; defaults are left out."""
        order = f"{'-' if self.descending else ''}{self.sort}"
        said = {"q": self.query, "tri": "" if order == "nom" else order, "page": str(self.page) if self.page > 1 else ""}
        return {name: value for name, value in said.items() if value}


@dataclass(frozen=True)
class Address:
    """One state of the studio. `before` and `after` are the compact selections of « annuler » and « rétablir »."""

    codes: tuple[str, ...] = ()
    view: View = View()
    before: str | None = None
    after: str | None = None

    @cached_property
    def compact(self) -> str:
        return selection.encode(self.codes) if self.codes else ""

    @property
    def url(self) -> str:
        """The canonical address, that a reload, a bookmark or a browser's « back » opens alike."""
        steps = {name: text for name, text in (("avant", self.before), ("apres", self.after)) if text is not None}
        return link("index", self.compact, **self.view.parameters(), **steps)

    @property
    def share(self) -> str:
        """The selection alone."""
        return link("index", self.compact)

    def looking(self, **changes: Any) -> str:
        """The same selection seen otherwise."""
        return replace(self, view=replace(self.view, **changes)).url

    def undo(self) -> str:
        """Back to the selection before the last change; that change can then be done again."""
        return link("index", self.before or "", apres=self.compact)

    def redo(self) -> str:
        return link("index", self.after or "", avant=self.compact)


def link(name: str, compact: str = "", **parameters: str) -> str:
    """Address of a page of the studio for a compact selection."""
    query = ({"s": compact} if compact else {}) | parameters
    path = reverse(f"territoire:{name}")
    return f"{path}?{urlencode(query)}" if query else path
