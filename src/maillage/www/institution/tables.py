"""Lists as files for spreadsheets: a text typed by somebody is never a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

import xlsxwriter
from django.http import HttpResponse

from maillage.documents.shared.workbook import Column, Workbook
from maillage.kernel.spreadsheet import harmless

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def download(name: str, kind: str, columns: Sequence[Column], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """`kind` is a key of TYPES."""
    body = _csv(columns, rows) if kind == "csv" else _xlsx(name, columns, rows)
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(body, content_type=TYPES[kind], headers=headers)


def _csv(columns: Sequence[Column], rows: Iterable[Sequence[object]]) -> bytes:
    """Semicolons and a byte-order mark: what French spreadsheets open without asking."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(title for title, _, _ in columns)
    writer.writerows([harmless(value) for value in row] for row in rows)
    return ("\ufeff" + text.getvalue()).encode()


def _xlsx(name: str, columns: Sequence[Column], rows: Iterable[Sequence[object]]) -> bytes:
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    plain = [[value.isoformat() if isinstance(value, date) else value for value in row] for row in rows]
    with xlsxwriter.Workbook(target, options) as made:
        made.set_properties({"title": name, "author": "Maillage"})
        Workbook(made).sheet("Liste", columns, plain)
    return target.getvalue()
