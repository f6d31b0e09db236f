"""The explanation of a rule as lines to print: what was read, where it is written, and what it was made of."""

from dataclasses import dataclass

from django.urls import reverse

from maillage.kernel.proof import Proof
from maillage.results.explanation import Explanation
from maillage.www.shared.formats import long_day, typed

_KINDS = {"regle": "Règle", "parametre": "Paramètre du texte", "convention": "Convention", "fait": "Fait"}


@dataclass(frozen=True, slots=True)
class Line:
    kind: str
    label: str
    value: str
    sentence: str
    proof: Proof | None
    origin: str
    url: str
    """Page of the parameter, with all its values through time."""
    children: tuple["Line", ...]


def line(explanation: Explanation) -> Line:
    """One line and, under it, those it was made of."""
    is_parameter = explanation.kind in ("parametre", "convention")
    return Line(
        kind=_KINDS.get(explanation.kind, explanation.kind),
        label=typed(explanation.label),
        value=explanation.value,
        sentence=typed(explanation.sentence),
        proof=explanation.proof,
        origin=_origin(explanation),
        url=reverse("textes:parametre", args=[explanation.name]) if is_parameter else "",
        children=tuple(line(child) for child in explanation.children),
    )


def _origin(explanation: Explanation) -> str:
    since = f"en vigueur depuis le {long_day(explanation.since)}" if explanation.since else ""
    source = " ".join(filter(None, (explanation.source, explanation.vintage)))
    return typed(", ".join(filter(None, (explanation.text, explanation.article, explanation.read_in, since, source))))
