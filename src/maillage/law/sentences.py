"""Dates et listes en toutes lettres, pour les phrases de refus de la loi.

>>> long_day(date(2022, 9, 3)).replace("\\N{NO-BREAK SPACE}", " "), long_day(date(2027, 3, 1))[:3]
('3 septembre 2022', '1er')
"""

import difflib
import re
from collections.abc import Iterable
from datetime import date

_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_NBSP = "\N{NO-BREAK SPACE}"


def long_day(day: date) -> str:
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number}{_NBSP}{_MONTHS[day.month - 1]} {day.year}"


def quoted(text: str) -> str:
    return f"«{_NBSP}{text}{_NBSP}»"


def in_a_sentence(text: str) -> str:
    """Un titre au milieu d'une phrase : sans sa majuscule."""
    return text[:1].lower() + text[1:]


def close_names(name: str, names: Iterable[str]) -> tuple[str, ...]:
    """Au plus trois noms qui ressemblent à celui-ci, ou qui le contiennent."""
    known = list(names)
    inside = [candidate for candidate in known if name and name in candidate]
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.6)
    return tuple(dict.fromkeys([*near, *inside]))[:3]


def typographic(text: str) -> str:
    """Espaces insécables du français ; les fichiers s'écrivent avec des espaces ordinaires.

    >>> typographic("« 40 000 € » : oui").encode("ascii", "namereplace").decode().count("NO-BREAK SPACE")
    5
    """
    if not _CALLS_FOR.search(text):
        return text
    text = _NUMBERED.sub(_NBSP, text)
    return _BEFORE.sub(f"{_NBSP}\\1", _THOUSANDS.sub("\N{NARROW NO-BREAK SPACE}", text).replace("« ", f"«{_NBSP}"))


_BEFORE = re.compile(r" ([:;!?»%€])")
_NUMBERED = re.compile(r"(?:(?<=art\.)|(?<=n°)) (?=\d)")
_CALLS_FOR = re.compile(r"« | [:;!?»%€]|(?:\d|art\.|n°) \d")
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}\b)")
