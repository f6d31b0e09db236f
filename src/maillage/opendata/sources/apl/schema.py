"""Titles of the workbooks of the DREES, one per profession, and the unit of each."""

import re

from maillage.kernel.folding import folded

CODE, TITLE = "Code commune INSEE", "APL aux"
PROFESSIONS = {
    "medecins generalistes": "medecin_generaliste",
    "infirmier": "infirmier",
    "kinesitherapeutes": "kinesitherapeute",
    "masseurs": "kinesitherapeute",
    "chirurgiens dentistes": "chirurgien_dentiste",
    "sages femmes": "sage_femme",
}
UNITS = {
    "medecin_generaliste": "consultations par an et habitant",
    "infirmier": "équivalents temps plein pour 100 000 habitants",
    "kinesitherapeute": "équivalents temps plein pour 100 000 habitants",
    "chirurgien_dentiste": "équivalents temps plein pour 100 000 habitants",
    "sage_femme": "équivalents temps plein pour 100 000 femmes",
}
_WEIGHTS = ("population standardisee", "population feminine standardisee")
_YEAR = re.compile(r"(?<!\d)(20\d{2})(?!\d)")
_AGE = re.compile(r"de (\d{2}) ans (?:et|ou) moins")


def profession_of(title: str) -> str | None:
    """« APL aux infirmières » -> infirmier."""
    words = folded(title)
    if not words.startswith(folded(TITLE)):
        return None
    return next((slug for start, slug in PROFESSIONS.items() if start in words), None)


def age_of(title: str) -> int | None:
    """The age above which doctors are left out (« de 65 ans et moins », « ou moins »); None when none is."""
    match = _AGE.search(folded(title))
    return int(match[1]) if match else None


def is_weight(title: str) -> bool:
    return folded(title).startswith(_WEIGHTS)


def year_of(sheet: str) -> int | None:
    """« APL 2023 », « APL_2019 » -> the year; another sheet (notes) has none."""
    match = _YEAR.search(sheet)
    return int(match[1]) if match and folded(sheet).startswith("apl") else None
