"""RPPS number of a health professional: eleven digits, a Luhn key last.

>>> validate("10 003 218 103") == with_key("1000321810")
True
>>> validate(to_idnps(with_key("1000321810"))) == with_key("1000321810")
True
>>> validate("1000321810")
Traceback (most recent call last):
    ...
maillage.kernel.codes.errors.InvalidLength: « 1000321810 » a 10 caractères ; un numéro RPPS en a onze.
"""

import re

from stdnum import luhn

from maillage.kernel.codes.errors import NBSP, InvalidCode, InvalidFormat, quoted, wrong_key, wrong_length
from maillage.kernel.codes.written import bare


def compact(number: str) -> str:
    """Without spaces, dots or dashes, without the « 8 » of the national professional identifier."""
    text = re.sub(r"[\s.\-]", "", bare(number))
    return text[1:] if len(text) == 12 and text.startswith("8") else text


def validate(number: str) -> str:
    """The compact number with a right key. Exchanges with the SAS accept wrong keys: check at data entry only."""
    text = compact(number)
    if not (text.isascii() and text.isdigit()):
        raise InvalidFormat(f"{quoted(text)} n'est pas un numéro RPPS{NBSP}: attendu onze chiffres.")
    if len(text) != 11:
        raise wrong_length(text, "un numéro RPPS", "onze")
    if not luhn.is_valid(text):
        raise wrong_key(text, "le numéro RPPS")
    return text


def is_valid(number: str) -> bool:
    try:
        return bool(validate(number))
    except InvalidCode:
        return False


def format(number: str) -> str:  # noqa: A001 (the name that python-stdnum gives)
    """Readable groups: « 10 003 218 103 »."""
    text = compact(number)
    return f"{text[:2]} {text[2:5]} {text[5:8]} {text[8:]}".strip()


def with_key(ten: str) -> str:
    """Ten digits followed by their key: for generated, fictitious professionals."""
    return ten + luhn.calc_check_digit(ten)


def to_idnps(number: str) -> str:
    """The national professional identifier: « 8 » before the RPPS number."""
    return f"8{compact(number)}"
