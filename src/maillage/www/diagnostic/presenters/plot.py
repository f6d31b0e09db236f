"""The geometry of a dot plot on the page, as texts: no locale can spoil an attribute, nor lose time on six hundred numbers."""

from dataclasses import dataclass

from maillage.results.diagnostic import IndicatorView
from maillage.results.lecture.plot import marks

WIDTH, MARGIN = 260, 12
"""Of the frame that the template draws."""


@dataclass(frozen=True, slots=True)
class Dot:
    kind: str
    x: str
    text: str


@dataclass(frozen=True, slots=True)
class Plot:
    dots: tuple[Dot, ...]


def plot(view: IndicatorView, names: dict[str, str]) -> Plot | None:
    """None when there is nothing to compare."""
    found = marks(view, names)
    dots = tuple(Dot(mark.kind, str(MARGIN + round(mark.place * (WIDTH - 2 * MARGIN))), mark.text) for mark in found)
    return Plot(dots) if dots else None
