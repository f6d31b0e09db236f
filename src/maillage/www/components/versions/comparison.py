"""Two versions of a text, line by line."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class Line:
    """One line: « meme », « ote » (in the first only) or « ajoute » (in the second only)."""

    kind: str
    text: str


def compare(first: str, second: str) -> list[Line]:
    """Every line of both, in the order of reading."""
    return list(_lines(first.split("\n") if first else [], second.split("\n") if second else []))


def _lines(first: list[str], second: list[str]) -> Iterator[Line]:
    for kind, start, end, new_start, new_end in SequenceMatcher(a=first, b=second, autojunk=True).get_opcodes():
        if kind == "equal":
            yield from (Line("meme", text) for text in first[start:end])
        else:
            yield from (Line("ote", text) for text in first[start:end])
            yield from (Line("ajoute", text) for text in second[new_start:new_end])
