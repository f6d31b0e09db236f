"""Columns of the data set, totals that it carries, and the profession that each of its words is for us."""

from maillage.kernel.folding import folded

COLUMNS = {
    "annee": ("annee", "année"),
    "profession": ("profession_sante", "Profession de santé"),
    "region": ("region", "Code région"),
    "code": ("departement", "Code département"),
    "age": ("libelle_classe_age", "classe_age"),
    "sexe": ("libelle_sexe", "sexe"),
    "effectif": ("effectif",),
    "densite": ("densite", "densité"),
}
OPTIONAL = ("region", "age", "sexe", "densite")
TOTAL_DEPARTEMENT, TOTAL_REGION = "999", "99"
TOTAL_AGE = ("tout age", "tous ages")
TOTAL_SEX = ("tout sexe", "tous sexes")
GROUPS = "ensemble"
"""First word of the professions that count others again."""
DENSITIES = {
    "ensemble des medecins generalistes": "medecin_generaliste",
    "ensemble des medecins specialistes hors generalistes": "medecin_specialiste",
    "ensemble des chirurgiens dentistes": "chirurgien_dentiste",
    "infirmiers": "infirmier",
    "masseurs kinesitherapeutes": "kinesitherapeute",
    "sages femmes": "sage_femme",
    "orthophonistes": "orthophoniste",
    "orthoptistes": "orthoptiste",
    "pedicures podologues": "pedicure_podologue",
}
"""The one line of each profession whose published density is that of the whole profession."""
_OTHERS = {
    "infirmiers": "infirmier",
    "masseurs kinesitherapeutes": "kinesitherapeute",
    "chirurgiens dentistes": "chirurgien_dentiste",
    "sages femmes": "sage_femme",
    "orthophonistes": "orthophoniste",
    "orthoptistes": "orthoptiste",
    "pedicures podologues": "pedicure_podologue",
    "pharmaciens": "pharmacien",
    "medecins generalistes": "medecin_generaliste",
}
_SPECIALISTS = frozenset(
    """allergologues|anesthesistes reanimateurs|autres medecins|cardiologues|chirurgiens|dermatologues|endocrinologues
    gynecologues medicaux et obstetriciens|hepato gastro enterologues|medecins nucleaires|medecins pathologistes
    medecins vasculaires|neurologues|nephrologues|ophtalmologues|oto rhino laryngologistes|pneumologues|psychiatres
    pediatres|radiologues|radiotherapeutes|rhumatologues|stomatologues""".replace("\n", "|")
    .replace("    ", "")
    .split("|")
)


def profession_of(label: str) -> str:
    """« Chirurgiens » are doctors, « Chirurgiens-dentistes (…) » are not; what is unknown is « autre »."""
    words = folded(label)
    if words in _SPECIALISTS:
        return "medecin_specialiste"
    return next((slug for start, slug in _OTHERS.items() if words.startswith(start)), "autre")
