"""Sentences of the contract that come from the law, with the shares it gives on a day."""

from collections.abc import Iterator
from datetime import date

from maillage.kernel.french import euros, percent
from maillage.law import reader
from maillage.law.errors import LawError

NOT_ESTABLISHED = "non établi"
COMMITMENTS = (
    "La communauté emploie les sommes aux missions du contrat et les suit à part.",
    "Elle transmet chaque année son rapport d'activité et ses comptes.",
    "Elle signale sans attendre un changement de statuts, de territoire, de représentant ou de compte bancaire.",
    "La caisse verse les sommes dues et donne les données utiles au suivi des indicateurs.",
    "L'agence accompagne la communauté et veille à la cohérence avec les communautés voisines.",
    "Chacun protège les données personnelles qu'il reçoit ; aucune donnée de santé nominative n'est échangée.",
)


def amount(cents: int | None) -> str:
    """Euros to the cent, or « non établi »."""
    return NOT_ESTABLISHED if cents is None else euros(cents)


def payment_sentences(day: date) -> list[str]:
    """How the money arrives; a share that the law does not give stays between brackets."""
    return list(_payments(day))


def _payments(day: date) -> Iterator[str]:
    at_signature = _share("aci/paiement/fonctionnement_a_la_signature", day)
    advance = _share("aci/paiement/avance_fonctionnement", day)
    mission = _share("aci/paiement/avance_mission", day)
    yield (
        f"Fonctionnement : {at_signature} de la première année à la signature, dossier complet ; ensuite {advance} de l'année à "
        "chaque anniversaire du contrat, puis le solde."
    )
    yield (
        f"Volet fixe d'une mission : {mission} à son démarrage, au prorata du temps qui reste jusqu'à l'anniversaire ; puis, à chaque "
        f"anniversaire, le solde de l'année écoulée et {mission} de la suivante."
    )
    yield "Volet variable : après le dialogue de gestion, selon les paliers atteints. Les sommes sont versées au compte de l'association."


def _share(path: str, day: date) -> str:
    try:
        value = reader.load().at(path, day).require().value
    except LawError:
        return "[part à compléter]"
    return percent(float(value or 0), 0)
