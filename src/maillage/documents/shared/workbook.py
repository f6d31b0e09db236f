"""Sheets with a bold frozen head, typed columns and an automatic filter."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from math import ceil
from typing import Any

import xlsxwriter

Column = tuple[str, int, str]
"""Title, width in characters, kind: texte, montant, jour, nombre, decimal, degre."""
Proved = tuple[int, str]
"""Cents and the word of their proof, for a « montant »: a number that is read « 75 000,00 € (déduit) »."""
Sheet = tuple[str, Sequence[Column], Iterable[Sequence[Any]]]
"""Name, columns, rows."""
_FORMATS = {
    "texte": {"text_wrap": True, "valign": "top"},
    "montant": {"num_format": '#,##0.00 "€";[Red]-#,##0.00 "€"', "valign": "top"},
    "jour": {"num_format": "dd/mm/yyyy", "align": "left", "valign": "top"},
    "nombre": {"num_format": "#,##0", "valign": "top"},
    "decimal": {"num_format": "#,##0.0#", "valign": "top"},
    "degre": {"num_format": "0.00000", "valign": "top"},
}
_LINE = 15
"""Height of a line, in points."""
_HEAD = {"bold": True, "bg_color": "#0B4F52", "font_color": "#FFFFFF", "text_wrap": True, "valign": "vcenter"}


_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def workbook(sheets: Iterable[Sheet], *, title: str, comments: str = "") -> bytes:
    """Bytes of the .xlsx; texts typed by people are never formulas nor links."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, _OPTIONS) as made:
        made.set_properties({"title": title, "author": "Maillage", "comments": comments})
        book = Workbook(made)
        for name, columns, rows in sheets:
            book.sheet(name, columns, rows)
    return target.getvalue()


class Workbook:
    """Writes rows of one `xlsxwriter.Workbook`."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._formats = {kind: book.add_format(look) for kind, look in _FORMATS.items()}
        self._head = book.add_format(_HEAD)

    def sheet(self, name: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> None:
        """One sheet: head, then typed rows; money is given in cents."""
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        for place, (title, width, kind) in enumerate(columns):
            sheet.set_column(place, place, width, self._formats[kind])
            sheet.write_string(0, place, title, self._head)
        sheet.set_row(0, max(_height(title, width) for title, width, _ in columns) * _LINE)
        lines = list(rows)
        for count, row in enumerate(lines, start=1):
            for place, (value, column) in enumerate(zip(row, columns, strict=True)):
                self._cell(sheet, count, place, value, column[2])
            tall = max(_height(value, width) for value, (_, width, _) in zip(row, columns, strict=True))
            if tall > 1:
                sheet.set_row(count, tall * _LINE)
        sheet.autofilter(0, 0, max(len(lines), 1), len(columns) - 1)

    def _cell(self, sheet: Any, row: int, place: int, value: Any, kind: str) -> None:
        if value is None:
            return
        look = self._formats[kind]
        if isinstance(value, tuple):
            value, look = value[0], self._proved(value[1])
        if kind == "jour" and isinstance(value, str | date):
            sheet.write_datetime(row, place, date.fromisoformat(value) if isinstance(value, str) else value, look)
        elif kind == "montant" and isinstance(value, int):
            sheet.write_number(row, place, value / 100, look)
        elif kind in ("nombre", "decimal", "degre") and isinstance(value, int | float | Decimal):
            whole = kind == "decimal" and value == int(value)  # else « 7 » would be written « 7,0 »
            sheet.write_number(row, place, value, self._formats["nombre"] if whole else look)
        else:
            sheet.write_string(row, place, str(value), self._formats["texte"])

    def _proved(self, proof: str) -> Any:
        """The format of an amount that says its proof; made once a word."""
        if not proof:
            return self._formats["montant"]
        kind = f"montant {proof}"
        if kind not in self._formats:
            shown = f'#,##0.00 "€ ({proof})"'
            self._formats[kind] = self._book.add_format({"num_format": f"{shown};[Red]-{shown}", "valign": "top"})
        return self._formats[kind]


def _height(value: Any, width: int) -> int:
    """Lines that a wrapped text takes: not every spreadsheet finds it by itself."""
    return sum(ceil(len(line) / width) or 1 for line in value.splitlines()) if isinstance(value, str) else 1
