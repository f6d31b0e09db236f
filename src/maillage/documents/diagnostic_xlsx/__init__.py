"""The diagnosis as a workbook: a sheet a section, communes, structures, sources and method; real numbers everywhere."""

from maillage.documents.diagnostic_xlsx import sheets
from maillage.documents.shared.diagnostic import Order
from maillage.documents.shared.workbook import workbook
from maillage.results.diagnostic import Diagnosis


def render(diagnosis: Diagnosis, order: Order) -> bytes:
    """Bytes of the .xlsx."""
    return workbook(sheets.all_of(diagnosis, order), title=f"Diagnostic · {order.title}", comments=order.address)
