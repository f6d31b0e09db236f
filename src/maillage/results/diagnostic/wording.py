"""Values of measures as sentences write them."""

from decimal import Decimal

from maillage.kernel.french import NBSP, number
from maillage.measures.evaluation import displayed
from maillage.measures.model import Definition, Measured


def amount(definition: Definition, value: Decimal) -> str:
    """The value rounded as it is shown, with its unit when the unit is short."""
    shown = number(displayed(definition, value), definition.digits)
    return f"{shown}{NBSP}{definition.unit}" if definition.unit in _SHORT else shown


_SHORT = ("%", "km", "habitants", "€ par an", "professionnels", "établissements")


def with_unit(definition: Definition, measured: Measured) -> str:
    """« 3,4 consultations par an et habitant », or « non établi »."""
    if measured.value is None:
        return "non établi"
    return f"{number(displayed(definition, measured.value), definition.digits)}{NBSP}{definition.unit}".strip()
