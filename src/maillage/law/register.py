"""Fait des petits fichiers de la loi (textes, unités, chapitres, questions) les objets du registre."""

from collections.abc import Mapping
from typing import Any

from maillage.law.checks import Complaints
from maillage.law.model import Chapter, Question, Text, Unit

KINDS = {
    "convention": "Texte conventionnel",
    "contrat": "Contrat et annexe",
    "loi": "Loi",
    "ordonnance": "Ordonnance",
    "code": "Article de code",
    "decret": "Décret",
    "arrete": "Arrêté",
    "instruction": "Instruction",
    "plan": "Plan",
    "page": "Page officielle",
    "rapport": "Rapport public",
    "presse": "Presse et autres sources secondaires",
}
STATUSES = {
    "en_vigueur": "En vigueur",
    "modifie": "Modifié",
    "source": "Source",
    "jamais_en_vigueur": "Jamais en vigueur",
    "annonce": "Annoncé",
    "place_prete": "Place prête",
    "hors_champ": "Ne concerne pas les CPTS",
}
_UNIT_KINDS = ("money", "integer", "share", "text", "choice")
_DAYS = ("signed", "published", "in_force", "notice_from")
_WORDS = ("short", "reference", "url", "read", "unknown", "notice")


def texts(raw: Mapping[str, Any], says: Complaints) -> dict[str, Text]:
    """Le registre des textes, dans l'ordre du fichier."""
    return {name: _text(name, entry or {}, says) for name, entry in raw.items()}


def _text(name: str, raw: Mapping[str, Any], says: Complaints) -> Text:
    where = f"{name}/"
    says.only(raw, ("title", "kind", "status", "summary", *_DAYS, *_WORDS), where)
    for key, allowed in (("kind", KINDS), ("status", STATUSES)):
        if raw.get(key) not in allowed:
            says.add(f"{where}{key}", raw.get(key), f"écrivez l'un de : {', '.join(allowed)}.")
    return Text(
        id=name,
        title=says.text(raw, "title", where),
        kind=str(raw.get("kind")),
        status=str(raw.get("status")),
        summary=says.text(raw, "summary", where),
        signed=says.day(raw, "signed", where, required=False),
        published=says.day(raw, "published", where, required=False),
        in_force=says.day(raw, "in_force", where, required=False),
        notice_from=says.day(raw, "notice_from", where, required=False),
        **{key: says.text(raw, key, where, required=False) for key in _WORDS},
    )


def units(raw: Mapping[str, Any], says: Complaints) -> dict[str, Unit]:
    """Les unités ; la nature d'une unité dit comment lire une valeur sans perdre de précision."""
    for name, entry in raw.items():
        if entry.get("kind") not in _UNIT_KINDS:
            says.add(f"{name}/kind", entry.get("kind"), f"écrivez l'un de : {', '.join(_UNIT_KINDS)}.")
    return {
        name: Unit(name, says.text(entry, "label", f"{name}/"), str(entry.get("kind")), str(entry.get("symbol", "")))
        for name, entry in raw.items()
    }


def chapters(raw: Mapping[str, Any], says: Complaints) -> tuple[Chapter, ...]:
    """Les chapitres, dans l'ordre où les pages les montrent."""
    return tuple(
        Chapter(
            path,
            says.text(entry, "title", f"{path}/"),
            says.text(entry, "summary", f"{path}/"),
            tuple(entry.get("first") or ()),
        )
        for path, entry in raw.items()
    )


def questions(raw: Mapping[str, Any], says: Complaints) -> tuple[Question, ...]:
    """Ce que le dossier n'a pas pu établir, et ce qu'il faut lire pour le trancher."""
    return tuple(
        Question(
            id=name,
            title=says.text(entry, "title", f"{name}/"),
            why=says.text(entry, "why", f"{name}/"),
            confirm=says.text(entry, "confirm", f"{name}/"),
            parameters=tuple(entry.get("parameters") or ()),
            texts=tuple(entry.get("texts") or ()),
        )
        for name, entry in raw.items()
    )
