"""Le calendrier de déploiement : au plus tard quand démarrer, au plus tard quand être déployé.

Le calendrier est celui du texte en vigueur à la signature du contrat.
"""

from maillage.rules.engine.helpers import add_months
from maillage.rules.engine.rule import Calcul, Nombre, Rule


class date_limite_de_demarrage(Rule):
    """La mission démarre au plus tard tant de mois après la signature ; les missions complémentaires, librement."""

    label = "Démarrage au plus tard : {mission}"
    cites = "ACI, annexe calendrier"
    unit = "jour"

    def formula_2019_08_25(c: Calcul, mission: str) -> Nombre:
        return _date_limite(c, mission, "demarrage_au_plus_tard")


class date_limite_de_deploiement(Rule):
    """La mission est déployée au plus tard tant de mois après la signature."""

    label = "Déploiement au plus tard : {mission}"
    cites = "ACI, annexe calendrier"
    unit = "jour"

    def formula_2019_08_25(c: Calcul, mission: str) -> Nombre:
        return _date_limite(c, mission, "deploiement_au_plus_tard")


LIBRE = 0
"""Ordinal d'aucun jour : la mission n'a pas de date limite."""


def _date_limite(c: Calcul, mission: str, limite: str) -> Nombre:
    signature = c.fact("signe_le")
    mois = c.param(f"aci/calendrier/{limite}", on=signature, mission=mission)
    return LIBRE if mois == "libre" else add_months(signature, mois)
