"""Columns of the extracts by the names they had over the years, and what their codes mean for us."""

from maillage.kernel.folding import folded

ACTIVITY = {
    "person": ("Identifiant PP", "Identifiant"),
    "profession": ("Code profession",),
    "profession_label": ("Libellé profession",),
    "category": ("Code catégorie professionnelle",),
    "skill_type": ("Code type savoir-faire",),
    "skill": ("Code savoir-faire",),
    "skill_label": ("Libellé savoir-faire",),
    "mode": ("Code mode exercice", "Code mode d'exercice"),
    "siret": ("Numéro SIRET site",),
    "finess": ("Numéro FINESS site",),
    "structure": ("Identifiant technique de la structure",),
    "postal_code": ("Code postal (coord. structure)", "Code postal"),
    "commune": ("Code commune (coord. structure)", "Code commune"),
    "town": ("Libellé commune (coord. structure)", "Libellé commune"),
    "country": ("Code pays (coord. structure)", "Code pays"),
    "country_label": ("Libellé pays (coord. structure)", "Libellé pays"),
    "sector": ("Code secteur d'activité", "Code secteur activité"),
    "sector_label": ("Libellé secteur d'activité", "Libellé secteur activité"),
    "kind": ("Code genre d'activité", "Code genre activité"),
}
OPTIONAL = (
    *("category", "skill_type", "skill", "skill_label", "siret", "finess", "structure"),
    *("country", "country_label", "sector", "sector_label", "kind"),
)
"""Absent from some layouts: 50 columns before 2022; the savoir-faire in a file of their own."""
SKILL = {name: ACTIVITY[name] for name in ("person", "profession", "skill_type", "skill", "skill_label")}
ACTIVITY_FILE, SKILL_FILE = r"personne[-_ ]?activite", r"savoir[-_ ]?faire"
"""In the name of a file of the archive."""

FRANCE = ("99100", "99000", "FR", "FRA")
"""Codes of the country; the code of a département overseas is France too, and so are their names."""
ABROAD = r"^99\d{3}$|^[A-Z]{2,3}$"
FRENCH = ("FRANCE", "FRANCE METROPOLITAINE", "GUADELOUPE", "MARTINIQUE", "GUYANE", "LA REUNION", "REUNION", "MAYOTTE")

STANDARD_ACTIVITY = "GENR01"
CIVILIAN = "C"
ORDINAL = "S"
"""Type of savoir-faire: ordinal specialty; the others (competences, capacities) come after it."""
GENERAL_PRACTICE = ("SM26", "SM53", "SM54")
DOCTOR = "medecin"

_BY_LABEL = {
    "medecin": DOCTOR,
    "pharmacien": "pharmacien",
    "chirurgien dentiste": "chirurgien_dentiste",
    "sage femme": "sage_femme",
    "infirmier": "infirmier",
    "infirmier psychiatrique": "infirmier",
    "infirmier en pratique avancee": "ipa",
    "masseur kinesitherapeute": "kinesitherapeute",
    "pedicure podologue": "pedicure_podologue",
    "orthophoniste": "orthophoniste",
    "orthoptiste": "orthoptiste",
    "psychologue": "psychologue",
}
_BY_CODE = {
    "10": DOCTOR,
    "21": "pharmacien",
    "40": "chirurgien_dentiste",
    "50": "sage_femme",
    "60": "infirmier",
    "69": "infirmier",
    "70": "kinesitherapeute",
    "80": "pedicure_podologue",
    "91": "orthophoniste",
    "92": "orthoptiste",
    "93": "psychologue",
}
_MODES = {"L": "liberal", "S": "salarie", "M": "mixte"}
MIXED = "mixte"


def profession_of(code: str | None, label: str | None) -> str:
    """The words win over the number: numbers were shared by two registers. Doctors are told apart by their savoir-faire."""
    return _BY_LABEL.get(folded(label or "")) or _BY_CODE.get(code or "", "autre")


def slug_of(profession: str, skill: str | None, skill_label: str | None) -> str:
    """Final profession. A doctor without savoir-faire is « autre »: nothing says whether they are a generalist."""
    if profession == DOCTOR:
        if skill is None:
            return "autre"
        return "medecin_generaliste" if skill in GENERAL_PRACTICE else "medecin_specialiste"
    if profession == "infirmier" and "pratique avancee" in folded(skill_label or ""):
        return "ipa"
    return profession


def mode_of(code: str | None) -> str:
    return _MODES.get(code or "", "autre")
