"""The selection as a plain SVG drawing: for who has no script, no WebGL, or prints."""

import json
from dataclasses import dataclass
from math import cos, radians

from maillage.results import territoires

SIZE = 1000
MAX_DETAILED = 4
"""Départements drawn commune by commune; beyond, only their own outlines."""

Ring = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Drawing:
    """Paths in a square of 1000; `ground` are départements, `others` and `selected` communes."""

    ground: tuple[str, ...]
    others: tuple[str, ...]
    selected: tuple[str, ...]
    viewbox: str


def build(codes: tuple[str, ...]) -> Drawing:
    """Of the whole mainland when nothing is selected, else around the selection."""
    departements = _features(territoires.outlines_france())
    if not codes:
        shown = [feature for feature in departements if len(feature["properties"]["code"]) == 2]
        return _drawn(_box(shown), ground=shown)
    territory = territoires.describe(codes)
    touched = {part.code for part in territory.departements}
    if len(touched) > MAX_DETAILED:
        shown = [feature for feature in departements if feature["properties"]["code"] in touched]
        outline = {"geometry": territoires.selection_outline(territory.codes)}
        return _drawn(_box([outline]), ground=shown, selected=[outline])
    communes = [feature for code in sorted(touched) for feature in _features(territoires.outlines(code))]
    wanted = set(territory.codes)
    selected = [feature for feature in communes if feature["properties"]["code"] in wanted]
    others = [feature for feature in communes if feature["properties"]["code"] not in wanted]
    return _drawn(_box(selected or communes), others=others, selected=selected)


def _features(collection: bytes) -> list[dict]:
    return json.loads(collection)["features"]


def _rings(feature: dict) -> list[Ring]:
    geometry = feature["geometry"]
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [ring for polygon in polygons for ring in polygon]


def _box(features: list[dict]) -> tuple[float, float, float, float]:
    """West, south, east, north, with a margin of a tenth."""
    points = [point for feature in features for ring in _rings(feature) for point in ring]
    longitudes, latitudes = zip(*points, strict=True) if points else ((-5.0, 9.6), (41.3, 51.1))
    east, north = max(longitudes), max(latitudes)
    west, south = min(longitudes), min(latitudes)
    return west - (east - west) / 10, south - (north - south) / 10, east + (east - west) / 10, north + (north - south) / 10


def _drawn(box: tuple[float, float, float, float], **layers: list[dict]) -> Drawing:
    """One scale for all; longitudes shrink with the cosine of the latitude, as on any local map."""
    west, south, east, north = box
    shrink = cos(radians((south + north) / 2))
    scale = SIZE / max((east - west) * shrink, north - south)

    def path(feature: dict) -> str:
        return "".join(
            f"M{' '.join(f'{round((x - west) * shrink * scale)},{round((north - y) * scale)}' for x, y in ring)}Z"
            for ring in _rings(feature)
        )

    inside = {name: tuple(path(feature) for feature in features if _near(feature, box)) for name, features in layers.items()}
    viewbox = f"0 0 {round((east - west) * shrink * scale)} {round((north - south) * scale)}"
    return Drawing(inside.get("ground", ()), inside.get("others", ()), inside.get("selected", ()), viewbox)


def _near(feature: dict, box: tuple[float, float, float, float]) -> bool:
    west, south, east, north = box
    return any(west <= x <= east and south <= y <= north for ring in _rings(feature) for x, y in ring)
