"""SIRET number of an establishment: the SIREN of its unit and five digits, a Luhn key last.

The establishments of La Poste (356 000 000) follow a rule of their own: the sum of their digits is a multiple of five.

>>> validate("732 829 320 00074"), siren_of("73282932000074")
('73282932000074', '732829320')
>>> validate("35600000049837")
'35600000049837'
>>> validate("73282932000079")
Traceback (most recent call last):
    ...
maillage.kernel.codes.errors.InvalidChecksum: La clé de « 73282932000079 » est fausse : recopiez le numéro SIRET chiffre par chiffre.
"""

from stdnum.exceptions import ValidationError
from stdnum.fr import siret as standard

from maillage.kernel.codes.errors import NBSP, InvalidCode, InvalidFormat, quoted, wrong_key, wrong_length
from maillage.kernel.codes.written import bare


def compact(number: str) -> str:
    return "".join(standard.compact(bare(number)).split())


def validate(number: str) -> str:
    """The compact number with a right key, or the sentence that says what is wrong."""
    text = compact(number)
    if not (text.isascii() and text.isdigit()):
        raise InvalidFormat(f"{quoted(text)} n'est pas un numéro SIRET{NBSP}: attendu quatorze chiffres.")
    if len(text) != 14:
        raise wrong_length(text, "un numéro SIRET", "quatorze")
    try:
        standard.validate(text)
    except ValidationError:
        raise wrong_key(text, "le numéro SIRET") from None
    return text


def is_valid(number: str) -> bool:
    try:
        return bool(validate(number))
    except InvalidCode:
        return False


def format(number: str) -> str:  # noqa: A001 (the name that python-stdnum gives)
    text = compact(number)
    return " ".join((text[:3], text[3:6], text[6:9], text[9:]))


def siren_of(number: str) -> str:
    """The SIREN of the unit that owns the establishment."""
    return compact(number)[:9]
