"""The explanation of an amount as a tree of lines: the rule, the parameters of the agreement, the facts."""

from typing import Any

from django.urls import reverse

from maillage.kernel.french import typed
from maillage.results.explanation import Explanation

_KINDS = {"regle": "Règle", "parametre": "Paramètre du texte", "fait": "Fait", "convention": "Convention"}


def tree(one: Explanation) -> dict[str, Any]:
    """One line and, under it, those it was made of."""
    is_law = one.kind in ("parametre", "convention") and bool(one.text_id)
    origin = ", ".join(filter(None, (one.text, one.article, one.source, one.vintage)))
    return {
        "kind": _KINDS.get(one.kind, one.kind),
        "label": typed(one.label),
        "value": typed(one.value),
        "sentence": typed(one.sentence),
        "operation": one.operation,
        "origin": typed(origin),
        "proof": one.proof,
        "href": reverse("textes:parametre", args=[one.name]) if is_law else "",
        "children": [tree(child) for child in one.children],
    }
