"""The two layouts of Filosofi: wide (one column a measure, the year in its name) and, since 2021, one line a measure."""

import re

MEASURES = ("niveau_de_vie_median", "taux_pauvrete", "premier_decile", "neuvieme_decile", "rapport_interdecile")
PERSONS = "personnes"
UNITS = {
    "niveau_de_vie_median": "€ par an",
    "taux_pauvrete": "%",
    "premier_decile": "€ par an",
    "neuvieme_decile": "€ par an",
    "rapport_interdecile": "rapport",
}
WIDE = {
    "niveau_de_vie_median": "MED",
    "taux_pauvrete": "TP60",
    "premier_decile": "D1",
    "neuvieme_decile": "D9",
    "rapport_interdecile": "RD",
    PERSONS: "NBPERSMENFISC",
}
"""Followed by the two digits of the year."""
MEDIAN_TITLE = re.compile(r"MED(\d{2})", re.IGNORECASE)
SHEETS = {"COM": "commune", "ARM": "commune", "DEP": "departement", "REG": "region"}
"""Sheets of the workbook, and kinds of places of the other layout."""
LONG = {
    "code": ("GEO",),
    "objet": ("GEO_OBJECT",),
    "mesure": ("FILOSOFI_MEASURE",),
    "annee": ("TIME_PERIOD",),
    "valeur": ("OBS_VALUE",),
}
LONG_MEASURES = {
    "MED_SL": "niveau_de_vie_median",
    "PR_MD60": "taux_pauvrete",
    "D1_SL": "premier_decile",
    "D9_SL": "neuvieme_decile",
    "IR_D9_D1_SL": "rapport_interdecile",
    "NUM_PER": PERSONS,
}
