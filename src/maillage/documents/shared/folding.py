"""Folds what is said of several years into one line, for documents and pages alike."""

import re
from collections.abc import Iterable

_YEAR = re.compile(r", année (\d+)")


def folded(sentences: Iterable[str]) -> list[str]:
    """Sentences in order; those that differ by « , année N » alone become one, « , années 1, 2 et 3 »."""
    found: dict[tuple[str, str], list[str]] = {}
    for sentence in sentences:
        year = _YEAR.search(sentence)
        shape = (sentence[: year.start()], sentence[year.end() :]) if year else (sentence, "")
        found.setdefault(shape, []).extend(year.groups() if year else ())
    return [before + _said(years) + after for (before, after), years in found.items()]


def _said(years: list[str]) -> str:
    if len(years) < 2:
        return "".join(f", année {year}" for year in years)
    return f", années {', '.join(years[:-1])} et {years[-1]}"
