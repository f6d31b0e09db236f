"""The provisional budget for spreadsheets: CSV and XLSX, one line a row and a year; nothing typed becomes a formula."""

from collections.abc import Iterator, Mapping
from typing import Any

from maillage.documents.shared.budget import rows
from maillage.documents.shared.workbook import Column, workbook
from maillage.kernel.money import euros
from maillage.kernel.spreadsheet import csv_file

COLUMNS: tuple[Column, ...] = (
    ("Rubrique", 30, "texte"),
    ("Poste", 30, "texte"),
    ("Libellé", 40, "texte"),
    ("Mission", 24, "texte"),
    ("Année", 8, "nombre"),
    ("Montant", 16, "montant"),
    ("Preuve", 12, "texte"),
    ("Note", 40, "texte"),
)


def to_csv(kept: Mapping[str, Any], name: str) -> bytes:
    """Semicolons, decimal commas and a byte-order mark; a text that a spreadsheet would compute begins with an apostrophe."""
    plain = ([*line[:5], _decimal(line[5]), *line[6:]] for line in _lines(kept))
    return csv_file([title for title, _, _ in COLUMNS], plain)


def to_xlsx(kept: Mapping[str, Any], name: str) -> bytes:
    """Real numbers; texts stay texts."""
    sheet = ("Budget prévisionnel", COLUMNS, _lines(kept))
    return workbook([sheet], title=f"Budget prévisionnel · {name}", comments=kept["rule"])


def _decimal(cents: int | None) -> str:
    return "" if cents is None else f"{euros(cents):f}".replace(".", ",")


def _lines(kept: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    """A row without amount in a year is left out of it."""
    heading = ""
    for row in rows(kept):
        if row.kind == "groupe":
            heading = row.label
            continue
        for year, cents in zip(kept["years"], row.cents, strict=True):
            if cents is not None or row.note:
                group = heading if row.kind == "ligne" else "Total" if row.kind == "total" else "Solde"
                yield group, row.account, row.label, row.mission, year["number"], cents, row.proof, row.note
