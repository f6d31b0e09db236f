"""Titles of the zoning exports, and the zones that they name by a number or by words."""

import re

from maillage.kernel.folding import folded

COLUMNS = {"code": ("Code",), "libelle": ("Libellé", "Libelle"), "valeur": ("Zonage",)}
PROFESSIONS = {
    "medecin": "medecin_generaliste",
    "infirmier": "infirmier",
    "kine": "kinesitherapeute",
    "masseur": "kinesitherapeute",
    "dentiste": "chirurgien_dentiste",
    "sage femme": "sage_femme",
    "sages femmes": "sage_femme",
    "orthophoniste": "orthophoniste",
    "pharmacien": "pharmacien",
}
"""A word of the title of the column -> profession."""
ZONES = {
    "1": "Très sous-dotée",
    "2": "Sous-dotée",
    "3": "Intermédiaire",
    "4": "Très dotée",
    "5": "Sur-dotée",
}
OTHER_ZONES = {
    "zip": "Zone d'intervention prioritaire",
    "zone d intervention prioritaire": "Zone d'intervention prioritaire",
    "zac": "Zone d'action complémentaire",
    "zone d action complementaire": "Zone d'action complémentaire",
    "zv": "Zone de vigilance",
    "zone de vigilance": "Zone de vigilance",
    "hors zonage": "Hors zonage",
    "hors vivier": "Hors zonage",
}
"""The zoning of doctors has its own words, not a scale."""
_CODES = {"Zone d'intervention prioritaire": "zip", "Zone d'action complémentaire": "zac", "Zone de vigilance": "zv"}
_NUMBER = re.compile(r"^\s*([1-5])\s*[_ .:-]")
_WORDS = {folded(label): number for number, label in ZONES.items()} | {"surdotee": "5"}


def profession_of(title: str) -> str | None:
    """« Zonage infirmiers » -> infirmier."""
    words = folded(title)
    return next((slug for word, slug in PROFESSIONS.items() if word in words), None)


def zone_of(text: str) -> tuple[str, str] | None:
    """Zone and label. The number decides, since its words change; None when it is no zone."""
    if match := _NUMBER.match(text):
        return match[1], ZONES[match[1]]
    words = folded(text)
    if words in _WORDS:
        return _WORDS[words], ZONES[_WORDS[words]]
    label = OTHER_ZONES.get(words)
    return (_CODES.get(label, "hors_zonage"), label) if label else None
