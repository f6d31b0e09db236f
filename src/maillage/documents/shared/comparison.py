"""The content of a comparison: its sides in words, its warnings and its tables as plain values, amounts in cents."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from maillage.facts import words
from maillage.kernel.french import day as written
from maillage.kernel.french import typed
from maillage.results.runs.comparison import Comparison, Gap
from maillage.results.runs.model import Sum


def content(found: Comparison, *, sides: Iterable[Mapping[str, str]], address: str, made_on: date) -> dict[str, Any]:
    """`sides`: name (A, B), sentence and address of each; `address` reopens the comparison."""
    return {
        "sides": [dict(side) for side in sides],
        "address": address,
        "made_on": made_on.isoformat(),
        "warnings": [typed(sentence) for sentence in found.warnings],
        "is_same": found.is_same,
        "tables": [{"title": title, "rows": [_row(one) for one in gaps]} for title, gaps in found.tables.items() if gaps],
    }


def _row(one: Gap) -> dict[str, Any]:
    return {
        "label": f"{written(one.on)} · {one.label}" if one.on else one.label,
        "certainty": words.certainty(one.status) if one.status else "",
        "a": _sum(one.a),
        "b": _sum(one.b),
        "change": _sum(one.change),
    }


def _sum(one: Sum | None) -> dict[str, Any] | None:
    """None where a side is not established."""
    return None if one is None else {"cents": one.cents, "proof": one.proof.label if one.proof is not None else ""}
