"""The list of zones blanches, and the page of one with its solutions."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from maillage.results import observatoire
from maillage.results.couverture.amounts import HYPOTHESIS
from maillage.www.observatoire.address import Asked
from maillage.www.observatoire.presenters import maps, zones
from maillage.www.observatoire.views.rendering import answer
from maillage.www.shared import formats

PER_PAGE = 30


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Of France, of one région or of one département, most peopled first."""
    asked = Asked.read(request)
    level = next((level for level in ("departement", "region") if request.GET.get(level)), "france")
    code = request.GET.get(level, "france").strip().upper() if level != "france" else "france"
    try:
        view = observatoire.view(asked.coverage, level, code)
    except observatoire.UnknownTerritory as error:
        raise Http404(str(error)) from None
    page = Paginator(view.zones, PER_PAGE).get_page(request.GET.get("page"))
    place = view.place
    return answer(
        request,
        "observatoire/zones_liste.html",
        asked,
        "zones",
        place=place if level != "france" else None,
        place_href=asked.place(place.level, place.code),
        regions=[(row.code, row.name) for row in observatoire.view(asked.coverage, "france", "france").children],
        count=formats.plural(len(view.zones), "zone blanche", "zones blanches"),
        population=formats.plural(view.row.uncovered, "habitant"),
        page=page,
        cards=[zones.card(zone, asked, view if level != "france" else None) for zone in page.object_list],
    )


@require_safe
def page(request: HttpRequest, key: str) -> HttpResponse:
    asked = Asked.read(request)
    coverage = asked.coverage
    zone = observatoire.zone_of(coverage, key)
    if zone is None:
        raise Http404(f"« {key[:40]} » n'est pas une zone blanche : elle est peut-être couverte depuis.")
    region = observatoire.territory("region", zone.region)
    return answer(
        request,
        "observatoire/zone.html",
        asked,
        "zones",
        zone=zones.page(zone, asked),
        map=maps.build(observatoire.zone_map(coverage, zone.codes), asked),
        crumbs=[("Zones blanches", asked.link("zones")), (region.name, asked.link("zones", region=region.code))],
        hypothesis=formats.typed(HYPOTHESIS),
    )
