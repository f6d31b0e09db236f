"""The funding of one CPTS as an accessible PDF: what, when, why, under which reserves."""

from datetime import date

from maillage.documents.shared import pdf
from maillage.documents.shared.funding import content
from maillage.facts.territory import Remark
from maillage.results.runs.model import Run


def render(run: Run, *, address: str, made_on: date, remarks: tuple[Remark, ...] = ()) -> bytes:
    """PDF/UA-1 bytes; `address` reopens the simulation it was made from."""
    return pdf.render(
        "financement_pdf/rapport.typ", content(run, address=address, made_on=made_on, remarks=remarks), made_on=made_on
    )
