"""Two scenarios side by side: what changes in total, by year, by mission, by payment."""

from typing import Any

from maillage.results.runs.comparison import Comparison, Gap
from maillage.results.runs.model import Sum
from maillage.www.financement.presenters.cells import NOT_ESTABLISHED, STATUSES, Cell, change, of_sum
from maillage.www.financement.typography import french
from maillage.www.shared import formats

HEADS = {"Sur tout le contrat": "Certitude", "Par année": "Année", "Par mission": "Objet", "Par versement": "Versement"}


def of_comparison(found: Comparison) -> dict[str, Any]:
    """Rows « A, B, difference » for the comparison page."""
    tables = [
        {"title": title, "head": HEADS[title], "rows": [_row(one) for one in gaps]} for title, gaps in found.tables.items()
    ]
    return {
        "tables": tables[:-1],
        "payments": tables[-1] if found.payments else None,
        "payments_count": formats.plural(len(found.payments), "versement"),
        "same": found.is_same,
        "warnings": [french(sentence) for sentence in found.warnings],
    }


def _row(one: Gap) -> dict[str, Any]:
    gap = one.change
    cents = gap.cents if gap else 0
    return {
        "label": one.label,
        "status": one.status,
        "status_label": STATUSES[one.status] if one.status and one.on else "",
        "on": formats.day(one.on) if one.on else "",
        "a": _side(one.a),
        "b": _side(one.b),
        "change": Cell("—") if gap is None else Cell(change(cents), proof=gap.proof),
        "direction": "plus" if cents > 0 else "moins" if cents < 0 else "egal",
    }


def _side(one: Sum | None) -> Cell:
    return Cell(NOT_ESTABLISHED) if one is None else of_sum(one)
