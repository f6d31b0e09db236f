"""The diagnosis as a workbook: a sheet a section, communes, structures, sources and method; real numbers everywhere."""

from io import BytesIO

import xlsxwriter

from maillage.documents.diagnostic_xlsx import sheets
from maillage.documents.shared.diagnostic import Order
from maillage.documents.shared.workbook import Workbook
from maillage.results.diagnostic import Diagnosis


def render(diagnosis: Diagnosis, order: Order) -> bytes:
    """Bytes of the .xlsx; texts typed by people are never formulas nor links."""
    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as made:
        made.set_properties({"title": f"Diagnostic · {order.title}", "author": "Maillage", "comments": order.address})
        book = Workbook(made)
        for name, columns, rows in sheets.all_of(diagnosis, order):
            book.sheet(name, columns, rows)
    return target.getvalue()
