"""Maps of a document as SVG texts with their colours inside: for Typst, which draws them on paper or as pictures."""

from collections.abc import Iterable, Mapping
from typing import Any
from xml.sax.saxutils import escape

from maillage.results.cartes import Drawing
from maillage.results.etablissements import Structure

CLASSES = ("#e3f1ee", "#b4dad4", "#7bbdb7", "#3f9694", "#0f6668")
POINTS: Mapping[str, str] = {
    "msp": "#0b4f52",
    "centre_de_sante": "#2c5f8a",
    "pharmacie": "#1d7a3e",
    "laboratoire": "#7a5cb0",
    "hopital": "#a8211b",
    "urgences": "#e0670b",
    "maternite": "#c2418a",
    "had": "#6b7280",
    "ehpad": "#8a6d00",
    "ssiad": "#4a7c8c",
    "cpts": "#16292a",
}
"""Colour of each family that is drawn; the other structures are listed only."""
_SOFT = "#bcdfda"
_HATCH = (
    '<defs><pattern id="sans" width="12" height="12" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="12" height="12" fill="#f4efe5"/><rect width="4" height="12" fill="#b9b09d"/></pattern></defs>'
)


def ground(drawing: Drawing | None) -> str:
    """The territory alone, in one colour."""
    return _svg(drawing, [_areas(drawing, {}, _SOFT)]) if drawing else ""


def choropleth(drawing: Drawing, shade: Mapping[str, int]) -> str:
    """Each commune in the tint of its class; hatched when it has none."""
    return _svg(drawing, [_HATCH, _areas(drawing, shade, "url(#sans)")])


def points(drawing: Drawing, structures: Iterable[Structure]) -> str:
    """The structures on the territory."""
    dots = []
    for one in structures:
        place = drawing.place(*one.point) if one.point and one.famille in POINTS else None
        if place:
            dots.append(
                f'<circle cx="{place[0]}" cy="{place[1]}" r="9" fill="{POINTS[one.famille]}" stroke="#fff" stroke-width="2"/>'
            )
    return _svg(drawing, [_areas(drawing, {}, "#deefec")], dots)


def _areas(drawing: Drawing, shade: Mapping[str, int], default: str) -> str:
    shapes = (
        f'<path d="{area.path}" fill="{CLASSES[shade[area.code]] if area.code in shade else default}"/>'
        for area in drawing.areas
    )
    return f'<g stroke="#ffffff" stroke-width="1.5" stroke-linejoin="round">{"".join(shapes)}</g>'


def _svg(drawing: Drawing, layers: Iterable[str], over: Iterable[str] = ()) -> str:
    around = "".join(f'<path d="{path}"/>' for path in drawing.around)
    labels = "".join(_label(label.x, label.y, label.text) for label in drawing.labels)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {drawing.width} {drawing.height}" '
        f'width="{drawing.width}" height="{drawing.height}">'
        f'<rect width="{drawing.width}" height="{drawing.height}" fill="#e6eeed"/>'
        f'<g fill="#f6f4ee" stroke="#dcd7ca" stroke-width="1">{around}</g>{"".join(layers)}'
        f'<path d="{drawing.outline}" fill="none" stroke="#083c3e" stroke-width="3" stroke-linejoin="round"/>'
        f"{''.join(over)}{labels}</svg>"
    )


def _label(x: int, y: int, text: str) -> str:
    shown = escape(text)
    common = f'x="{x}" y="{y}" text-anchor="middle" font-family="Public Sans" font-size="22" font-weight="600"'
    halo = f'<text {common} fill="none" stroke="#ffffff" stroke-width="5" stroke-linejoin="round">{shown}</text>'
    return f'{halo}<text {common} fill="#16292a">{shown}</text>'


SHAPES: Mapping[str, str] = {
    "ici": '<rect x="-3" y="-13" width="6" height="26" rx="3" fill="#0d6265"/>',
    "departement": '<circle r="6" fill="#16292a" stroke="#fff" stroke-width="1.5"/>',
    "region": '<circle r="5" fill="#fff" stroke="#16292a" stroke-width="2"/>',
    "france": '<path d="M0-7L7 0 0 7-7 0z" fill="#fbe8d6" stroke="#a84c0a" stroke-width="2"/>',
    "semblables": '<path d="M0-9V9" stroke="#12787a" stroke-width="2" stroke-dasharray="3 2"/>',
    "pair": '<circle r="3" fill="#8cc7c1"/>',
}
_PLOT = (230, 30, 12)
"""Width, height and margin of a dot plot."""


def dots(marks: Iterable[Mapping[str, Any]]) -> str:
    """The dot plot of one indicator."""
    width, height, margin = _PLOT
    shapes = "".join(
        f'<g transform="translate({margin + round(mark["place"] * (width - 2 * margin))} {height // 2})">{SHAPES[mark["kind"]]}</g>'
        for mark in marks
    )
    axis = f'<path d="M{margin} {height // 2}H{width - margin}" stroke="#8d8677" stroke-width="1"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">{axis}{shapes}</svg>'


def mark(kind: str) -> str:
    """One mark alone, for the legend."""
    shape = f'<g transform="translate(14 14)">{SHAPES[kind]}</g>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 28 28" width="28" height="28">{shape}</svg>'


def swatch(shade: int) -> str:
    """The colour of a class, for the legend."""
    shape = f'<rect x="1" y="1" width="38" height="20" fill="{CLASSES[shade]}" stroke="#8d8677"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 22" width="40" height="22">{shape}</svg>'
