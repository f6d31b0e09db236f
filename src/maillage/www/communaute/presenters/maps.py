"""The map of a perimeter, or of what changes between two, as an SVG that needs no script."""

from collections.abc import Mapping
from dataclasses import dataclass

from maillage.facts.territory import Territory
from maillage.results import cartes
from maillage.results.cpts.territory import Change
from maillage.www.shared.formats import plural, typed

KEPT, ADDED, REMOVED = "gardee", "ajoutee", "retiree"
LABELS = {KEPT: "gardée", ADDED: "ajoutée", REMOVED: "retirée"}


@dataclass(frozen=True, slots=True)
class Place:
    path: str
    style: str
    text: str


@dataclass(frozen=True, slots=True)
class PerimeterMap:
    """`legend` is empty when all the communes are alike."""

    drawing: cartes.Drawing
    places: tuple[Place, ...]
    legend: tuple[tuple[str, str], ...]
    description: str


def of_territory(territory: Territory) -> PerimeterMap | None:
    """None when no commune has an outline."""
    people = {commune.code: commune.population for commune in territory.communes}
    said = f"Carte du périmètre : {plural(len(people), 'commune')}. Le tableau dit la même chose."
    return _map(dict.fromkeys(people, KEPT), people, typed(said), legend=())


def of_change(change: Change) -> PerimeterMap | None:
    """The communes of both perimeters, each with what becomes of it."""
    communes = (*change.after.territory.communes, *change.removed)
    states = {commune.code: KEPT for commune in communes}
    states |= {commune.code: ADDED for commune in change.added} | {commune.code: REMOVED for commune in change.removed}
    counts = [(state, sum(one == state for one in states.values())) for state in (KEPT, ADDED, REMOVED)]
    legend = tuple((state, _counted(state, count)) for state, count in counts if count)
    said = f"Carte du changement : {', '.join(text for _, text in legend)}. Les listes disent la même chose."
    return _map(states, {commune.code: commune.population for commune in communes}, typed(said), legend)


def _counted(state: str, count: int) -> str:
    return f"{plural(count, 'commune')} {LABELS[state]}{'s' if count > 1 else ''}"


def _map(
    states: Mapping[str, str], people: Mapping[str, int | None], description: str, legend: tuple[tuple[str, str], ...]
) -> PerimeterMap | None:
    drawing = cartes.drawing(states)
    if drawing is None:
        return None
    places = tuple(
        Place(area.path, states[area.code], _text(area.name, people[area.code], states[area.code] if legend else ""))
        for area in drawing.areas
    )
    return PerimeterMap(drawing, places, legend, description)


def _text(name: str, people: int | None, state: str) -> str:
    told = "population non établie" if people is None else plural(people, "habitant")
    return typed(f"{name} : {told}{f', {LABELS[state]}' if state else ''}")
