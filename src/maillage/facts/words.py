"""French words for the names of the law, and values as people read them, shared by every output."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from maillage.kernel.money import NBSP, format_euros
from maillage.kernel.periods import MONTHS

MISSIONS: Mapping[str, str] = {
    "acces_aux_soins": "Accès aux soins",
    "parcours": "Parcours",
    "prevention": "Prévention",
    "crise_sanitaire": "Crise sanitaire",
    "qualite": "Qualité et pertinence",
    "accompagnement": "Accompagnement des professionnels",
}
STATUTS: Mapping[str, str] = {"acquis": "dû", "probable": "selon indicateurs", "en_jeu": "à obtenir"}
"""Certainty of a payment -> the words people read."""
_FACTS: Mapping[str, tuple[str, str]] = {
    "signe_le": ("Signature du contrat", "jour"),
    "population": ("Population, année {0}", "habitants"),
    "demarre_le": ("Démarrage : {0}", "jour"),
    "montant": ("Montant du contrat signé : {0}, {1}", "EUR"),
    "crise_reconnue": ("Crise reconnue par l'ARS, année {0}", "oui_non"),
    "plan_de_crise": ("Plan de crise, année {0}", "plan"),
    "taux_variable": ("Taux variable annoncé : {1}, année {0}", "taux"),
    "indicateurs": ("Paliers atteints : {1}, année {0}", "EUR"),
}


def certainty(status: str) -> str:
    """« Dû »: the words of a certainty at the head of a line."""
    said = STATUTS[status]
    return said[0].upper() + said[1:]


def mission(name: object) -> str:
    """« acces_aux_soins » -> « Accès aux soins »; a mission we do not know yet reads as its name."""
    text = str(name)
    return MISSIONS.get(text, text.replace("_", " ").capitalize())


def fact(name: str, keys: tuple[Any, ...]) -> tuple[str, str]:
    """Label and unit of a fact."""
    label, unit = _FACTS.get(name, (name.replace("_", " "), ""))
    return label.format(*(mission(k) if k in MISSIONS else str(k).replace("_", " ") for k in keys)), unit


def count(number: int) -> str:
    """« 78 760 », with narrow non-breaking spaces."""
    return f"{number:,}".replace(",", NBSP)


def day(value: date) -> str:
    """« 1er mars 2027 »."""
    return f"{value.day}{'er' if value.day == 1 else ''} {MONTHS[value.month - 1]} {value.year}"


def value(raw: Any, unit: str) -> str:
    """A raw value of the engine (cents, ordinal, millionths…) as people read it."""
    if isinstance(raw, str):
        return raw.replace("_", " ")
    if unit.startswith("EUR"):
        return format_euros(raw)
    if unit == "jour":
        return day(date.fromordinal(raw)) if raw else "sans date limite"
    if unit in ("part", "taux", "share"):
        return f"{raw / 10_000:g}".replace(".", ",") + "\N{NO-BREAK SPACE}%"
    if unit == "oui_non":
        return "oui" if raw else "non"
    if unit == "plan":
        return {1: "initial", 2: "mise à jour"}.get(raw, "")
    shown = {"années": "ans", "an": "ans", "taille": "", "temps": ""}.get(unit, unit)
    return f"{count(int(raw))}\N{NO-BREAK SPACE}{shown}".rstrip("\N{NO-BREAK SPACE}")
