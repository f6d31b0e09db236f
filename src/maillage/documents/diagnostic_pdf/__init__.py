"""The diagnosis of a territory as an accessible PDF: synthesis, sections, maps, actors, sources and method."""

from maillage.documents.shared import pdf
from maillage.documents.shared.diagnostic import Order, content
from maillage.results.diagnostic import Diagnosis


def render(diagnosis: Diagnosis, order: Order) -> bytes:
    """PDF/UA-1 bytes."""
    return pdf.render("diagnostic_pdf/rapport.typ", content(diagnosis, order), made_on=order.made_on)
