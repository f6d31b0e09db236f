"""Code of a département, the first component of commune, FINESS and RNA codes.

>>> validate("2a"), validate("1"), validate("974")
('2A', '01', '974')
>>> validate("20")
Traceback (most recent call last):
    ...
maillage.kernel.codes.errors.InvalidComponent: « 20 » n'est plus un département : la Corse a 2A et 2B.
>>> of_commune("97411"), of_commune("13055")
('974', '13')
"""

import re

from maillage.kernel.codes.errors import NBSP, InvalidCode, InvalidComponent, InvalidFormat, quoted
from maillage.kernel.codes.written import bare

_FORM = re.compile(r"\d{2}|2[AB]|9[78]\d")
_OVERSEAS = ("971", "972", "973", "974", "976")
_NAMES_OUTSIDE = {
    "975": "Saint-Pierre-et-Miquelon", "977": "Saint-Barthélemy", "978": "Saint-Martin",
    "984": "les Terres australes et antarctiques françaises", "986": "Wallis-et-Futuna",
    "987": "la Polynésie française", "988": "la Nouvelle-Calédonie", "989": "Clipperton",
}  # fmt: skip


def compact(number: str) -> str:
    """Without spaces, upper case, with the zero that spreadsheets remove, without the decimals that they add."""
    text = bare(number).upper()
    return text.zfill(2) if text.isdecimal() else text


def validate(number: str) -> str:
    """The code of a present département; the collectivités that have no CPTS under this agreement are named and refused."""
    code = compact(number)
    if not code.isascii() or not _FORM.fullmatch(code):
        raise InvalidFormat(
            f"{quoted(number)} n'est pas un code de département{NBSP}: attendu 01 à 95, 2A, 2B, 971 à 974 ou 976."
        )
    if code in _NAMES_OUTSIDE:
        raise InvalidComponent(f"{quoted(code)}{NBSP}: {_NAMES_OUTSIDE[code]} n'est pas un département.")
    if code == "20":
        raise InvalidComponent(f"{quoted(code)} n'est plus un département{NBSP}: la Corse a 2A et 2B.")
    if code not in _OVERSEAS and not ("01" <= code <= "95"):
        raise InvalidComponent(f"{quoted(code)} n'est le code d'aucun département.")
    return code


def is_valid(number: str) -> bool:
    try:
        return bool(validate(number))
    except InvalidCode:
        return False


def format(number: str) -> str:  # noqa: A001 (the name that python-stdnum gives)
    return compact(number)


def of_commune(code: str) -> str:
    """The département of a commune code, which must be well formed."""
    return code[:3] if code.startswith(("97", "98")) else code[:2]
