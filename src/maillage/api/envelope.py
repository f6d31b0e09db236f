"""The envelope of every answer: what was asked, and from which data, on which day, under which licence it was computed."""

from datetime import date
from typing import Any, Generic, TypeVar

from django.conf import settings
from ninja import Field, Schema

from maillage.results import territoires
from maillage.results.couverture import Coverage
from maillage.results.observatoire.dictionary import LICENCE, LICENCE_URL

T = TypeVar("T")
INSEE = "Insee, populations légales 2023 ; code officiel géographique"


class Meta(Schema):
    """Provenance of an answer."""

    source: str = Field(description="Qui a publié les données de départ.")
    fictif: bool = Field(description="Vrai quand les données sont inventées pour la démonstration : aucun chiffre n'est réel.")
    le: date = Field(description="Jour dont l'accord et les périmètres sont ceux de la réponse.")
    licence: str
    licence_url: str
    version: str = Field(description="Version de Maillage.")
    empreinte: str = Field(description="Identifie les données : change quand une table change.")


class Answer(Schema, Generic[T]):
    """`donnees` is the answer itself."""

    meta: Meta
    donnees: T


class Refusal(Schema):
    """Body of every error."""

    erreur: str = Field(description="Ce qui ne va pas, et quoi faire, en une phrase.")


def wrapped(data: Any, *, source: str, fictitious: bool, day: date) -> dict[str, Any]:
    return {
        "meta": {
            "source": source,
            "fictif": fictitious,
            "le": day,
            "licence": LICENCE,
            "licence_url": LICENCE_URL,
            "version": settings.MAILLAGE_VERSION,
            "empreinte": territoires.stamp(),
        },
        "donnees": data,
    }


def of_coverage(coverage: Coverage, data: Any) -> dict[str, Any]:
    return wrapped(data, source=f"{coverage.source} ; {INSEE}", fictitious=coverage.fictitious, day=coverage.today)


def of_insee(data: Any, day: date) -> dict[str, Any]:
    return wrapped(data, source=INSEE, fictitious=False, day=day)
