"""The sheets of the funding workbook, from the content of a run; amounts stay in cents until they are written."""

from collections.abc import Callable, Iterator
from typing import Any

from maillage.documents.shared.workbook import Column, Proved
from maillage.facts import words
from maillage.results.runs.model import CERTAINTIES

Rows = Callable[[dict[str, Any]], Iterator[tuple[Any, ...]]]
STATUSES = {status: words.certainty(status) for status in CERTAINTIES}
_AMOUNTS = tuple((label, 24, "montant") for label in STATUSES.values())


def _summary(data: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    yield "CPTS", data["name"], None, None
    yield "Habitants", data["population_source"], None, data["population"]
    yield "Taille", "", None, data["taille"]
    yield "Signature du contrat", data["signed_on"], None, None
    yield "Situation au", data["day"], None, None
    yield "Textes connus au", data["known_on"] or "à ce jour", None, None
    for one in data["sums"]:
        yield f"{one['label']}, tout le contrat", "", _proved(one), None
    yield "Preuve la plus faible", data["proof"], None, None
    yield "Adresse de la simulation", data["address"], None, None
    yield "Empreinte des textes", data["law_digest"], None, None
    yield "Version de Maillage", data["version"], None, None


def _years(data: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    for year in data["years"]:
        yield (
            year["number"], year["start"], year["last_day"], year["population"], year["taille"],
            _said(year["fonctionnement"]), _said(year["total"]),
            *map(_proved, year["sums"]),
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
            )


def _payments(data: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    for one in data["payments"]:
        yield one["on"], one["label"], _proved(one), STATUSES[one["status"]], one["year"], one["note"]


def _parameters(data: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    for one in data["parameters"]:
        yield one["path"], one["label"], one["value"], one["text"], one["article"], one["since"], one["proof"]


def _warnings(data: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    for one in data["warnings"]:
        yield "Avertissement", one["sentence"], ""
    for one in data["conventions"]:
        yield "Convention", f"{one['label']} : {one['chosen']}", one["why"]


def _said(figure: dict[str, Any]) -> Proved | str:
    """The amount and its proof, or the words that replace one that the texts do not establish."""
    return "non établi" if figure["cents"] is None else _proved(figure)


def _proved(one: dict[str, Any]) -> Proved:
    """Zero proves nothing, and says no proof."""
    return int(one["cents"]), one["proof"] if one["cents"] else ""


SHEETS: tuple[tuple[str, tuple[Column, ...], Rows], ...] = (
    ("Synthèse", (("Quoi", 28, "texte"), ("Valeur", 44, "texte"), ("Montant", 26, "montant"), ("Nombre", 12, "nombre")), _summary),
    (
        "Années",
        (
            ("Année", 8, "nombre"), ("Du", 12, "jour"), ("Au", 12, "jour"), ("Population", 12, "nombre"),
            ("Taille", 8, "nombre"), ("Fonctionnement", 24, "montant"), ("Total", 24, "montant"),
            *_AMOUNTS,
        ),
        _years,
    ),
    (
        "Versements",
        (
            ("Date", 12, "jour"), ("Objet", 58, "texte"), ("Montant", 24, "montant"), ("Certitude", 18, "texte"),
            ("Année", 8, "nombre"), ("Note", 60, "texte"),
        ),
        _payments,
    ),
    (
        "Missions",
        (
            ("Année", 8, "nombre"), ("Mission", 34, "texte"), ("Démarrage", 12, "jour"), ("Jours courus", 10, "nombre"),
            ("Jours de l'année", 10, "nombre"), ("Part fixe", 24, "montant"), ("Avance", 24, "montant"),
            ("Solde", 24, "montant"), ("Enveloppe variable", 24, "montant"), ("Variable attendue", 24, "montant"),
            ("À obtenir", 24, "montant"),
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
