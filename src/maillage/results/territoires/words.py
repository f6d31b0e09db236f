"""Sentences about territories: French typography, counts, lists."""

import re
from collections.abc import Sequence

from maillage.facts.words import count

NBSP = "\N{NO-BREAK SPACE}"
_MAX_NAMES = 4


def typed(sentence: str) -> str:
    """With the non-breaking spaces of French punctuation.

    >>> typed("« Sète » : pourquoi ?") == "«\\u00a0Sète\\u00a0»\\u00a0: pourquoi\\u00a0?"
    True
    """
    return re.sub(r" (?=[:;!?»%€])", NBSP, sentence).replace("« ", f"«{NBSP}")


def plural(number: int, word: str) -> str:
    """« 1 commune », « 1 240 habitants »; the word takes an s."""
    return f"{count(number)}{NBSP}{word}{'s' if number > 1 else ''}"


def named(names: Sequence[str]) -> str:
    """« A, B et C »; after four names, the others are counted."""
    shown = list(names[:_MAX_NAMES])
    if len(names) > _MAX_NAMES:
        rest = len(names) - _MAX_NAMES
        shown.append(f"{count(rest)} autre{'s' if rest > 1 else ''}")
    return f"{', '.join(shown[:-1])} et {shown[-1]}" if len(shown) > 1 else "".join(shown)


def of(name: str) -> str:
    """« d'Avignon », « du Thor », « des Angles », « de Hyères ».

    >>> of("Avignon"), of("Le Thor"), of("Les Angles"), of("L'Isle"), of("Écully")
    ("d'Avignon", 'du Thor', 'des Angles', "de L'Isle", "d'Écully")
    """
    for article, contracted in (("Le ", "du "), ("Les ", "des ")):
        if name.startswith(article):
            return contracted + name.removeprefix(article)
    return f"d'{name}" if name[:1] in "AEIOUYÀÂÉÈÊËÎÏÔÖÙÛÜŒÆ" else f"de {name}"


def shown(text: str) -> str:
    """What somebody typed, cut when absurdly long."""
    return text if len(text) <= 30 else text[:29] + "…"
