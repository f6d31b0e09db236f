"""A map of results.observatoire with the address and the words of each of its parts."""

from dataclasses import dataclass

from maillage.results.observatoire import Map
from maillage.www.observatoire.address import Asked
from maillage.www.observatoire.presenters.stages import ORDER, label


@dataclass(frozen=True, slots=True)
class Part:
    stage: str
    title: str
    href: str
    path: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """`areas` lie over `fills`; both may lead somewhere."""

    width: int
    height: int
    fills: tuple[Part, ...]
    areas: tuple[Part, ...]
    lines: tuple[str, ...]
    frame: tuple[float, ...] | None
    outlined: bool
    """The lines are the edge of what the page is about; the rest is around."""
    legend: tuple[tuple[str, str], ...]
    """Stage and its words, those drawn only."""


def build(drawn: Map, asked: Asked, said: dict[str, str] | None = None) -> Drawn:
    """`said` adds to the title of a part, by its key."""
    more = said or {}
    fills, areas = (
        tuple(
            Part(
                one.stage,
                _title(one.kind, one.name, one.stage, more.get(one.key, "")),
                asked.shape(one.kind, one.key),
                one.path,
            )
            for one in shapes
        )
        for shapes in (drawn.fills, drawn.areas)
    )
    present = {part.stage for part in (*fills, *areas)}
    legend = tuple((stage, label(stage)) for stage in ORDER if stage in present)
    return Drawn(
        drawn.width,
        drawn.height,
        fills,
        areas,
        drawn.lines,
        drawn.frame,
        any(one.kind == "commune" for one in drawn.areas),
        legend,
    )


def _title(kind: str, name: str, stage: str, more: str) -> str:
    if kind == "stade":
        return name
    told = [name, label(stage).lower() if stage and kind != "zone" else "", more]
    return " · ".join(filter(None, told))
