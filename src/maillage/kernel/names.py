"""What holds one line: names of people, CPTS, files, institutions. Signs that hide, turn around or break a line are not names."""

import unicodedata

_LINES = {"\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\n", "\r"}
_HIDING = {"\u200b", "\u200e", "\u200f", "\u2060", "\ufeff", "\u00ad", "\u180e", "\u061c"}
"""Signs without width: two names that look the same would not be. Joiners (U+200C, U+200D) write some languages."""


def deceiving_sign(text: str) -> str:
    """The first sign that no name holds: control, line or paragraph separator, direction override, sign without width; else ""."""
    return next((sign for sign in text if _deceives(sign)), "")


def one_line(text: str) -> str:
    """The name as it is kept: separators of lines and spaces in a row are one space, signs that deceive are gone.

    >>> one_line(" Maison\\r\\nde  santé \\u202egpj.exe ")
    'Maison de santé gpj.exe'
    """
    spaced = "".join(" " if sign in _LINES or sign == "\t" else "" if _deceives(sign) else sign for sign in text)
    return " ".join(spaced.split())


def _deceives(sign: str) -> bool:
    is_turning = "\u202a" <= sign <= "\u202e" or "\u2066" <= sign <= "\u2069"
    return is_turning or sign in _LINES or sign in _HIDING or unicodedata.category(sign) in ("Cc", "Cs")
