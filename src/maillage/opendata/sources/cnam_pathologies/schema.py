"""Columns of the data set « effectifs », its totals, and our key for each of its groups of conditions."""

from maillage.opendata.sources.indicators import slug

COLUMNS = {
    "annee": ("annee", "année"),
    "pathologie": ("patho_niv1",),
    "niveau_2": ("patho_niv2",),
    "priorite": ("Niveau prioritaire", "niveau_prioritaire"),
    "age": ("libelle_classe_age",),
    "sexe": ("libelle_sexe", "sexe"),
    "region": ("region",),
    "code": ("dept",),
    "numerateur": ("Ntop",),
    "denominateur": ("Npop",),
}
OPTIONAL = ("niveau_2", "priorite", "sexe", "region")
TOTAL_DEPARTEMENT, TOTAL_REGION = "999", "99"
TOTAL_AGE = "tous ages"
TOTAL_SEX = ("9", "tous sexes", "tout sexe", "ensemble")
FIRST_LEVEL = "1"
"""In « Niveau prioritaire » (« 1 », « 1,2,3 »): the line stands for its whole group."""
WOMEN_ONLY = frozenset({"maternite"})
_GROUPS = {
    "affections_de_longue_duree": "ald_autres",
    "cancers": "cancers",
    "diabete": "diabete",
    "hospitalisation_pour_covid": "hospitalisation_covid",
    "hospitalisations_hors": "hospitalisations",
    "hospitalisations_ponctuelles": "hospitalisations",
    "insuffisance_renale": "insuffisance_renale",
    "maladies_cardio": "cardioneurovasculaires",
    "maladies_du_foie": "foie_pancreas",
    "maladies_inflammatoires": "inflammatoires_rares_vih",
    "maladies_neurologiques": "neurologiques",
    "maladies_psychiatriques": "psychiatriques",
    "maladies_respiratoires": "respiratoires_chroniques",
    "maternite": "maternite",
    "traitements_antalgiques": "traitements_antalgiques",
    "traitements_du_risque_vasculaire": "traitements_risque_vasculaire",
    "traitements_psychotropes": "traitements_psychotropes",
}


def group_of(label: str) -> str:
    """A group that we do not know keeps its words."""
    words = slug(label)
    return next((key for start, key in _GROUPS.items() if words.startswith(start)), words)
