"""FINESS number of an establishment or a legal entity: nine characters, the département first, a Luhn key last.

In Corsica the second character is a letter, worth 1 (A) or 2 (B) in the key.

>>> validate("09 000 475 5"), format("090004755")
('090004755', '09 000 475 5')
>>> validate("2A0000014"), validate("1090004755")
('2A0000014', '090004755')
>>> to_idnst("090004755")
'1090004755'
>>> validate("090004756")
Traceback (most recent call last):
    ...
maillage.kernel.codes.errors.InvalidChecksum: La clé de « 090004756 » est fausse : recopiez le numéro FINESS chiffre par chiffre.
"""

import re

from stdnum import luhn

from maillage.kernel.codes.errors import NBSP, InvalidCode, InvalidFormat, quoted, wrong_key, wrong_length
from maillage.kernel.codes.written import bare

CPTS_CATEGORY = "604"
"""Category of establishment of a CPTS in FINESS."""
_FORM = re.compile(r"(?:\d\d|2[AB])\d{7}")
_LETTERS = str.maketrans("AB", "12")


def compact(number: str) -> str:
    """Without spaces, dots or dashes, upper case, without the « 1 » of the national structure identifier."""
    text = re.sub(r"[\s.\-]", "", bare(number)).upper()
    return text[1:] if len(text) == 10 and text.startswith("1") else text


def validate(number: str) -> str:
    """The compact number with a right key, or the sentence that says what is wrong."""
    text = compact(number)
    if len(text) != 9:
        raise wrong_length(text, "un numéro FINESS", "neuf")
    if not text.isascii() or not _FORM.fullmatch(text):
        raise InvalidFormat(
            f"{quoted(text)} n'est pas un numéro FINESS{NBSP}: attendu neuf chiffres, ou 2A ou 2B puis sept chiffres en Corse."
        )
    if not luhn.is_valid(text.translate(_LETTERS)):
        raise wrong_key(text, "le numéro FINESS")
    return text


def is_valid(number: str) -> bool:
    try:
        return bool(validate(number))
    except InvalidCode:
        return False


def format(number: str) -> str:  # noqa: A001 (the name that python-stdnum gives)
    """As registers print it: « 09 000 475 5 »."""
    text = compact(number)
    return f"{text[:2]} {text[2:5]} {text[5:8]} {text[8:]}".strip()


def with_key(eight: str) -> str:
    """Eight characters followed by their key: for generated, fictitious structures."""
    return eight + luhn.calc_check_digit(eight.translate(_LETTERS))


def to_idnst(number: str) -> str:
    """The national structure identifier: « 1 » before the FINESS number."""
    return f"1{compact(number)}"
