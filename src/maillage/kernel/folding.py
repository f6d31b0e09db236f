"""The one form under which two texts are the same for a person: searched, compared or sorted, never shown.

Case, accents (composed or not), ligatures, apostrophes, hyphens and spaces of every sort do not count; letters of other
alphabets stay. It is the only place where Unicode is decomposed (a test reads the others).
"""

import re
import unicodedata

_LETTERS = str.maketrans(
    {
        "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d",
        "þ": "th", "ı": "i",
    }
    | dict.fromkeys("ʹʺʻʼʽˈˊˋꞌ", "'")
    | dict.fromkeys("\u00ad\u200c\u200d\u200e\u200f\u2060", "")
    | {"\u200b": " ", "\ufeff": " "}
)  # fmt: skip
"""What decomposition leaves: letters that are not a letter and its accent, letters that look like apostrophes, hidden signs."""
_BETWEEN = re.compile(r"[\W_]+")
_SAINTS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}


def unaccented(text: str) -> str:
    """The same signs without accents or ligatures; case and punctuation stay.

    >>> unaccented("L’Haÿ-les-Roses, Œuilly"), unaccented("E\\u0301lodie")
    ('L’Hay-les-Roses, OEuilly', 'Elodie')
    """
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def folded(text: str, *, saints: bool = False) -> str:
    """Lower case, no accents, words apart by one space; with `saints` (names of places), « st » is « saint ».

    >>> folded("L’Haÿ-les-Roses"), folded("Bourg\\u2011en\\u2011Bresse"), folded("Œuilly ")
    ('l hay les roses', 'bourg en bresse', 'oeuilly')
    >>> folded("ÉLODIE") == folded("E\\u0301lodie"), folded("St Étienne"), folded("St-Étienne", saints=True)
    (True, 'st etienne', 'saint etienne')
    """
    words = _BETWEEN.sub(" ", unaccented(text).casefold()).split()
    return " ".join(_SAINTS.get(word, word) for word in words) if saints else " ".join(words)


def dashed(text: str) -> str:
    """Plain letters and figures joined by hyphens, for names of files and anchors; empty when nothing is left.

    >>> dashed("CPTS « Vallée de la Sorgue »")
    'cpts-vallee-de-la-sorgue'
    """
    return "-".join(re.findall(r"[a-z0-9]+", unaccented(text).casefold()))
