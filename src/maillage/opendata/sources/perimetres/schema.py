"""Columns of the lists of perimeters as people name them, and the words of their stages."""

import re

from maillage.kernel.folding import folded

COLUMNS = {
    "code": ("code_commune", "code_insee", "insee", "codgeo", "depcom", "commune"),
    "cpts": ("cpts", "nom_cpts", "nom de la cpts", "libelle_cpts", "denomination_cpts"),
    "stade": ("stade", "statut", "maturite", "etat", "avancement"),
    "depuis": ("date", "depuis", "date_stade", "signe_le"),
}
PROPERTIES = COLUMNS | {"cpts": (*COLUMNS["cpts"], "nom", "name", "libelle", "denomination")}
"""Of a polygon: its name is then its own, not that of a commune."""
OPTIONAL = ("stade", "depuis")
WANTED = (COLUMNS["code"], COLUMNS["cpts"])
LETTRE, PROJET, ACI = "lettre_intention", "projet_valide", "aci_signe"
_STAGES = (
    (
        ACI,
        r"\baci\b.*sign|sign.*\baci\b|^aci$|conventionn|contrat signe|^signee?s?$|contractualis|en fonctionnement|^operationnelle?s?$",
    ),
    (PROJET, r"projet.*valid|valid.*projet|^ps valide|^projet(?: de sante)?$|^projet depose et valide"),
    (LETTRE, r"lettre|intention|^li$|^en emergence|^emergente?s?$"),
)


def stage_of(text: str | None) -> str | None:
    """None when the words say none of the three stages.

    >>> stage_of("ACI signé"), stage_of("Projet de santé validé"), stage_of("LI"), stage_of("à revoir")
    ('aci_signe', 'projet_valide', 'lettre_intention', None)
    """
    words = folded(text or "")
    return next((stage for stage, pattern in _STAGES if re.search(pattern, words)), None)
