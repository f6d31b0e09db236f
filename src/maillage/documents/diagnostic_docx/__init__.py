"""The diagnosis as a text document that people complete: the same figures as the PDF, and a zone to comment each part."""

from io import BytesIO

from maillage.documents.diagnostic_docx.parts import write
from maillage.documents.shared.diagnostic import Order, content
from maillage.documents.shared.docx_writer import Writer
from maillage.results.diagnostic import Diagnosis


def render(diagnosis: Diagnosis, order: Order) -> bytes:
    """Bytes of the .docx."""
    writer = Writer(f"Diagnostic · {order.title}", made_on=order.made_on)
    write(writer, content(diagnosis, order))
    target = BytesIO()
    writer.save(target)
    return target.getvalue()
