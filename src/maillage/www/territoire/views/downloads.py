"""The selection as files that other tools read: CSV for spreadsheets, GeoJSON for maps."""

import csv
import io
import json

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from maillage.facts.territory import Commune, Territory
from maillage.results import territoires
from maillage.www.shared.costly import costly
from maillage.www.territoire.views.rendering import HtmxRequest, refuse
from maillage.www.territoire.visit import Refused, read

HEADINGS = ("code", "commune", "departement", "epci", "epci_nom", "population_municipale", "habitants_65_ans_et_plus")


@require_safe
def csv_list(request: HtmxRequest) -> HttpResponse:
    """Semicolons and a byte-order mark: what French spreadsheets open without asking."""
    try:
        territory = _selected(request)
    except Refused as refused:
        return refuse(request, refused)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    names = {part.code: part.name for part in territory.epcis}
    writer.writerow(HEADINGS)
    writer.writerows(_cells(commune, names) for commune in territory.communes)
    return _file("\ufeff" + text.getvalue(), "text/csv; charset=utf-8", "communes.csv")


@require_safe
@costly
def geojson(request: HtmxRequest) -> HttpResponse:
    """The outlines of the selected communes, WGS 84."""
    try:
        territory = _selected(request)
    except Refused as refused:
        return refuse(request, refused)
    collection = {"type": "FeatureCollection", "features": _features(territory)}
    return _file(json.dumps(collection, ensure_ascii=False, separators=(",", ":")), "application/geo+json", "communes.geojson")


def _selected(request: HtmxRequest) -> Territory:
    visit = read(request.GET)
    if not visit.address.codes:
        raise Refused("Aucune commune n’est sélectionnée : choisissez-en au moins une avant de télécharger.")
    return territoires.describe(visit.address.codes)


def _cells(commune: Commune, names: dict[str, str]) -> tuple[object, ...]:
    numbers = ("" if value is None else value for value in (commune.population, commune.seniors))
    return (commune.code, commune.name, commune.departement, commune.epci, names.get(commune.epci, ""), *numbers)


def _features(territory: Territory) -> list[dict[str, object]]:
    wanted = set(territory.codes)
    outlines = (json.loads(territoires.outlines(part.code))["features"] for part in territory.departements)
    return [feature for features in outlines for feature in features if feature["properties"]["code"] in wanted]


def _file(content: str, content_type: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})
