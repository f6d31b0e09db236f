"""The addresses of one simulation: its page, its « Pourquoi ? », its documents, its comparison."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote, urlencode

from django.urls import reverse

from maillage.facts.selection import encode


@dataclass(frozen=True)
class Links:
    """Built once from the canonical query of a scenario."""

    query: str

    @property
    def page(self) -> str:
        return f"{reverse('financement:index')}?{self.query}"

    def year(self, number: int) -> str:
        """The same page on another contract year."""
        return f"{self.page}&annee={number}#annees"

    def why(self, key: str) -> str:
        """The explanation of one figure."""
        return self._why + quote(key)

    @cached_property
    def _why(self) -> str:
        return f"{reverse('financement:pourquoi')}?{self.query}&cle="

    def document(self, kind: str) -> str:
        """`kind` is pdf, xlsx, yaml or json."""
        return f"{reverse('financement:document', args=[kind])}?{self.query}"

    @property
    def comparison(self) -> str:
        return f"{reverse('financement:comparaison')}?{self.query}"


def gaps_address(query: Mapping[str, list[str]], kind: str = "") -> str:
    """A comparison, or its document of a kind (pdf, xlsx, csv)."""
    page = reverse("financement:ecarts", args=[kind]) if kind else reverse("financement:comparaison")
    return f"{page}?{urlencode(query, doseq=True)}"


def studio_address(codes: Iterable[str]) -> str:
    """The studio on these communes."""
    return f"{reverse('territoire:index')}?{urlencode({'s': encode(codes)})}"


def parameter_address(path: str) -> str:
    """The page of one parameter of the law."""
    return reverse("textes:parametre", args=[path]) if path else ""


def text_address(text_id: str) -> str:
    """The page of one text of the register."""
    return reverse("textes:texte", args=[text_id]) if text_id else ""
