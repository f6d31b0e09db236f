"""Reads the parts that every frozen copy has: its map, its communes, how it was sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from maillage.community.library.models import FileKind
from maillage.documents.shared import maps
from maillage.kernel.french import long_day, octets, typed
from maillage.results.cartes import Area, Drawing, Label

FICTIF = "Document d'une CPTS fictive, faite pour la démonstration : ne pas l'utiliser."


@dataclass(frozen=True, slots=True)
class Sent:
    """How a copy left; without it a document says « brouillon »."""

    number: int
    on: date
    digest: str


def unsent(kept: Mapping[str, Any], sent: Sent | None, *, brouillon: str) -> tuple[str, str]:
    """What a copy that did not leave says across its pages, and in one sentence; both empty once it was sent.

    `kept` of a preview (see `preview`) is what sending now would freeze; any other is a draft, told by `brouillon`.
    """
    if sent:
        return "", ""
    on = long_day(date.fromisoformat(kept["made_on"]))
    if kept.get("apercu"):
        return "APERÇU", typed(f"Aperçu du {on} : ce que l'envoi figera, fichiers joints en plus. Rien n'est encore parti.")
    return "BROUILLON", typed(f"Brouillon du {on} : {brouillon}")


def preview(kept: Mapping[str, Any]) -> dict[str, Any]:
    """The same content, for a document that is read before it leaves."""
    return {**kept, "apercu": True}


def annexes(kept: Mapping[str, Any]) -> list[dict[str, str]]:
    """The files that the copy names, in its order; the digest lets anyone check that a file is that one."""
    return [
        {
            "number": str(number),
            "name": one["name"],
            "kind": FileKind(one["name"].rpartition(".")[2]).label,
            "size": octets(one["size"]),
            "short": one["sha256"][:8],
            "halves": f"{one['sha256'][:32]} {one['sha256'][32:]}",
        }
        for number, one in enumerate(kept.get("annexes", ()), 1)
    ]


def svg(perimeter: Mapping[str, Any] | None) -> str:
    """The map of a frozen perimeter; empty without one."""
    kept = perimeter["drawing"] if perimeter else None
    return maps.ground(drawing(kept)) if kept else ""


def drawing(kept: Mapping[str, Any]) -> Drawing:
    """A drawing as it was kept in JSON."""
    areas = tuple(Area(**area) for area in kept["areas"])
    labels = tuple(Label(**label) for label in kept["labels"])
    west, south, east, north = kept["box"]
    return Drawing(
        **{**kept, "areas": areas, "labels": labels, "around": tuple(kept["around"]), "box": (west, south, east, north)}
    )


def ratio(perimeter: Mapping[str, Any] | None) -> float:
    """Height of the map for a width of 1."""
    kept = perimeter["drawing"] if perimeter else None
    return kept["height"] / kept["width"] if kept else 1.0
