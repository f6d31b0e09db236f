"""The funding of one CPTS as a workbook: real numbers and dates, one sheet a question."""

from datetime import date

from maillage.documents.financement_xlsx.sheets import SHEETS
from maillage.documents.shared.funding import content
from maillage.documents.shared.workbook import workbook
from maillage.facts.territory import Remark
from maillage.results.runs.model import Run


def render(run: Run, *, address: str, made_on: date, remarks: tuple[Remark, ...] = ()) -> bytes:
    """Bytes of the .xlsx."""
    data = content(run, address=address, made_on=made_on, remarks=remarks)
    sheets = [(name, columns, rows(data)) for name, columns, rows in SHEETS]
    return workbook(sheets, title="Financement d'une CPTS", comments=address)
