"""The health project as an accessible PDF: cover, contents, parts, one page a fiche-action, budget, communes."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from maillage.documents.shared import pdf
from maillage.documents.shared.frozen import Sent
from maillage.documents.shared.project import content


def render(kept: Mapping[str, Any], sent: Sent | None) -> bytes:
    """PDF/UA-1 bytes, from a frozen copy; marked « brouillon » on each page when it was not sent."""
    return pdf.render("projet_pdf/projet.typ", content(kept, sent), made_on=date.fromisoformat(kept["made_on"]))
