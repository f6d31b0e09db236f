"""Values as French people read them: the only place where results, pages and documents turn a value into text.

>>> number(78760), percent(Decimal("0.2431")), signed_percent(Decimal("-0.012"))
('78 760', '24,3 %', '−1,2 %')
>>> euros(123456), euros_short(4463014)
('1 234,56 €', '44 630 €')
>>> day(date(2026, 11, 21)), long_day(date(2027, 3, 1))
('21/11/2026', '1er mars 2027')
>>> plural(1, "commune"), plural(2300, "commune"), plural(0, "cas", "cas")
('1 commune', '2 300 communes', '0 cas')
>>> octets(11_800), octets(3_420_000)
('12 Ko', '3,4 Mo')
>>> join(["Avignon", "Apt", "Orange"])
'Avignon, Apt et Orange'
"""

import re
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from maillage.kernel.money import NBSP as THIN
from maillage.kernel.money import format_euros
from maillage.kernel.periods import MONTHS

NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"


def number(value: int | Decimal, digits: int = 0) -> str:
    """With thin spaces between thousands and a decimal comma."""
    exact = Decimal(value).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    text = f"{abs(exact):,.{digits}f}".replace(",", THIN).replace(".", ",")
    return (MINUS if exact < 0 else "") + text


def signed(value: int | Decimal, digits: int = 0) -> str:
    """With its sign, « + » included; zero has none."""
    text = number(value, digits)
    return f"+{text}" if value > 0 and any(digit in text for digit in "123456789") else text


def euros(cents: int) -> str:
    """To the cent."""
    return format_euros(cents)


def euros_short(cents: int) -> str:
    """To the euro, where cents would only be noise."""
    return format_euros(cents, decimals=False)


def percent(share: Decimal | float, digits: int = 1) -> str:
    """A share of 0 to 1 as a percentage."""
    return f"{number(Decimal(str(share)) * 100, digits)}{NBSP}%"


def signed_percent(share: Decimal | float, digits: int = 1) -> str:
    """A change as a percentage with its sign."""
    return f"{signed(Decimal(str(share)) * 100, digits)}{NBSP}%"


def day(value: date) -> str:
    """For tables."""
    return f"{value:%d/%m/%Y}"


def long_day(value: date) -> str:
    """For sentences."""
    ordinal = "1er" if value.day == 1 else str(value.day)
    return f"{ordinal}{NBSP}{MONTHS[value.month - 1]} {value.year}"


def plural(count: int, one: str, many: str = "") -> str:
    """The number and its noun; French keeps the singular under two."""
    noun = one if abs(count) < 2 else many or f"{one}s"
    return f"{number(count)}{NBSP}{noun}"


def octets(count: int) -> str:
    """The size of a file."""
    if count < 1_000_000:
        return f"{number(max(1, round(count / 1_000)))}{NBSP}Ko"
    return f"{number(Decimal(count) / 1_000_000, 1)}{NBSP}Mo"


def typed(sentence: str) -> str:
    """With the non-breaking spaces of French punctuation, for sentences that come from data."""
    return re.sub(r" (?=[:;!?»%€])", NBSP, sentence).replace("« ", f"«{NBSP}")


def join(words: Sequence[str]) -> str:
    """« a, b et c »."""
    return " et ".join(filter(None, [", ".join(words[:-1]), words[-1]])) if words else ""
