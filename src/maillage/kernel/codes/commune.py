"""Code of a commune or municipal arrondissement (COG of Insee): five characters, the département first.

>>> validate("2a004"), validate("97 411"), validate("13055")
('2A004', '97411', '13055')
>>> is_arrondissement("13201"), city_of_arrondissement("69385")
(True, '69123')
>>> validate("98818")
Traceback (most recent call last):
    ...
maillage.kernel.codes.errors.InvalidComponent: « 988 » : la Nouvelle-Calédonie n'est pas un département.
>>> validate("1015")
Traceback (most recent call last):
    ...
maillage.kernel.codes.errors.InvalidLength: « 1015 » a 4 caractères ; un code en a cinq. Zéro perdu par un tableur ? Écrivez 01015.

A well-formed code may still name no commune: only the commune table knows which exist.
"""

import re

from maillage.kernel.codes import departement
from maillage.kernel.codes.errors import NBSP, InvalidCode, InvalidFormat, InvalidLength, quoted, wrong_length
from maillage.kernel.codes.written import bare

_FORM = re.compile(r"(?:\d\d|2[AB])\d{3}")
_LOST_ZERO = re.compile(r"[1-9]\d{3}")
_APART = re.compile(r"(\d{1,2}|2[AB]|97\d(?=.\d\d$))[.,\-_/](\d{3}|\d\d(?<=97\d.\d\d))")
ARRONDISSEMENTS = {"75056": ("75101", "75120"), "69123": ("69381", "69389"), "13055": ("13201", "13216")}
"""City -> first and last of its municipal arrondissements."""


def compact(number: str) -> str:
    """Upper case, without what a spreadsheet adds, nor a sign between the département and the rest; any other sign stays.

    >>> compact("1004.0"), compact('="01004"'), compact("2A-004"), compact("84 007"), compact("974.11"), compact("1004.5")
    ('1004', '01004', '2A004', '84007', '97411', '1004.5')
    """
    code = bare(number).upper()
    apart = _APART.fullmatch(code)
    return apart[1] + apart[2] if apart else code


def mended(number: str) -> str:
    """The compact code, with the zero that spreadsheets remove.

    >>> mended("1004.0"), mended("84007")
    ('01004', '84007')
    """
    code = compact(number)
    return f"0{code}" if _LOST_ZERO.fullmatch(code) else code


def validate(number: str) -> str:
    """The compact code, or the sentence that says what is wrong."""
    code = compact(number)
    if len(code) == 4 and code.isdecimal():
        raise InvalidLength(f"{wrong_length(code, 'un code', 'cinq')} Zéro perdu par un tableur{NBSP}? Écrivez 0{code}.")
    if len(code) != 5:
        raise wrong_length(code, "un code de commune", "cinq")
    if not code.isascii() or not _FORM.fullmatch(code):
        raise InvalidFormat(f"{quoted(code)} n'est pas un code de commune{NBSP}: attendu par exemple 84007 ou 2A004.")
    departement.validate(departement.of_commune(code))
    return code


def is_valid(number: str) -> bool:
    try:
        return bool(validate(number))
    except InvalidCode:
        return False


def format(number: str) -> str:  # noqa: A001 (the name that python-stdnum gives)
    return compact(number)


def city_of_arrondissement(code: str) -> str | None:
    """Paris, Lyon or Marseille for one of their arrondissements, else None."""
    return next((city for city, (first, last) in ARRONDISSEMENTS.items() if first <= code <= last), None)


def is_arrondissement(code: str) -> bool:
    return city_of_arrondissement(code) is not None


def arrondissements_of(city: str) -> tuple[str, ...]:
    """The municipal arrondissements of a city, or nothing.

    >>> arrondissements_of("69123")[-1], arrondissements_of("84007")
    ('69389', ())
    """
    if city not in ARRONDISSEMENTS:
        return ()
    first, last = ARRONDISSEMENTS[city]
    return tuple(str(code) for code in range(int(first), int(last) + 1))
