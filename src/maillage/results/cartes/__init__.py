"""Maps by commune, as flat drawings that pages and documents colour alike: paths, labels, points, classes of values."""

from maillage.results.cartes.classes import Classes, classed
from maillage.results.cartes.drawing import Area, Drawing, Label, drawing

__all__ = ["Area", "Classes", "Drawing", "Label", "classed", "drawing"]
