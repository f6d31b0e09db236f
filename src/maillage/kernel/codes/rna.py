"""RNA number of an association (répertoire national des associations): « W », the register office, six digits.

The office is the département and one digit (« 751 » Paris, « 2A1 » Ajaccio, « 9R1 » La Réunion). There is no check digit.

>>> validate("w 751 123456"), validate("W2A1000123"), validate("W9R1000123")
('W751123456', 'W2A1000123', 'W9R1000123')
>>> validate("751123456")
Traceback (most recent call last):
    ...
maillage.kernel.codes.errors.InvalidFormat: « 751123456 » n'est pas un numéro RNA : attendu W puis neuf caractères, par exemple W751123456.
"""

import re

from maillage.kernel.codes.errors import NBSP, InvalidCode, InvalidComponent, InvalidFormat, quoted, wrong_length
from maillage.kernel.codes.written import bare

_FORM = re.compile(r"W(?:\d\d|2[AB]|9[A-Z])\d{7}")


def compact(number: str) -> str:
    """Without spaces, dots or dashes, upper case."""
    return re.sub(r"[\s.\-]", "", bare(number)).upper()


def validate(number: str) -> str:
    """The compact number, or the sentence that says what is wrong."""
    text = compact(number)
    if not text.startswith("W") or not text.isascii():
        raise InvalidFormat(
            f"{quoted(text)} n'est pas un numéro RNA{NBSP}: attendu W puis neuf caractères, par exemple W751123456."
        )
    if len(text) != 10:
        raise wrong_length(text, "un numéro RNA", "dix, W compris")
    if not _FORM.fullmatch(text):
        raise InvalidFormat(
            f"{quoted(text)} n'est pas un numéro RNA{NBSP}: après W viennent le département, un chiffre et six chiffres."
        )
    if text[1:3] in ("00", "20", "96"):
        raise InvalidComponent(f"{quoted(text)}{NBSP}: aucun greffe des associations ne porte le code {text[1:3]}.")
    return text


def is_valid(number: str) -> bool:
    try:
        return bool(validate(number))
    except InvalidCode:
        return False


def format(number: str) -> str:  # noqa: A001 (the name that python-stdnum gives)
    """Readable groups: « W 751 123456 »."""
    text = compact(number)
    return f"{text[:1]} {text[1:4]} {text[4:]}".strip()
