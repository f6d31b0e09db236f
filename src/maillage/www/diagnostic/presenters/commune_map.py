"""One indicator by commune: the drawing, its classes, its table, and the list of indicators that have a map."""

from collections.abc import Sequence
from dataclasses import dataclass

from maillage.results import cartes
from maillage.results.diagnostic import Diagnosis, IndicatorView, Measured
from maillage.results.lecture import maps, values
from maillage.www.shared.formats import typed


@dataclass(frozen=True, slots=True)
class Option:
    key: str
    label: str
    selected: bool


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """One commune of the drawing."""

    path: str
    style: str
    text: str


@dataclass(frozen=True, slots=True)
class TableRow:
    name: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class CommuneMap:
    key: str
    title: str
    unit: str
    caption: str
    fictitious: bool
    drawing: cartes.Drawing | None
    places: tuple[Place, ...]
    classes: tuple[maps.Legend, ...]
    without: str
    """Communes without value, in words."""
    rows: tuple[TableRow, ...]
    description: str


def choices(diagnosis: Diagnosis, shown: Sequence[str], chosen: str) -> tuple[Group, ...]:
    """Indicators that have a value by commune, by section."""
    groups = []
    for section in diagnosis.sections:
        views = [view for view in section.indicators if section.key in shown and maps.has_map(view)]
        if views:
            options = (Option(view.key, typed(view.definition.title), view.key == chosen) for view in views)
            groups.append(Group(section.title, tuple(options)))
    return tuple(groups)


def build(diagnosis: Diagnosis, key: str) -> CommuneMap | None:
    """None when this indicator has no map."""
    view = diagnosis.views.get(key)
    if view is None or not maps.has_map(view):
        return None
    classes, drawing = maps.classes(view), cartes.drawing(diagnosis.territory.codes)
    names = {commune.code: commune.name for commune in diagnosis.territory.communes}
    legend = maps.legend(view, classes)
    return CommuneMap(
        key=key,
        title=typed(view.definition.title),
        unit=typed(view.definition.unit),
        caption=values.source(view.measured),
        fictitious=view.fictitious,
        drawing=drawing,
        places=_places(view, drawing, classes) if drawing else (),
        classes=legend,
        without=maps.without(tuple(names), classes),
        rows=tuple(_row(view, names[code], measured) for code, measured in maps.by_rank(view, names)),
        description=_description(view, legend),
    )


def _places(view: IndicatorView, drawing: cartes.Drawing, classes: cartes.Classes) -> tuple[Place, ...]:
    found = []
    for area in drawing.areas:
        number = classes.number.get(area.code)
        style = f"classe-{classes.shade(number)}" if number is not None else "classe-sans"
        found.append(Place(area.path, style, typed(f"{area.name} : {_text(view, view.by_commune.get(area.code))}")))
    return tuple(found)


def _text(view: IndicatorView, measured: Measured | None) -> str:
    if measured is None or (measured.value is None and not measured.suppressed):
        return "pas de donnée"
    text = values.shown(view.definition, measured)
    return text if measured.suppressed else " ".join(filter(None, [text, values.unit(view.definition)]))


def _row(view: IndicatorView, name: str, measured: Measured | None) -> TableRow:
    if measured is None:
        return TableRow(name, values.NONE, "pas de donnée")
    return TableRow(name, values.shown(view.definition, measured), "" if measured.value is not None else typed(measured.reason))


def _description(view: IndicatorView, legend: tuple[maps.Legend, ...]) -> str:
    """What the drawing shows, for who does not see it."""
    told = " ; ".join(f"{row.text} : {row.count}" for row in legend)
    return typed(f"Carte par commune. {view.definition.title}, {view.definition.unit}. {told}. Le tableau dit la même chose.")
