"""The diagnosis as data for other tools: CSV, one line an indicator and a place; GeoJSON, one feature a commune."""

import csv
import io
import json
from collections.abc import Iterator
from decimal import Decimal

from maillage.documents.shared.diagnostic import Order
from maillage.results import territoires
from maillage.results.diagnostic import REFERENCES, Diagnosis, IndicatorView, Measured
from maillage.results.lecture.maps import mapped

HEADINGS = (
    "section", "indicateur", "titre", "unite", "territoire", "code", "valeur", "numerateur", "denominateur", "millesime",
    "niveau", "source", "communes_couvertes", "communes", "masque", "raison", "fictif",
)  # fmt: skip
_DECIMALS = 6


def to_csv(diagnosis: Diagnosis, order: Order) -> bytes:
    """Semicolons, decimal commas and a byte-order mark: what French spreadsheets open without asking."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADINGS)
    names = {commune.code: commune.name for commune in diagnosis.territory.communes}
    for section in diagnosis.sections:
        if section.key in order.sections:
            for view in section.indicators:
                writer.writerows(_lines(section.key, view, diagnosis, order, names))
    return ("\ufeff" + text.getvalue()).encode()


def _lines(
    section: str, view: IndicatorView, diagnosis: Diagnosis, order: Order, names: dict[str, str]
) -> Iterator[tuple[object, ...]]:
    definition = view.definition
    start = (section, view.key, definition.title, definition.unit)
    places = [(order.title, "", view.measured)]
    places += [(diagnosis.references[k].name, diagnosis.references[k].code, view.comparisons[k])
               for k in REFERENCES if k in view.comparisons and k in diagnosis.references]  # fmt: skip
    places += [(names[code], code, one) for code, one in view.by_commune.items() if code in names]
    for name, code, one in places:
        yield (*start, name, code, *_cells(one, view.missing))


def _cells(one: Measured, missing: str) -> tuple[object, ...]:
    numbers = tuple(_plain(value) for value in (one.value, one.numerator, one.denominator))
    reason = missing or one.reason
    marks = (_yes(one.suppressed), reason, _yes(one.fictitious))
    return (*numbers, one.vintage, one.level, one.source, one.covered, one.total, *marks)


def _yes(said: bool) -> str:
    return "oui" if said else ""


def _plain(value: Decimal | None) -> str:
    """With the decimals that a division deserves, and no zero at the end."""
    return "" if value is None else f"{round(value, _DECIMALS).normalize():f}".replace(".", ",")


def to_geojson(diagnosis: Diagnosis, order: Order) -> bytes:
    """Outlines in WGS 84; each indicator by commune is a property, null when hidden or unknown; `indicateurs` says what they are."""
    views = mapped(diagnosis, order.sections)
    collection = {
        "type": "FeatureCollection",
        "fictif": diagnosis.fictitious,
        "indicateurs": {view.key: _told(view) for view in views},
        "features": [_feature(feature, views) for feature in _outlines(diagnosis)],
    }
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()


def _outlines(diagnosis: Diagnosis) -> Iterator[dict]:
    wanted = set(diagnosis.territory.codes)
    for part in diagnosis.territory.departements:
        for feature in json.loads(territoires.outlines(part.code))["features"]:
            if feature["properties"]["code"] in wanted:
                yield feature


def _feature(feature: dict, views: list[IndicatorView]) -> dict:
    code = feature["properties"]["code"]
    measured = {view.key: view.by_commune.get(code) for view in views}
    values = {key: None if one is None or one.value is None else float(one.value) for key, one in measured.items()}
    return {**feature, "properties": feature["properties"] | values}


def _told(view: IndicatorView) -> dict[str, object]:
    one = view.measured
    told = {"titre": view.definition.title, "unite": view.definition.unit, "source": one.source, "millesime": one.vintage}
    return {**told, "fictif": one.fictitious}
