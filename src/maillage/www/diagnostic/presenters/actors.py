"""The structures of the territory: lists by family, and their points on the map."""

from dataclasses import dataclass
from itertools import groupby

from maillage.results import cartes
from maillage.results.etablissements import Structure, Structures
from maillage.results.lecture.words import FAMILIES
from maillage.www.shared.formats import day, plural, typed

MAX_LISTED = 150


@dataclass(frozen=True, slots=True)
class Item:
    name: str
    label: str
    commune: str
    since: str
    finess: str


@dataclass(frozen=True, slots=True)
class Family:
    key: str
    title: str
    count: str
    items: tuple[Item, ...]
    more: str
    points: tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True)
class Actors:
    families: tuple[Family, ...]
    drawing: cartes.Drawing | None
    source: str
    missing: str
    command: str
    fictitious: bool


def build(structures: Structures, codes: tuple[str, ...]) -> Actors:
    """Every family that has one structure at least; the other structures are listed, not drawn."""
    drawing = cartes.drawing(codes) if structures.items else None
    by_family = {key: list(group) for key, group in groupby(structures.items, lambda one: one.famille)}
    families = tuple(_family(key, by_family[key], drawing) for key in FAMILIES if key in by_family)
    source = typed(" · ".join(filter(None, [structures.source, structures.vintage])))
    return Actors(families, drawing, source, typed(structures.missing), structures.command, structures.fictitious)


def _family(key: str, found: list[Structure], drawing: cartes.Drawing | None) -> Family:
    shown = found[:MAX_LISTED]
    left = len(found) - len(shown)
    more = f"et {plural(left, 'autre', 'autres')}, dans le classeur XLSX" if left else ""
    points = _points(found, drawing) if drawing and key != "autre" else ()
    return Family(key, FAMILIES[key], plural(len(found), "structure"), tuple(map(_item, shown)), more, points)


def _item(one: Structure) -> Item:
    return Item(one.name, typed(one.label), one.commune, day(one.opened_on) if one.opened_on else "", one.finess)


def _points(found: list[Structure], drawing: cartes.Drawing) -> tuple[tuple[int, int, str], ...]:
    points = []
    for one in found:
        place = drawing.place(*one.point) if one.point else None
        if place is not None:
            points.append((*place, f"{one.name}, {one.commune}"))
    return tuple(points)
