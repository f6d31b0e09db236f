"""The provisional budget for spreadsheets: CSV and XLSX, one line a row and a year; nothing typed becomes a formula."""

from collections.abc import Iterator, Mapping
from typing import Any

from maillage.documents.shared.budget import rows
from maillage.documents.shared.workbook import Column, Proved, workbook
from maillage.kernel.money import euros
from maillage.kernel.spreadsheet import csv_file

COLUMNS: tuple[Column, ...] = (
    ("Rubrique", 30, "texte"),
    ("Poste", 30, "texte"),
    ("Libellé", 40, "texte"),
    ("Mission", 24, "texte"),
    ("Année", 8, "nombre"),
    ("Montant", 26, "montant"),
    ("Note", 40, "texte"),
)


def to_csv(kept: Mapping[str, Any], name: str) -> bytes:
    """Semicolons, decimal commas and a byte-order mark; a text that a spreadsheet would compute begins with an apostrophe.

    A CSV has no look: the proof of an amount is in the cell that follows it.
    """
    heads = [title for title, _, _ in COLUMNS]
    plain = ([*line[:5], *_written(line[5]), *line[6:]] for line in _lines(kept))
    return csv_file([*heads[:6], "Preuve", *heads[6:]], plain)


def to_xlsx(kept: Mapping[str, Any], name: str) -> bytes:
    """Real numbers that say their proof; texts stay texts."""
    sheet = ("Budget prévisionnel", COLUMNS, _lines(kept))
    return workbook([sheet], title=f"Budget prévisionnel · {name}", comments=kept["rule"])


def _written(amount: Proved | None) -> tuple[str, str]:
    return ("", "") if amount is None else (f"{euros(amount[0]):f}".replace(".", ","), amount[1])


def _lines(kept: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    """A row without amount in a year is left out of it."""
    heading = ""
    for row in rows(kept):
        if row.kind == "groupe":
            heading = row.label
            continue
        for year, cents, proof in zip(kept["years"], row.cents, row.proofs or ("",) * len(row.cents), strict=True):
            if cents is not None or row.note:
                group = heading if row.kind == "ligne" else "Total" if row.kind == "total" else "Solde"
                amount = None if cents is None else (cents, proof)
                yield group, row.account, row.label, row.mission, year["number"], amount, row.note
