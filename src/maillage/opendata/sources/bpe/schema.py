"""Columns of the base and the kinds of equipment of health, whose codes changed for the professions in 2024."""

COLUMNS = {
    "annee": ("AN",),
    "code": ("DEPCOM",),
    "type": ("TYPEQU",),
    "nombre": ("NB_EQUIP",),
    "lon": ("LONGITUDE",),
    "lat": ("LATITUDE",),
    "qualite": ("QUALITE_GEOLOC",),
    "nom": ("NOMRS",),
    "siret": ("SIRET",),
}
OPTIONAL = ("annee", "nombre", "lon", "lat", "qualite", "nom", "siret")
HEALTH = "D"
RANDOM_POINT = "33"
"""Quality of a point drawn at random in its commune: no place at all."""
KINDS = {
    "D101": "hopital_court_sejour",
    "D102": "soins_de_suite",
    "D103": "long_sejour",
    "D104": "psychiatrie",
    "D106": "urgences",
    "D107": "maternite",
    "D108": "centre_de_sante",
    "D109": "psychiatrie_ambulatoire",
    "D111": "dialyse",
    "D112": "had",
    "D113": "msp",
    "D201": "medecin_generaliste",
    "D221": "chirurgien_dentiste",
    "D231": "sage_femme",
    "D232": "infirmier",
    "D233": "kinesitherapeute",
    "D235": "orthophoniste",
    "D236": "orthoptiste",
    "D237": "pedicure_podologue",
    "D243": "psychologue",
    "D250": "psychologue",
    "D265": "medecin_generaliste",
    "D277": "chirurgien_dentiste",
    "D278": "sage_femme",
    "D279": "kinesitherapeute",
    "D280": "pedicure_podologue",
    "D281": "infirmier",
    "D301": "pharmacie",
    "D302": "laboratoire",
    "D307": "pharmacie",
    "D401": "hebergement_personnes_agees",
    "D402": "ssiad",
}
POINTS = {"D106": ("urgences", "Service d'urgences"), "D107": ("maternite", "Maternité")}
"""What FINESS does not tell by its categories: these go, with their points, among the establishments."""
