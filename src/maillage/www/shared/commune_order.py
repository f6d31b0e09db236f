"""Columns of a table of communes, and how each one sorts."""

from collections.abc import Callable, Mapping
from typing import Any

from maillage.facts.territory import Commune
from maillage.kernel.folding import folded

MISSING = "n. d."
HEADINGS = (
    ("nom", "Commune", False),
    ("code", "Code", False),
    ("epci", "Intercommunalité", False),
    ("population", "Habitants", True),
    ("seniors", "65 ans et plus", True),
)
"""Key in the address, label, whether it is a number."""


def sort_key(sort: str, epcis: Mapping[str, str]) -> Callable[[Commune], Any]:
    """The key of a sort by one of HEADINGS; `epcis` names them by code."""
    keys: dict[str, Callable[[Commune], Any]] = {
        "nom": lambda commune: alphabetical(commune.name),
        "code": lambda commune: commune.code,
        "epci": lambda commune: (alphabetical(epcis.get(commune.epci, "~")), alphabetical(commune.name)),
        "population": lambda commune: (commune.population or 0, commune.code),
        "seniors": lambda commune: (commune.seniors or 0, commune.code),
    }
    return keys[sort]


def alphabetical(name: str) -> str:
    """Order of a French index: accents, case, hyphens and apostrophes do not count."""
    return folded(name)
