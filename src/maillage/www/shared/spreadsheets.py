"""CSV files that French spreadsheets open without asking, and where no cell runs as a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from maillage.kernel.spreadsheet import harmless


def csv_file(name: str, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """Semicolons and a byte-order mark, as an attachment."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
