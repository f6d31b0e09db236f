"""Documents and tables as answers of the server: always a file to keep, with its type and its name."""

from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from maillage.documents.shared.workbook import Column, workbook
from maillage.kernel.spreadsheet import csv_file

_OFFICE = "application/vnd.openxmlformats-officedocument"
TYPES = {
    "pdf": "application/pdf",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "yaml": "application/yaml; charset=utf-8",
}


def attachment(data: bytes, name: str) -> HttpResponse:
    """`name` ends with a key of TYPES, and holds nothing that an address would not."""
    content_type = TYPES[name.rpartition(".")[2]]
    return HttpResponse(data, content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def table(columns: Sequence[Column], rows: Iterable[Sequence[object]], name: str) -> HttpResponse:
    """A list as a spreadsheet; `name` ends with csv or xlsx."""
    stem, _, kind = name.rpartition(".")
    if kind == "csv":
        return attachment(csv_file([title for title, _, _ in columns], rows), name)
    return attachment(workbook([("Liste", columns, rows)], title=stem), name)
