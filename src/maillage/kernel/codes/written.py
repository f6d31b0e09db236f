"""A code as spreadsheets leave it in their files, back to what was typed: the first step of every `compact`.

>>> bare('="01004"'), bare("'01004"), bare("1004.0"), bare("« 01004 »"), bare('=""01004""')
('01004', '01004', '1004', '01004', '01004')
>>> bare("1004.5"), bare("2,91E+04"), bare("8,4007E+04")
('1004.5', '2,91E+04', '84007')
"""

import re
from decimal import Decimal

_SHELL = "=\"'’‘ʼ“”«»`´\ufeff\u200b\u2060"
_WHOLE = re.compile(r"(\d+)[.,]0*")
_POWER = re.compile(r"\d[.,](\d+)E\+?0?(\d)", re.IGNORECASE)


def bare(text: str) -> str:
    """Without spaces, quotes, the sign of a formula, nor the decimals of a whole number.

    A number in powers of ten is only whole when every digit is written: « 2,91E+04 » has lost two, and stays as it is.
    """
    told = "".join(text.split()).strip(_SHELL)
    if whole := _WHOLE.fullmatch(told):
        return whole[1]
    if (power := _POWER.fullmatch(told)) and len(power[1]) == int(power[2]):
        return str(int(Decimal(told.replace(",", "."))))
    return told
