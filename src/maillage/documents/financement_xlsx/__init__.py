"""The funding of one CPTS as a workbook: real numbers and dates, one sheet a question."""

from datetime import date
from io import BytesIO

import xlsxwriter

from maillage.documents.financement_xlsx.sheets import SHEETS
from maillage.documents.shared.funding import content
from maillage.documents.shared.workbook import Workbook
from maillage.facts.territory import Remark
from maillage.results.runs.model import Run


def render(run: Run, *, address: str, made_on: date, remarks: tuple[Remark, ...] = ()) -> bytes:
    """Bytes of the .xlsx; texts typed by people are never formulas nor links."""
    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as made:
        made.set_properties({"title": "Financement d'une CPTS", "author": "Maillage", "comments": address})
        book = Workbook(made)
        data = content(run, address=address, made_on=made_on, remarks=remarks)
        for name, columns, rows in SHEETS:
            book.sheet(name, columns, rows(data))
    return target.getvalue()
