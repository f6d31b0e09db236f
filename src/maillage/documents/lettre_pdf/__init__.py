"""The lettre d'intention as an accessible PDF: carriers, territory with its map, first figures, orientations, signatures."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from maillage.documents.shared import pdf
from maillage.documents.shared.frozen import Sent
from maillage.documents.shared.letter import content


def render(kept: Mapping[str, Any], sent: Sent | None) -> bytes:
    """PDF/UA-1 bytes, from a frozen copy; a draft when it was not sent."""
    return pdf.render("lettre_pdf/lettre.typ", content(kept, sent), made_on=date.fromisoformat(kept["made_on"]))
