"""A short text as an accessible PDF."""

from dataclasses import asdict

from maillage.documents.shared import pdf
from maillage.documents.shared.blocks import blocks
from maillage.documents.shared.sheet import Sheet


def render(made: Sheet) -> bytes:
    """PDF/UA-1 bytes."""
    data = {**asdict(made), "made_on": made.made_on.isoformat(), "blocks": blocks(made.body)}
    return pdf.render("texte_pdf/texte.typ", data, made_on=made.made_on)
