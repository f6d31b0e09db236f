"""Fields of the layouts of FINESS, and what its categories are for us."""

STRUCTURE = (
    "type",
    "nofinesset",
    "nofinessej",
    "rs",
    "rslongue",
    "complrs",
    "compldistrib",
    "numvoie",
    "typvoie",
    "voie",
    "compvoie",
    "lieuditbp",
    "commune",
    "departement",
    "libdepartement",
    "ligneacheminement",
    "telephone",
    "telecopie",
    "categetab",
    "libcategetab",
    "categagretab",
    "libcategagretab",
    "siret",
    "codeape",
    "codemft",
    "libmft",
    "codesph",
    "libsph",
    "dateouv",
    "dateautor",
    "datemaj",
    "numuai",
)
"""Fields of a `structureet` line of the historical file, in their order."""
POINT = ("type", "nofinesset", "coordxet", "coordyet", "sourcecoordet", "datemaj")

HEADED = {
    "finess": ("numero_finess_etablissement", "nofinesset", "num_finess_et", "finess_et", "nofiness", "finess"),
    "finess_ej": ("numero finess etablissement juridique", "nofinessej", "num_finess_ej", "finess_ej", "ej_finess"),
    "nom": ("raison_sociale", "rs", "raison_sociale_et"),
    "categorie": ("categetab", "categ_code", "categorie_code"),
    "libelle": ("libcategetab", "libelle_categorie", "categ_lib", "categorie"),
    "insee": ("code_insee", "com_code", "codeinsee"),
    "commune": ("code_commune", "commune"),
    "departement": ("departement", "dep_code"),
    "ligneacheminement": ("ligneacheminement",),
    "siret": ("siret",),
    "dateouv": ("dateouv", "date_ouverture"),
    "fermeture": ("datefermeture", "typefermeture", "date_fermeture"),
    "etat": ("etat",),
    "x": ("coordxet",),
    "y": ("coordyet",),
    "crs": ("sourcecoordet",),
    "lon": ("longitude", "geoloc_4326_long"),
    "lat": ("latitude", "geoloc_4326_lat"),
    "urgences": ("san_urg",),
}
"""Columns of the layouts that have a header; the first name is the most frequent."""
HEADED_WANTED = (HEADED["finess"], HEADED["categorie"])
REQUIRED = ("finess", "nom", "categorie")

ACTIVITIES = {
    "finess": ("nofinesset",),
    "activite": ("libactivite",),
    "modalite": ("libmodalite",),
}
"""The register of authorised care, which alone says who has an emergency department or a maternity."""
ACTIVITIES_WANTED = ("nofinesset", "libactivite", "libmodalite")

_FAMILLES = {
    "cpts": ("604",),
    "msp": ("603",),
    "centre_de_sante": ("124", "125", "130", "439"),
    "ehpad": ("500",),
    "ssiad": ("354", "209"),
    "hopital": ("101", "106", "109", "114", "122", "128", "129", "131", "292", "355", "362", "365"),
    "had": ("127",),
    "pharmacie": ("620", "628"),
    "laboratoire": ("611", "612"),
}
FAMILLE_OF = {code: famille for famille, codes in _FAMILLES.items() for code in codes}
OTHER = "autre"

LABELS = {
    "101": "Centre hospitalier régional",
    "106": "Centre hospitalier, ex-hôpital local",
    "109": "Établissement de santé privé de soins de suite et de réadaptation",
    "114": "Hôpital des armées",
    "122": "Établissement de soins obstétriques et chirurgico-gynécologiques",
    "124": "Centre de santé",
    "127": "Hospitalisation à domicile",
    "128": "Établissement de soins chirurgicaux",
    "129": "Établissement de soins médicaux",
    "131": "Centre de lutte contre le cancer",
    "156": "Centre médico-psychologique",
    "178": "Centre d'accueil et de réduction des risques pour usagers de drogues",
    "197": "Centre de soins, d'accompagnement et de prévention en addictologie",
    "202": "Résidence autonomie",
    "207": "Centre de jour pour personnes âgées",
    "209": "Service autonomie aide et soins à domicile",
    "223": "Protection maternelle et infantile",
    "292": "Centre hospitalier spécialisé en santé mentale",
    "354": "Service de soins infirmiers à domicile",
    "355": "Centre hospitalier",
    "362": "Établissement de soins de longue durée",
    "365": "Établissement de soins pluridisciplinaire",
    "460": "Service autonomie aide à domicile",
    "500": "Établissement d'hébergement pour personnes âgées dépendantes",
    "501": "Hébergement pour personnes âgées avec crédits d'assurance maladie",
    "502": "Hébergement pour personnes âgées sans crédits d'assurance maladie",
    "603": "Maison de santé pluriprofessionnelle",
    "604": "Communauté professionnelle territoriale de santé",
    "611": "Laboratoire de biologie médicale",
    "612": "Autre laboratoire de biologie médicale",
    "617": "Maison médicale de garde",
    "620": "Pharmacie d'officine",
    "628": "Pharmacie minière",
}
"""For the feed, which gives codes alone; the words of a file win."""


def label_of(code: str, said: str | None) -> str:
    return said or LABELS.get(code) or f"Catégorie {code} (libellé inconnu)"
