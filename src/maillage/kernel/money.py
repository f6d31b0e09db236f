"""Euros as whole cents, one rounding rule, French and machine forms.

>>> cents("75 000,50")
7500050
>>> euros(7500050)
Decimal('75000.50')
>>> share_of(9000000, 181, 365)
4463014
>>> share_of(-5, 1, 2), share_of(5, 1, 2)
(-3, 3)
"""

from decimal import Decimal
from typing import Any

from maillage.kernel import written

NBSP = "\N{NARROW NO-BREAK SPACE}"


class InvalidAmount(ValueError):
    """The text is not an amount in euros with at most two decimals."""


def cents(amount: object) -> int:
    """Cents of an amount in euros written as int, Decimal, float or French text, with two decimals at most.

    « 90,000 » is refused: an English reader wrote ninety thousand, a French one ninety.
    """
    shown = str(amount)[:60]
    try:
        exact = written.number(str(amount).replace("€", " "))
    except written.Unreadable:
        raise InvalidAmount(f"« {shown} » n'est pas un montant en euros") from None
    if len(f"{exact:f}".partition(".")[2]) > 2:
        raise InvalidAmount(f"« {shown} » a plus de deux décimales")
    return int(exact * 100)


def euros(amount_in_cents: int) -> Decimal:
    """Exact euros with two decimals."""
    return Decimal(int(amount_in_cents)).scaleb(-2)


def share_of(amount: Any, numerator: Any, denominator: Any) -> Any:
    """`amount × numerator / denominator`, rounded half away from zero: the only rounding of money.

    Works on ints and on int64 arrays alike, and gives the same cents on both. Exact while
    `2 × amount × numerator` stays under 2^63.
    """
    doubled = 2 * amount * numerator
    if isinstance(doubled, int):
        half = (abs(doubled) + denominator) // (2 * denominator)
        return half if doubled >= 0 else -half
    if doubled.size == 0 or doubled.min() >= 0:
        return (doubled + denominator) // (2 * denominator)
    return (abs(doubled) + denominator) // (2 * denominator) * (1 - 2 * (doubled < 0))


def format_euros(amount_in_cents: int, *, decimals: bool = True) -> str:
    """As French people read it.

    >>> format_euros(123456).replace(NBSP, "_").replace("\\N{NO-BREAK SPACE}", "~")
    '1_234,56~€'
    """
    text = f"{abs(euros(amount_in_cents)):,.2f}" if decimals else f"{abs(share_of(amount_in_cents, 1, 100)):,}"
    sign = "\N{MINUS SIGN}" if amount_in_cents < 0 else ""
    return sign + text.replace(",", NBSP).replace(".", ",") + "\N{NO-BREAK SPACE}€"
