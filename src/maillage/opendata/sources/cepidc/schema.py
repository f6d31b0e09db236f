"""Columns of the file, its totals, and our key for each chapter of causes."""

import re

from maillage.opendata.sources.indicators import slug

COLUMNS = {
    "annee": ("annee", "année", "Année"),
    "code": ("departement", "département", "Code département"),
    "sexe": ("sexe",),
    "cause": ("cause", "Cause de décès"),
    "valeur": ("valeur", "taux standardisé"),
    "mesure": ("indicateur",),
}
OPTIONAL = ("annee", "mesure")
INDICATORS = {
    "tous sexes": "mortalite_standardisee",
    "tout sexe": "mortalite_standardisee",
    "hommes": "mortalite_standardisee_hommes",
    "femmes": "mortalite_standardisee_femmes",
}
"""Men and women are apart: a rate of both sexes is never the sum of two."""
STANDARDISED = "standardise"
ALL_CAUSES = "toutes_causes"
_CHAPTERS = {
    "toutes_causes": ALL_CAUSES,
    "maladies_infectieuses": "infectieuses",
    "tumeurs": "tumeurs",
    "maladies_du_sang": "sang",
    "maladies_endocriniennes": "endocrinien",
    "troubles_mentaux": "troubles_mentaux",
    "maladies_du_systeme_nerveux": "systeme_nerveux",
    "maladies_de_l_appareil_circulatoire": "circulatoire",
    "maladies_de_l_appareil_respiratoire": "respiratoire",
    "maladies_de_l_appareil_digestif": "digestif",
    "maladies_de_la_peau": "peau",
    "maladies_du_systeme_osteo": "osteo_articulaire",
    "maladies_de_l_appareil_genito": "genito_urinaire",
    "complications_de_grossesse": "grossesse",
    "certaines_affections_dont_l_origine": "perinatal",
    "malformations": "malformations",
    "symptomes": "mal_definies",
    "causes_externes": "causes_externes",
    "covid_19": "covid_19",
}
_NUMBER = re.compile(r"^\s*\d+\s*[.)]\s*")


def cause_of(label: str) -> str:
    """Without its number (the order changes); a chapter that we do not know keeps its words."""
    words = slug(_NUMBER.sub("", label))
    return next((key for start, key in _CHAPTERS.items() if words.startswith(start)), words)
