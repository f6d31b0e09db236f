"""French spacing of the sentences that rules and readers of fields write with ordinary spaces."""

import re

NBSP = "\N{NO-BREAK SPACE}"
_BEFORE = re.compile(r" (?=[:;!?»%€])")
_AFTER = re.compile(r"« ")
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}\b)")


def french(text: str) -> str:
    """Non-breaking spaces where French wants them; the words are untouched."""
    return _THOUSANDS.sub("\N{NARROW NO-BREAK SPACE}", _AFTER.sub(f"«{NBSP}", _BEFORE.sub(NBSP, text)))
