"""The outline as a list of lines: state, what is missing, where to write."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from maillage.community.drafting import selectors as drafting
from maillage.community.drafting.models import TextKind
from maillage.community.filing import selectors as filing
from maillage.community.filing.models import Transmission, TransmissionKind
from maillage.kernel.french import plural, typed
from maillage.results.cpts import filing_state
from maillage.results.cpts.completeness import Line
from maillage.www.shared import cutting
from maillage.www.shared.espace import Visit

_PLACES = {"diagnostic": "diagnostic/", "objectifs": "objectifs/", "budget": "budget/"}
_SHOWN = 4
"""Lacks told on the page; the others are on the page of the part."""


def page(visit: Visit, lines: Sequence[Line]) -> dict[str, Any]:
    """Context of the page."""
    written = drafting.sections(visit.community, TextKind.PROJET)
    home = f"{visit.home}projet/"
    done = sum(line.is_complete for line in lines)
    rows = [_row(line, home, written.get(line.part.key)) for line in lines]
    return {
        "home": home,
        "rows": rows,
        "next": next((row for row in rows if not row["is_complete"]), None),
        "done": done,
        "total": len(lines),
        "done_sentence": typed(f"{plural(done, 'partie complète', 'parties complètes')} sur {len(lines)}"),
        "is_complete": done == len(lines),
        "is_new": not done and not written,
        "sent": [_sent(one, home, visit.today) for one in filing.transmissions(visit.community, TransmissionKind.PROJET)],
        "filing": filing_state.of_project(visit.community, visit.today),
    }


def _row(line: Line, home: str, section: Any) -> dict[str, Any]:
    part = line.part
    return {
        "letter": part.letter,
        "title": part.title,
        "href": home + (_PLACES.get(part.kind) or f"{part.key}/"),
        "is_complete": line.is_complete,
        "is_optional": not part.required,
        "missing": cutting.items([_sentence(text) for text in line.missing], _SHOWN, "autre point", "autres points"),
        "comments": section.open_comments if section else 0,
        "by": str(section.updated_by) if section and section.updated_by else "",
        "at": section.updated_at if section else None,
    }


def _sent(sent: Transmission, home: str, day: date) -> dict[str, Any]:
    state = filing_state.describe(filing.standing(sent, day)).label
    return {"label": str(sent), "on": sent.sent_on, "state": state, "href": f"{home}transmission/{sent.pk}."}


def _sentence(text: str) -> str:
    return typed(text[:1].upper() + text[1:])
