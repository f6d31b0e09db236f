"""The address of a diagnosis: communes, chosen sections, name and mapped indicator, and the links a page makes from them."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from maillage.facts.selection import encode
from maillage.results.diagnostic import SECTIONS

MAX_NAME = 80
_FORMULA = "=+-@ "
"""A spreadsheet would run a name that begins so."""


@dataclass(frozen=True)
class Address:
    """`sections` are those shown, in the order of the page; none means all."""

    codes: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    name: str = ""
    mapped: str = ""
    """Key of the indicator on the map."""

    @classmethod
    def read(cls, params: QueryDict, codes: tuple[str, ...]) -> "Address":
        """`section` repeats in a form; `sections` lists them in a link. What is not a section is left out."""
        asked = {*params.getlist("section"), *params.get("sections", "").split(",")}
        chosen = tuple(key for key in SECTIONS if key in asked)
        name = " ".join("".join(c for c in params.get("nom", "") if c.isprintable()).split()).lstrip(_FORMULA)[:MAX_NAME]
        return cls(codes, () if len(chosen) == len(SECTIONS) else chosen, name, params.get("carte", "")[:80])

    @cached_property
    def compact(self) -> str:
        return encode(self.codes) if self.codes else ""

    @property
    def page(self) -> str:
        return self._link("index", carte=self.mapped)

    @property
    def whole(self) -> str:
        """The same territory, every section."""
        return replace(self, sections=()).page

    def section(self, key: str) -> str:
        """A place in the page."""
        return f"{self.page}#{key}"

    def map(self, key: str = "") -> str:
        """The map of one indicator alone, for the page that asks it."""
        return self._link("map", carte=key)

    def indicator(self, key: str) -> str:
        return f"{self._indicators}&cle={key}"

    def why(self, key: str) -> str:
        return f"{self._reasons}&cle={key}"

    def document(self, kind: str) -> str:
        """`kind` is pdf, docx, xlsx, csv or geojson."""
        return f"{reverse('diagnostic:document', args=[kind])}?{urlencode(self.parameters())}"

    @property
    def studio(self) -> str:
        return f"{reverse('territoire:index')}?{urlencode({'s': self.compact})}"

    @property
    def funding(self) -> str:
        return f"{reverse('financement:index')}?{urlencode({'s': self.compact})}"

    def of(self, codes: tuple[str, ...]) -> str:
        """The diagnosis of other communes, with the same sections."""
        return replace(self, codes=codes, name="", mapped="").page

    def parameters(self, **more: Any) -> dict[str, str]:
        """What an address must say; what is empty is left out."""
        said = {"s": self.compact, "sections": ",".join(self.sections), "nom": self.name, **more}
        return {key: value for key, value in said.items() if value}

    @cached_property
    def _indicators(self) -> str:
        """A page has a hundred of these links: only their end differs."""
        return self._link("indicator")

    @cached_property
    def _reasons(self) -> str:
        return self._link("why")

    def _link(self, name: str, **more: str) -> str:
        query = urlencode(self.parameters(**more), safe=",")
        path = reverse(f"diagnostic:{name}")
        return f"{path}?{query}" if query else path
