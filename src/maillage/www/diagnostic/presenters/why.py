"""The explanation of an indicator as a tree of lines: the figure, the method, the data it read."""

from dataclasses import dataclass

from django.urls import reverse

from maillage.kernel.proof import Proof
from maillage.results.explanation import Explanation
from maillage.www.shared.formats import typed

KINDS = {"regle": "Calcul", "parametre": "Paramètre", "convention": "Convention", "fait": "Donnée"}


@dataclass(frozen=True, slots=True)
class Node:
    kind: str
    label: str
    value: str
    sentence: str
    origin: str
    proof: Proof | None
    url: str
    """Page of the parameter, for those of the law."""
    children: tuple["Node", ...]


def tree(one: Explanation) -> Node:
    """One line and, under it, those it was made of."""
    is_law = one.kind in ("parametre", "convention") and bool(one.text_id)
    return Node(
        kind=KINDS.get(one.kind, one.kind),
        label=typed(one.label),
        value=typed(one.value),
        sentence=typed(one.sentence),
        origin=typed(", ".join(filter(None, (one.text, one.article, one.read_in, one.source, one.vintage)))),
        proof=one.proof,
        url=reverse("textes:parametre", args=[one.name]) if is_law else "",
        children=tuple(tree(child) for child in one.children),
    )
