"""/api/v1/territoires/: find a place, describe any set of communes, take its outline."""

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router

from maillage.api.envelope import Answer, Refusal, of_insee
from maillage.api.geojson import OUTLINE, feature
from maillage.api.schemas.territoires import Lieu, TerritoireDecrit
from maillage.facts import selection
from maillage.results import territoires
from maillage.results.tailles import size_of
from maillage.results.territory_json import as_json

router = Router(tags=["Territoires"])
Niveau = Literal["commune", "epci", "departement", "region"]
ERRORS = {400: Refusal, 404: Refusal, 414: None, 429: Refusal, 431: None, 503: Refusal}
_CODES = "Codes Insee séparés par des virgules, actuels ou anciens : 84007,84031."


@router.get("/recherche", response={200: Answer[list[Lieu]], **ERRORS}, summary="Chercher un lieu")
def search(
    request: HttpRequest,
    q: str = Query(..., min_length=1, max_length=80, description="Nom, code Insee ou code postal, tel qu'on l'écrit."),
    limite: int = Query(20, ge=1, le=50, description="Nombre de réponses."),
) -> Any:
    """Communes, arrondissements, EPCI, départements et régions ; accents, casse et articles ne comptent pas."""
    hits = territoires.search(q, limite)
    told = [
        {
            "type": h.kind,
            "code": h.code,
            "nom": h.name,
            "contexte": h.context,
            "population": h.population,
            "communes": h.communes,
        }
        for h in hits
    ]
    return of_insee(told, timezone.localdate())


@router.get("/selection", response={200: Answer[TerritoireDecrit], **ERRORS}, summary="Décrire un ensemble de communes")
def described(
    request: HttpRequest,
    communes: str = Query("", max_length=60_000, description=_CODES),
    s: str = Query("", max_length=60_000, description="La même sélection en forme courte, comme dans les adresses du site."),
) -> Any:
    """Population par année, taille, âges, EPCI, départements, morceaux et trous. Un code disparu est traduit, et c'est dit."""
    return _described(_given(communes, s))


@router.get("/selection/contour", response=ERRORS, openapi_extra=OUTLINE, summary="Contour d'un ensemble de communes")
def selection_outline(
    request: HttpRequest,
    communes: str = Query("", max_length=60_000, description=_CODES),
    s: str = Query("", max_length=60_000, description="Forme courte."),
) -> HttpResponse:
    """GeoJSON, WGS 84, communes fondues en un seul contour simplifié."""
    codes = territoires.resolve(_given(communes, s)).codes
    return feature(territoires.selection_outline(codes), {"codes": list(codes)})


@router.get("/{niveau}/{code}", response={200: Answer[TerritoireDecrit], **ERRORS}, summary="Décrire un lieu")
def place(
    request: HttpRequest,
    niveau: Niveau,
    code: str = Path(..., description="Code Insee, ou SIREN d'un EPCI."),
) -> Any:
    """Une commune, un EPCI, un département ou une région, comme un ensemble de communes."""
    return _described(_members(niveau, code))


@router.get("/{niveau}/{code}/contour", response=ERRORS, openapi_extra=OUTLINE, summary="Contour d'un lieu")
def place_outline(request: HttpRequest, niveau: Niveau, code: str) -> HttpResponse:
    """GeoJSON, WGS 84, contour simplifié."""
    codes = territoires.resolve(_members(niveau, code)).codes
    return feature(territoires.selection_outline(codes), {"niveau": niveau, "code": code, "codes": list(codes)})


def _members(niveau: str, code: str) -> tuple[str, ...]:
    if niveau != "commune":
        return territoires.members(niveau, code)
    resolution = territoires.resolve([code])
    if not resolution.codes:
        raise territoires.UnknownPlace(resolution.refusals[0].sentence)
    return (code,)


def _given(communes: str, compact: str) -> tuple[str, ...]:
    codes = selection.capped(selection.listed(communes) + selection.decode(compact))
    if not codes:
        raise selection.InvalidSelection("Donnez au moins une commune : communes=84007,84031.")
    return codes


def _described(codes: tuple[str, ...]) -> dict[str, Any]:
    today = timezone.localdate()
    territory, refusals = territoires.describe(codes), territoires.resolve(codes).refusals
    remarks = [remark for remark in territory.remarks if remark.code != "refus"]
    told = as_json(territory, size_of(territory, today), remarks, [{"donne": r.given, "raison": r.sentence} for r in refusals])
    return of_insee(told | {"selection": selection.encode(territory.codes) if territory.codes else ""}, today)
