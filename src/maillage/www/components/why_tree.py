"""The explanation of an amount as a tree of lines: the rule, the parameters of the agreement, the facts."""

from typing import Any

from django.urls import reverse

from maillage.kernel.french import typed
from maillage.results.explanation import Explanation
from maillage.results.explanation_line import told_once

_KINDS = {"regle": "Règle", "parametre": "Paramètre du texte", "fait": "Fait", "convention": "Convention"}


AGAIN = "Détaillé plus haut sur cette page."


def tree(explanation: Explanation) -> dict[str, Any]:
    """One line and, under it, those it was made of; what was told once is not told again."""
    return _line(told_once(explanation))


def _line(one: Explanation) -> dict[str, Any]:
    is_law = one.kind in ("parametre", "convention") and bool(one.text_id)
    origin = ", ".join(filter(None, (one.text, one.article, one.read_in, one.source, one.vintage)))
    return {
        "kind": _KINDS.get(one.kind, one.kind),
        "label": typed(one.label),
        "value": typed(one.value),
        "sentence": AGAIN if one.again else typed(one.sentence),
        "operation": "" if one.again else one.operation,
        "origin": typed(origin),
        "proof": one.proof,
        "href": reverse("textes:parametre", args=[one.name]) if is_law else "",
        "children": [_line(child) for child in one.children],
    }
