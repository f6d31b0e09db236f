"""The self-audit of accessibility (RGAA), as `grille.yaml` keeps it: the declaration, the footer and the docs read it."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("grille.yaml")
CONFORM, NOT_CONFORM, NOT_APPLICABLE = "C", "NC", "NA"
CRITERIA = 106
"""How many the reference has."""
ALL = "toutes"


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the sample. `address` may hold `{cpts}`: a space, that each instance has its own."""

    key: str
    name: str
    address: str

    @property
    def is_public(self) -> bool:
        return "{" not in self.address


@dataclass(frozen=True, slots=True)
class Criterion:
    number: str
    title: str
    state: str
    why: str
    machine: bool
    """Checked again by tests/functional/test_accessibilite.py."""
    pages: tuple[str, ...]
    """Keys of the pages where it applies."""
    failing: tuple[str, ...]
    since: date | None
    """When what does not conform was found."""

    def on(self, page: Page) -> str:
        """Its state on one page of the sample."""
        if page.key not in self.pages:
            return NOT_APPLICABLE
        return NOT_CONFORM if page.key in self.failing else CONFORM


@dataclass(frozen=True, slots=True)
class Theme:
    number: int
    title: str
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    version: str
    audited_on: date
    author: str
    tools: tuple[str, ...]
    browsers: tuple[str, ...]
    screen_readers: tuple[str, ...]
    """Really used; empty when none was."""
    technologies: tuple[str, ...]
    sample: tuple[Page, ...]
    themes: tuple[Theme, ...]

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        return tuple(criterion for theme in self.themes for criterion in theme.criteria)

    def count(self, state: str) -> int:
        return sum(criterion.state == state for criterion in self.criteria)

    @property
    def failures(self) -> tuple[Criterion, ...]:
        return tuple(criterion for criterion in self.criteria if criterion.state == NOT_CONFORM)

    @property
    def rate(self) -> int:
        """Percentage of the criteria that apply, rounded down: a declaration must not flatter."""
        return 100 * self.count(CONFORM) // (self.count(CONFORM) + self.count(NOT_CONFORM))

    @property
    def status(self) -> str:
        """The three words of the official model."""
        if not self.failures:
            return "totalement conforme"
        return "partiellement conforme" if self.rate >= 50 else "non conforme"


@cache
def grid() -> Grid:
    raw = yaml.safe_load(FILE.read_text("utf-8"))
    sample = tuple(Page(key, name, address) for key, (name, address) in raw["echantillon"].items())
    keys = tuple(page.key for page in sample)
    return Grid(
        version=raw["referentiel"],
        audited_on=raw["audite_le"],
        author=raw["auteur"],
        tools=tuple(raw["outils"]),
        browsers=tuple(raw["navigateurs"]),
        screen_readers=tuple(raw["lecteurs_ecran"]),
        technologies=tuple(raw["technologies"]),
        sample=sample,
        themes=tuple(
            Theme(number, theme["titre"], tuple(_criterion(one, keys) for one in theme["criteres"]))
            for number, theme in enumerate(raw["themes"], 1)
        ),
    )


def _criterion(raw: dict[str, Any], keys: tuple[str, ...]) -> Criterion:
    pages = raw.get("pages", [])
    return Criterion(
        number=raw["n"],
        title=raw["titre"],
        state=raw["etat"],
        why=raw["pourquoi"],
        machine=raw.get("machine", False),
        pages=keys if pages == ALL else tuple(pages),
        failing=tuple(raw.get("non_conformes", [])),
        since=raw.get("depuis"),
    )
