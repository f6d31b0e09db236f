"""Numbers, rates and days as people and spreadsheets write them: one reading for forms, addresses, dossiers and tables.

>>> number("90 000,50"), whole("90 000"), share("80 %"), share("0,8")
(Decimal('90000.50'), 90000, Decimal('0.8'), Decimal('0.8'))
>>> day("2025-03-01") == day("01/03/2025") == day("1.3.25") == day("1er mars 2025") == day("2025-03-01 00:00:00")
True
>>> for text in ("90,000", "--5", "1e5", "٩٠", "2025-W09-6"):
...     for read in (whole, day):
...         try: print(read(text))
...         except Unreadable: pass
"""

import re
from datetime import date, timedelta
from decimal import Decimal

from maillage.kernel.folding import folded
from maillage.kernel.periods import MONTHS

SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
MAX_LENGTH = 60
"""Characters: no number and no day needs more, and a longer text costs more to refuse."""
_NUMBER = re.compile(r"([-−+]?)(\d{1,3}(?: \d{3}){1,4}|\d{1,15})(?:[.,](\d{1,12}))?", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?", re.ASCII)
_FRENCH = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?: 00:00(?::00)?)?", re.ASCII)
_IN_WORDS = re.compile(r"(?:[a-z]+di |dimanche )?(\d{1,2})(?:er)? ([a-z]{3,9}) (\d{4}|\d{2})", re.ASCII)
_SERIAL = re.compile(r"(\d{5})(?:[.,]0+)?", re.ASCII)
_MONTHS = {folded(name): number for number, name in enumerate(MONTHS, 1)}
_SHELL = "=\"'’“”«» "
"""What a spreadsheet or a quotation puts around a value."""
_UNIT = re.compile(r" ?(?:€|hab\.?|habitants?)$", re.IGNORECASE)
_NO_CENTS = re.compile(r"(?:\.0|[.,]00)$")
_EPOCH = date(1899, 12, 30)
"""Day 0 of spreadsheets, once their 29 February 1900 is behind."""
_SERIALS = range((date(2000, 1, 1) - _EPOCH).days, (date(2100, 1, 1) - _EPOCH).days)


class Unreadable(ValueError):
    """The text is not written in a form that we read; who asked knows the field and says the remedy."""


def number(text: str) -> Decimal:
    """The exact value of a number with a decimal comma or point, thousands apart or not.

    An exponent, a second decimal mark, digits that are not ours, and spaces elsewhere than between thousands are refused.
    """
    found = _NUMBER.fullmatch(_clean(text)) if len(text) <= MAX_LENGTH else None
    if found is None:
        raise Unreadable(text[:MAX_LENGTH])
    sign, units, decimals = found.groups()
    value = Decimal(f"{units.replace(' ', '')}.{decimals or 0}" if decimals else units.replace(" ", ""))
    return -value if sign in ("-", "\N{MINUS SIGN}") else value


def whole(text: str) -> int:
    """A whole number, its unit aside; « 90000.0 » and « 90 000,00 », which tables write, are ones, « 90,000 » is not."""
    written = _NO_CENTS.sub("", _UNIT.sub("", _clean(text)))
    value = number(written)
    if "," in written or "." in written:
        raise Unreadable(text[:MAX_LENGTH])
    return int(value)


def share(text: str) -> Decimal:
    """A share: « 0,8 » or « 80 % ». Its bounds are for who asks."""
    written = _clean(text)
    if written.endswith("%"):
        return (number(written[:-1].rstrip()) / 100).normalize() + 0
    return number(written)


def day(text: str, *, serial: bool = False) -> date:
    """A day of the calendar: 2025-03-01, 01/03/2025, 1.3.25, 1er mars 2025, at midnight or without an hour.

    Two digits of a year are of this century. `serial` also reads the number of days that a spreadsheet keeps.
    """
    written = _clean(text) if len(text) <= MAX_LENGTH else ""
    if serial and (found := _SERIAL.fullmatch(written)) and int(found[1]) in _SERIALS:
        return _EPOCH + timedelta(days=int(found[1]))
    try:
        return date(*_parts(written))
    except (ValueError, TypeError):
        raise Unreadable(text[:MAX_LENGTH]) from None


def _parts(written: str) -> tuple[int, int, int]:
    """Year, month and day; ValueError when no form is met."""
    if found := _ISO.fullmatch(written):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _FRENCH.fullmatch(written):
        year = int(found[4])
        return year if len(found[4]) == 4 else 2000 + year, int(found[3]), int(found[1])
    if found := _IN_WORDS.fullmatch(folded(written)):
        (month,) = (number for name, number in _MONTHS.items() if name.startswith(found[2]))
        return int(found[3]) + (2000 if len(found[3]) == 2 else 0), month, int(found[1])
    raise ValueError


def _clean(text: str) -> str:
    return SPACES.sub(" ", text).strip(_SHELL)
