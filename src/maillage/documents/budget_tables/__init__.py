"""The provisional budget for spreadsheets: CSV and XLSX, one line a row and a year; nothing typed becomes a formula."""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

import xlsxwriter

from maillage.documents.shared.budget import rows
from maillage.documents.shared.workbook import Column, Workbook
from maillage.kernel.money import euros
from maillage.kernel.spreadsheet import harmless

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
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([title for title, _, _ in COLUMNS])
    for line in _lines(kept):
        cents = line[5]
        amount = "" if cents is None else f"{euros(cents):f}".replace(".", ",")
        writer.writerow([amount if place == 5 else harmless(value) for place, value in enumerate(line)])
    return ("\ufeff" + text.getvalue()).encode()


def to_xlsx(kept: Mapping[str, Any], name: str) -> bytes:
    """Real numbers; texts stay texts."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as made:
        made.set_properties({"title": f"Budget prévisionnel · {name}", "author": "Maillage", "comments": kept["rule"]})
        Workbook(made).sheet("Budget prévisionnel", COLUMNS, _lines(kept))
    return target.getvalue()


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
