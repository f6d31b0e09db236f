"""Sums by certainty as the pages show them: words, amount, and the proof that its badge names."""

from collections.abc import Mapping
from typing import Any

from maillage.facts import words
from maillage.results.runs.model import ACQUIS, EN_JEU, PROBABLE, Sum
from maillage.www.shared.formats import euros

HINTS = {
    ACQUIS: "fonctionnement et parts fixes",
    PROBABLE: "part variable attendue",
    EN_JEU: "reste de la part variable",
}


def columns(sums: Mapping[str, Sum]) -> list[dict[str, Any]]:
    """What `components/money_columns.html` draws, in the order of certainty."""
    return [
        {
            "status": status,
            "label": words.certainty(status),
            "hint": HINTS[status],
            "amount": euros(one.cents),
            "proof": one.proof,
        }
        for status, one in sums.items()
    ]
