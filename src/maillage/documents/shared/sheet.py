"""A text of a page or two with a few facts: minutes of a meeting, job description."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Sheet:
    """What it says; `body` is Markdown."""

    title: str
    subtitle: str
    made_on: date
    body: str
    facts: tuple[tuple[str, str], ...] = ()
    notices: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()
    """Who signs, if anybody does."""
