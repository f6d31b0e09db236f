"""SIREN number of a legal unit: nine digits, a Luhn key last.

>>> validate("732 829 320"), format("732829320")
('732829320', '732 829 320')
>>> validate("732829321")
Traceback (most recent call last):
    ...
maillage.kernel.codes.errors.InvalidChecksum: La clé de « 732829321 » est fausse : recopiez le numéro SIREN chiffre par chiffre.
"""

from stdnum import luhn
from stdnum.fr import siren as standard

from maillage.kernel.codes.errors import NBSP, InvalidCode, InvalidFormat, quoted, wrong_key, wrong_length
from maillage.kernel.codes.written import bare


def compact(number: str) -> str:
    return "".join(standard.compact(bare(number)).split())


def validate(number: str) -> str:
    """The compact number with a right key, or the sentence that says what is wrong."""
    text = compact(number)
    if not (text.isascii() and text.isdigit()):
        raise InvalidFormat(f"{quoted(text)} n'est pas un numéro SIREN{NBSP}: attendu neuf chiffres.")
    if len(text) != 9:
        raise wrong_length(text, "un numéro SIREN", "neuf")
    if not luhn.is_valid(text):
        raise wrong_key(text, "le numéro SIREN")
    return text


def is_valid(number: str) -> bool:
    try:
        return bool(validate(number))
    except InvalidCode:
        return False


def format(number: str) -> str:  # noqa: A001 (the name that python-stdnum gives)
    text = compact(number)
    return " ".join((text[:3], text[3:6], text[6:]))
