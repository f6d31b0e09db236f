"""The diagnosis kept in the project beside the one of today."""

from typing import Any

from maillage.community.missions import selectors
from maillage.community.missions.models import DiagnosisSnapshot
from maillage.results.cpts import snapshot
from maillage.www.projet.presenters import figures
from maillage.www.projet.presenters.figures import codes
from maillage.www.shared.espace import Visit

__all__ = ["codes", "page"]


def page(visit: Visit) -> dict[str, Any]:
    """Context of the page."""
    kept = selectors.diagnosis(visit.community)
    chosen = codes(visit)
    present = snapshot.content(snapshot.of_codes(chosen)) if chosen else None
    return {
        "refusal": "",
        "home": f"{visit.home}projet/",
        "has_perimeter": bool(chosen),
        "kept": kept,
        "sections": _sections(chosen, kept) if kept else [],
        "headings": snapshot.HEADINGS,
        "differences": snapshot.differences(kept.content, present) if kept and present else (),
        "is_current": bool(kept and present and kept.content == present),
        "other_perimeter": bool(kept and chosen and sorted(kept.content["codes"]) != sorted(chosen)),
        "older": [one for one in selectors.diagnoses(visit.community) if kept and one.pk != kept.pk],
        "live": figures.diagnosis_address(visit) if chosen else "",
    }


def _sections(chosen: tuple[str, ...], kept: DiagnosisSnapshot) -> list[dict[str, Any]]:
    return [
        {
            **section,
            "figures": [
                {**one, "told": snapshot.told(one), "href": figures.address(chosen, one["key"])} for one in section["figures"]
            ],
        }
        for section in kept.content["sections"]
    ]
