"""The sheets of the funding workbook, from the content of a run; amounts stay in cents until they are written."""

from collections.abc import Callable, Iterator
from typing import Any

from maillage.documents.shared.workbook import Column

Rows = Callable[[dict[str, Any]], Iterator[tuple[Any, ...]]]
STATUSES = {"acquis": "Acquis", "probable": "Probable", "en_jeu": "En jeu"}


def _summary(data: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    yield "CPTS", data["name"] or "sans nom", None, None
    yield "Habitants", data["population_source"], None, data["population"]
    yield "Taille", "", None, data["taille"]
    yield "Signature du contrat", data["signed_on"], None, None
    yield "Situation au", data["day"], None, None
    yield "Textes connus au", data["known_on"] or "à ce jour", None, None
    for status, label in STATUSES.items():
        yield f"{label}, tout le contrat", "", data[status], None
    yield "Preuve la plus faible", data["proof"], None, None
    yield "Adresse de la simulation", data["address"], None, None
    yield "Empreinte des textes", data["law_digest"], None, None
    yield "Version de Maillage", data["version"], None, None


def _years(data: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    for year in data["years"]:
        yield (
            year["number"], year["start"], year["last_day"], year["population"], year["taille"],
            _said(year["fonctionnement"]), _said(year["total"]),
            year["acquis"], year["probable"], year["en_jeu"], year["total"]["proof"],
        )  # fmt: skip


def _missions(data: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    for year in data["years"]:
        for one in year["missions"]:
            amounts = [_said(one[name]) for name in ("fixed", "advance", "balance", "envelope", "variable", "at_stake")]
            yield (
                year["number"],
                one["label"],
                one["starts_on"],
                one["days"],
                one["days_of_year"],
                *amounts,
                one["fixed"]["proof"],
            )


def _payments(data: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    for one in data["payments"]:
        yield one["on"], one["label"], one["cents"], STATUSES[one["status"]], one["proof"], one["year"], one["note"]


def _parameters(data: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    for one in data["parameters"]:
        yield one["path"], one["label"], one["value"], one["text"], one["article"], one["since"], one["proof"]


def _warnings(data: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    for one in data["warnings"]:
        yield "Avertissement", one["sentence"], ""
    for one in data["conventions"]:
        yield "Convention", f"{one['label']} : {one['chosen']}", one["why"]


def _said(figure: dict[str, Any]) -> int | str:
    """Cents, or the words that replace an amount the texts do not establish."""
    return "non établi" if figure["cents"] is None else int(figure["cents"])


SHEETS: tuple[tuple[str, tuple[Column, ...], Rows], ...] = (
    ("Synthèse", (("Quoi", 28, "texte"), ("Valeur", 44, "texte"), ("Montant", 18, "montant"), ("Nombre", 12, "nombre")), _summary),
    (
        "Années",
        (
            ("Année", 8, "nombre"), ("Du", 12, "jour"), ("Au", 12, "jour"), ("Population", 12, "nombre"),
            ("Taille", 8, "nombre"), ("Fonctionnement", 16, "montant"), ("Total", 16, "montant"),
            ("Acquis", 16, "montant"), ("Probable", 16, "montant"), ("En jeu", 16, "montant"), ("Preuve", 12, "texte"),
        ),
        _years,
    ),
    (
        "Versements",
        (
            ("Date", 12, "jour"), ("Objet", 58, "texte"), ("Montant", 16, "montant"), ("Statut", 11, "texte"),
            ("Preuve", 12, "texte"), ("Année", 8, "nombre"), ("Note", 60, "texte"),
        ),
        _payments,
    ),
    (
        "Missions",
        (
            ("Année", 8, "nombre"), ("Mission", 34, "texte"), ("Démarrage", 12, "jour"), ("Jours courus", 10, "nombre"),
            ("Jours de l'année", 10, "nombre"), ("Part fixe", 16, "montant"), ("Avance", 16, "montant"),
            ("Solde", 16, "montant"), ("Enveloppe variable", 16, "montant"), ("Variable attendue", 16, "montant"),
            ("En jeu", 16, "montant"), ("Preuve", 12, "texte"),
        ),
        _missions,
    ),
    (
        "Paramètres",
        (
            ("Chemin", 44, "texte"), ("Paramètre", 44, "texte"), ("Valeur", 16, "texte"), ("Texte", 48, "texte"),
            ("Article", 24, "texte"), ("Depuis le", 12, "jour"), ("Preuve", 12, "texte"),
        ),
        _parameters,
    ),
    ("Avertissements", (("Nature", 16, "texte"), ("Ce qu'il faut savoir", 90, "texte"), ("Pourquoi", 70, "texte")), _warnings),
)  # fmt: skip
