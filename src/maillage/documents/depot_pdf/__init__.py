"""The filing slip that goes with a health project: who files, what, which copy, and when the answer is due."""

from datetime import date

from maillage.community.filing.models import Transmission
from maillage.documents.shared import pdf
from maillage.law import reader

_TACIT = "aci/creation/validation_tacite_mois"


def render(sent: Transmission, *, made_on: date) -> bytes:
    """PDF/UA-1 bytes, from the frozen copy alone."""
    content = sent.content
    community = content.get("community", {})
    perimeter = content.get("perimeter") or {}
    data = {
        "file": str(sent),
        "way": sent.get_way_display(),
        "sent_on": sent.sent_on.isoformat(),
        "fictif": bool(content.get("fictif")),
        "community": {name: community.get(name, "") for name in ("name", "finess", "siret", "rna", "seat", "email", "phone")},
        "communes": len(perimeter.get("codes", [])),
        "population": perimeter.get("population"),
        "population_source": perimeter.get("population_source", ""),
        "parts": [
            {"title": one.get("title", ""), "is_written": bool(one.get("body")) or one.get("kind") != "texte"}
            for one in content.get("sections", [])
        ],
        "fiches": [{"number": one.get("number"), "title": one.get("title", "")} for one in content.get("fiches", [])],
        "annexes": [{"name": one["name"], "sha256": one["sha256"]} for one in content.get("annexes", [])],
        "months": int(reader.load().at(_TACIT, sent.sent_on).require().value or 0),
        "digest": sent.digest,
        "made_on": made_on.isoformat(),
    }
    return pdf.render("depot_pdf/bordereau.typ", data, made_on=made_on)
