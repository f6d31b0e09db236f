"""Two scenarios compared, for spreadsheets: CSV and XLSX, one line a gap, the proof beside each amount."""

from collections.abc import Iterator, Mapping
from typing import Any

from maillage.documents.shared.workbook import Column, Proved, workbook
from maillage.kernel.money import euros
from maillage.kernel.spreadsheet import csv_file

NOT_ESTABLISHED = "non établi"
SIDES = (("a", "A"), ("b", "B"), ("change", "Écart, B moins A"))
HEADS = ("Tableau", "Ligne", "Certitude", *(head for _, name in SIDES for head in (name, f"Preuve : {name}")))
COLUMNS: tuple[Column, ...] = (
    ("Tableau", 22, "texte"),
    ("Ligne", 56, "texte"),
    ("Certitude", 18, "texte"),
    *((name, 26, "montant") for _, name in SIDES),
)


def to_csv(kept: Mapping[str, Any]) -> bytes:
    """Semicolons and decimal commas; a CSV has no look, so the proof of an amount is in the cell that follows it."""
    lines = ((*head, *(cell for name, _ in SIDES for cell in _written(row[name]))) for head, row in _rows(kept))
    return csv_file(list(HEADS), lines)


def to_xlsx(kept: Mapping[str, Any]) -> bytes:
    """Real numbers that say their proof; the sides and the warnings on a second sheet."""
    lines = ((*head, *(_proved(row[name]) for name, _ in SIDES)) for head, row in _rows(kept))
    about = [*((f"Scénario {side['name']}", side["sentence"]) for side in kept["sides"])]
    about += [*(("À savoir", sentence) for sentence in kept["warnings"]), ("Adresse", kept["address"])]
    sheets = [
        ("Écarts", COLUMNS, lines),
        ("Scénarios", (("Quoi", 16, "texte"), ("Valeur", 110, "texte")), about),
    ]
    return workbook(sheets, title="Deux scénarios comparés", comments=kept["address"])


def _rows(kept: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str, str], dict[str, Any]]]:
    for table in kept["tables"]:
        for row in table["rows"]:
            yield (table["title"], row["label"], row["certainty"]), row


def _written(one: dict[str, Any] | None) -> tuple[str, str]:
    return (NOT_ESTABLISHED, "") if one is None else (f"{euros(one['cents']):f}".replace(".", ","), one["proof"])


def _proved(one: dict[str, Any] | None) -> Proved | str:
    return NOT_ESTABLISHED if one is None else (one["cents"], one["proof"])
