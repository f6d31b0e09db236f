"""/api/v1/observatoire/: coverage of places, CPTS, zones blanches with their solutions, plans, quality."""

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router

from maillage.api.envelope import Answer, Refusal, of_coverage
from maillage.api.geojson import OUTLINE, feature
from maillage.api.schemas import observatoire as shapes
from maillage.api.views_json import attendu, cpts_line, row, vue, zone_line
from maillage.results import observatoire as results
from maillage.results import territoires
from maillage.results.couverture import Coverage
from maillage.results.couverture.places import level_rows_in, place_of
from maillage.results.couverture.reading import NOT_LOADED
from maillage.results.couverture.zones import as_json as zone_json
from maillage.results.observatoire import plans
from maillage.results.territoires.words import typed

router = Router(tags=["Observatoire"])
ERRORS = {400: Refusal, 404: Refusal, 414: None, 429: Refusal, 431: None, 503: Refusal}
Niveau = Literal["france", "region", "departement", "epci", "commune"]
Stade = Literal["aci_signe", "projet_valide", "lettre_intention", "stade_inconnu"]
LE = Query(None, description="Jour passé (AAAA-MM-JJ) dont on veut les périmètres et l'accord ; aujourd'hui sinon.")
REGION = Query("", max_length=3, description="Code d'une région : 76.")
DEPARTEMENT = Query("", max_length=3, description="Code d'un département : 09.")
STADE = Query(None, description="Un seul stade.")
Day = date | None


def _coverage(le: Day) -> Coverage:
    coverage = results.at(timezone.localdate(), le)
    if coverage.is_empty:
        raise results.NotLoaded(typed(NOT_LOADED))
    return coverage


@router.get(
    "/territoires/{niveau}/{code}",
    response={200: Answer[shapes.Vue], **ERRORS},
    summary="Tout ce que l'observatoire dit d'un lieu",
)
def place(request: HttpRequest, niveau: Literal["france", "region", "departement"], code: str, le: Day = LE) -> Any:
    """Couverture, communes sans CPTS, tailles, historique, montants par mission avec leur preuve. France : /territoires/france/france."""
    coverage = _coverage(le)
    return of_coverage(coverage, vue(results.view(coverage, niveau, code.upper())))


@router.get(
    "/couverture/{niveau}",
    response={200: Answer[list[shapes.Couverture]], **ERRORS},
    summary="Couverture de chaque lieu d'un niveau",
)
def coverage_of_level(
    request: HttpRequest, niveau: Niveau, region: str = REGION, departement: str = DEPARTEMENT, le: Day = LE
) -> Any:
    """Population et communes par stade. Pour les communes, donnez une région ou un département."""
    coverage = _coverage(le)
    if niveau == "commune" and not (region or departement):
        raise results.Unreadable(
            "Pour les communes, donnez region ou departement ; toute la France est dans /observatoire/donnees/communes.csv."
        )
    inside = place_of("departement", departement) if departement else place_of("region", region) if region else None
    return of_coverage(coverage, [row(one) for one in level_rows_in(coverage, niveau, inside)])


@router.get(
    "/historique/{niveau}/{code}",
    response={200: Answer[list[shapes.Jour]], **ERRORS},
    summary="Population couverte dans le temps",
)
def history(request: HttpRequest, niveau: Literal["france", "region", "departement"], code: str) -> Any:
    """Un point par trimestre, par stade ; vide quand les périmètres n'ont pas de dates."""
    coverage = _coverage(None)
    return of_coverage(coverage, vue(results.view(coverage, niveau, code.upper()))["historique"])


@router.get(
    "/montants/{niveau}/{code}",
    response={200: Answer[shapes.Attendu], **ERRORS},
    summary="Ce que l'accord paie en une année, par mission",
)
def amounts(
    request: HttpRequest,
    niveau: Literal["france", "region", "departement"],
    code: str,
    toutes: bool = Query(False, description="Compter toutes les CPTS, comme si toutes avaient signé."),
    le: Day = LE,
) -> Any:
    """Sommes des CPTS dont la plupart des habitants vivent là, sous l'hypothèse dite, avec le degré de preuve de chaque somme."""
    coverage = _coverage(le)
    view = results.view(coverage, niveau, code.upper())
    return of_coverage(coverage, attendu(view.every if toutes else view.signed))


@router.get("/cpts", response={200: Answer[shapes.CptsPage], **ERRORS}, summary="Liste des CPTS")
def cpts_list(
    request: HttpRequest,
    q: str = Query("", max_length=80, description="Mots du nom."),
    stade: Stade | None = STADE,
    region: str = REGION,
    departement: str = DEPARTEMENT,
    page: int = Query(1, ge=1, le=10_000),
    par_page: int = Query(100, ge=1, le=500),
    le: Day = LE,
) -> Any:
    """Par nom, par stade, par région ou par département touché."""
    coverage = _coverage(le)
    for level, code in (("region", region), ("departement", departement)):
        if code:
            results.territory(level, code)
    found = results.cpts_named(coverage, q) if q.strip() else results.all_cpts(coverage)
    kept = [
        one
        for one in found
        if (not stade or one.stage == stade)
        and (not region or one.region == region)
        and (not departement or departement.upper() in one.departements)
    ]
    lines = [cpts_line(one) for one in kept[(page - 1) * par_page : page * par_page]]
    pages = max(1, -(-len(kept) // par_page))
    return of_coverage(coverage, {"total": len(kept), "page": page, "pages": pages, "cpts": lines})


@router.get("/cpts/{cpts}", response={200: Answer[shapes.Cpts], **ERRORS}, summary="Une CPTS")
def cpts(request: HttpRequest, cpts: str, le: Day = LE) -> Any:
    """Périmètre, stade, taille, montant d'une année, voisines."""
    coverage = _coverage(le)
    return of_coverage(coverage, coverage.cpts(cpts).as_json())


@router.get("/cpts/{cpts}/signaux", response={200: Answer[dict[str, Any]], **ERRORS}, summary="Signaux de fragilité d'une CPTS")
def signals(request: HttpRequest, cpts: str, le: Day = LE) -> Any:
    """Chaque signal avec son seuil et ce qui est vu ; aucun score."""
    coverage = _coverage(le)
    return of_coverage(coverage, results.fragility_of(coverage, coverage.cpts(cpts).id).as_json())


@router.get("/cpts/{cpts}/contour", response=ERRORS, openapi_extra=OUTLINE, summary="Contour d'une CPTS")
def cpts_outline(request: HttpRequest, cpts: str, le: Day = LE) -> HttpResponse:
    """GeoJSON, WGS 84, contour simplifié."""
    coverage = _coverage(le)
    one = coverage.cpts(cpts)
    told = cpts_line(one) | {"fictif": one.fictitious}
    return feature(territoires.selection_outline(one.codes), told)


@router.get("/zones-blanches", response={200: Answer[list[shapes.ZoneBreve]], **ERRORS}, summary="Zones blanches")
def zones(request: HttpRequest, region: str = REGION, departement: str = DEPARTEMENT, le: Day = LE) -> Any:
    """De la plus peuplée à la moins peuplée ; une zone qui déborde du département est donnée entière."""
    coverage = _coverage(le)
    level, code = ("departement", departement) if departement else ("region", region) if region else ("france", "france")
    return of_coverage(coverage, [zone_line(zone) for zone in results.view(coverage, level, code.upper() or "france").zones])


@router.get(
    "/zones-blanches/{zone}", response={200: Answer[shapes.Zone], **ERRORS}, summary="Une zone blanche et ses solutions"
)
def zone(request: HttpRequest, zone: str, le: Day = LE) -> Any:
    """Communes, offre, voisines, et les trois solutions avec leurs effets sur la population, la taille et le montant."""
    coverage = _coverage(le)
    return of_coverage(coverage, zone_json(_zone(coverage, zone)))


@router.get("/zones-blanches/{zone}/contour", response=ERRORS, openapi_extra=OUTLINE, summary="Contour d'une zone blanche")
def zone_outline(request: HttpRequest, zone: str, le: Day = LE) -> HttpResponse:
    """GeoJSON, WGS 84, contour simplifié."""
    coverage = _coverage(le)
    found = _zone(coverage, zone)
    return feature(territoires.selection_outline(found.codes), zone_line(found) | {"fictif": coverage.fictitious})


def _zone(coverage: Coverage, key: str) -> Any:
    found = results.zone_of(coverage, key)
    if found is None:
        raise results.UnknownTerritory(f"« {key[:40]} » n'est pas une zone blanche : elle est peut-être couverte depuis.")
    return found


@router.get(
    "/regions/{code}/plan", response={200: Answer[dict[str, Any]], **ERRORS}, summary="Un plan qui couvre toute une région"
)
def region_plan(request: HttpRequest, code: str, le: Day = LE) -> Any:
    """Le moins de changements de taille, puis les territoires les plus compacts ; les règles sont dites dans la réponse."""
    coverage = _coverage(le)
    return of_coverage(coverage, plans.proposed(coverage, results.territory("region", code).code).as_json())


@router.get("/plan-100", response={200: Answer[dict[str, Any]], **ERRORS}, summary="Le plan 100 % CPTS")
def plan_100(request: HttpRequest, le: Day = LE) -> Any:
    """Ses actions, leur état dans cette instance, ses deux indicateurs."""
    coverage = results.at(timezone.localdate(), le)
    return of_coverage(coverage, coverage.plan_100().as_json())


@router.get("/qualite", response={200: Answer[dict[str, Any]], **ERRORS}, summary="Qualité des périmètres")
def quality(request: HttpRequest) -> Any:
    """Ce qui est faux ou douteux dans les périmètres chargés, ligne par ligne."""
    coverage = _coverage(None)
    return of_coverage(coverage, results.quality_of(coverage).as_json())
