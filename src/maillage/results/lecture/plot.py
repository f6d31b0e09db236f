"""The dot plot of an indicator: the territory among its references, on a scale of its own, as they are written."""

from dataclasses import dataclass
from decimal import Decimal

from maillage.measures.evaluation import displayed
from maillage.results.diagnostic import REFERENCES, IndicatorView
from maillage.results.lecture.values import figure

UNCOMPARABLE = ("somme",)
"""Totals: those of a région say nothing of a territory."""


@dataclass(frozen=True, slots=True)
class Mark:
    """`kind` is ici, departement, region, france, semblables (their whole) or pair (one of them)."""

    kind: str
    place: Decimal
    """From 0, the smallest value shown, to 1."""
    text: str


def marks(view: IndicatorView, names: dict[str, str]) -> tuple[Mark, ...]:
    """The territory last, over the others; none when there are not two values to set side by side.

    `names`: reference, or code of a similar territory -> its name.
    """
    if view.definition.method in UNCOMPARABLE or view.measured.value is None:
        return ()
    values = [("pair", code, measured.value) for code, measured in view.peers.items()]
    values += [(key, key, view.comparisons[key].value) for key in reversed(REFERENCES) if key in view.comparisons]
    values.append(("ici", "ici", view.measured.value))
    known = [(kind, name, displayed(view.definition, value)) for kind, name, value in values if value is not None]
    if len(known) < 2:
        return ()
    low, high = min(value for *_, value in known), max(value for *_, value in known)
    return tuple(
        Mark(kind, _place(value, low, high), f"{names.get(name, name)} : {figure(view.definition, value)}")
        for kind, name, value in known
    )


def _place(value: Decimal, low: Decimal, high: Decimal) -> Decimal:
    return (value - low) / (high - low) if high > low else Decimal("0.5")
