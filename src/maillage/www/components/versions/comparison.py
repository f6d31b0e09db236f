"""Two versions of a text: line by line, and word by word where a line was only touched."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

_WORDS = re.compile(r"\d+(?:[.,\u202f\u00a0]\d+)+|\s+|\w+|[^\w\s]")
"""A number is one word, with its spaces and its comma."""
_TOUCHED = 0.5
"""Share of two lines that must be the same to say that one became the other; under it, words in common are chance."""
_LONGEST = 6_000
"""Characters of a line whose words are compared: beyond, reading the two lines is as quick."""


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a line that stayed, or that are only on this side."""

    text: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One line: « meme », « ote » (in the first only) or « ajoute » (in the second only); its parts make its text."""

    kind: str
    text: str
    parts: tuple[Part, ...] = ()


def compare(first: str, second: str) -> list[Line]:
    """Every line of both, in the order of reading."""
    return list(_lines(first.split("\n") if first else [], second.split("\n") if second else []))


def _lines(first: list[str], second: list[str]) -> Iterator[Line]:
    for kind, start, end, new_start, new_end in SequenceMatcher(a=first, b=second, autojunk=True).get_opcodes():
        if kind == "equal":
            yield from (Line("meme", text) for text in first[start:end])
        else:
            before, after = first[start:end], second[new_start:new_end]
            pairs = [_words(*pair) for pair in zip_longest(before, after, fillvalue="")]
            yield from (Line("ote", text, parts) for text, (parts, _) in zip(before, pairs, strict=False))
            yield from (Line("ajoute", text, parts) for text, (_, parts) in zip(after, pairs, strict=False))


def _words(before: str, after: str) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """The parts of a line on both sides; whole when one did not become the other."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    found = SequenceMatcher(a=old, b=new, autojunk=False)
    if max(len(before), len(after)) > _LONGEST or found.quick_ratio() < _TOUCHED or found.ratio() < _TOUCHED:
        return (Part(before, is_changed=False),), (Part(after, is_changed=False),)
    codes = found.get_opcodes()
    return (
        tuple(Part("".join(old[start:end]), kind != "equal") for kind, start, end, _, _ in codes if end > start),
        tuple(Part("".join(new[start:end]), kind != "equal") for kind, _, _, start, end in codes if end > start),
    )
