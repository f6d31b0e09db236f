"""Two scenarios compared, as an accessible PDF: what changes, with the proof beside each amount."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from maillage.documents.shared import pdf


def render(kept: Mapping[str, Any]) -> bytes:
    """PDF/UA-1 bytes, from `documents.shared.comparison.content`."""
    return pdf.render("comparaison_pdf/comparaison.typ", dict(kept), made_on=date.fromisoformat(kept["made_on"]))
