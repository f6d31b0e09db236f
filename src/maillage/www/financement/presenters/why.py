"""An explanation as a tree of lines: the figure, its rule, the parameters of the law, the facts."""

from collections.abc import Iterable
from typing import Any

from maillage.results.explanation import Explanation
from maillage.results.explanation_line import told_once
from maillage.www.financement.links import parameter_address, text_address
from maillage.www.financement.presenters.cells import badge
from maillage.www.financement.typography import french
from maillage.www.shared import formats

KINDS = {"regle": "Règle", "parametre": "Paramètre du texte", "fait": "Fait", "convention": "Convention"}
OPEN_DEPTH = 1
"""Lines shown open at first: the figure and what it is made of."""


def of_explanation(explanation: Explanation) -> dict[str, Any]:
    """The head of the panel, then the tree."""
    return {
        "label": french(explanation.label),
        "value": explanation.value,
        "sentence": french(explanation.sentence),
        "operation": explanation.operation,
        "article": french(explanation.article),
        "badge": badge(explanation.proof),
        "children": _nodes(told_once(explanation).children, 1),
        "reserves": _reserves(explanation),
    }


def _nodes(children: Iterable[Explanation], depth: int) -> list[dict[str, Any]]:
    return [_node(child, depth) for child in children]


def _node(one: Explanation, depth: int) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "kind_label": KINDS.get(one.kind, one.kind),
        "label": french(one.label),
        "value": one.value,
        "sentence": french(one.sentence),
        "operation": one.operation,
        "article": french(one.article),
        "read_in": french(one.read_in),
        "text": one.text,
        "text_href": text_address(one.text_id),
        "parameter_href": parameter_address(one.name) if one.kind in ("parametre", "convention") else "",
        "since": formats.day(one.since) if one.since else "",
        "published": formats.day(one.published) if one.published else "",
        "badge": badge(one.proof),
        "source": one.source,
        "vintage": one.vintage,
        "again": one.again,
        "children": _nodes(one.children, depth + 1),
        "open": depth <= OPEN_DEPTH,
    }


def _reserves(explanation: Explanation) -> list[str]:
    """Amounts and shares that no text states as such: what to check in one's own contract."""
    found: dict[str, None] = {}
    stack = [explanation]
    while stack:
        one = stack.pop()
        if one.kind == "parametre" and one.proof is not None and not one.proof.is_established:
            found[french(f"{one.label} : {one.value}, {one.proof.label}")] = None
        stack.extend(one.children)
    return list(found)
