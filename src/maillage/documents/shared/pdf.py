"""Makes an accessible PDF from a Typst template and its data; nothing typed by people becomes markup."""

import json
import re
import unicodedata
from datetime import UTC, date, datetime
from typing import Any, Final

from maillage.documents.shared import tagging
from maillage.documents.shared.typesetting import Refused, typeset

STANDARD: Final = "ua-1"
_BULLETS = re.compile("[\ue000-\uf8ff]")
"""Signs that only the fonts of a word processor know: nearly always the bullets of a list pasted from there."""
BOX = "□"
_REFUSED = re.compile(r'the text `"(.+?)"` could not be displayed')
_LETTERS = ("Lu", "Ll", "Lt", "Lm", "Lo", "Nd")
_SHOWN = 8
_UNSEEN = re.compile("[\0-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")


def render(template: str, data: dict[str, Any], *, made_on: date) -> bytes:
    """PDF/UA-1 bytes. `template` is a path under the documents folder; the data travels as one JSON text.

    A sign that no font draws is refused by the standard: it is replaced by a box, and the end of the document says so.
    """
    text, lost = json.dumps(_drawable(data), ensure_ascii=False), set[str]()
    while True:
        try:
            return tagging.completed(_compiled(template, _without(text, lost), made_on, lost))
        except Refused as error:
            undrawn = _undrawn(str(error), text) - lost
            if not undrawn:
                raise
            lost |= undrawn


def _compiled(template: str, text: str, made_on: date, lost: set[str]) -> bytes:
    timestamp = int(datetime(made_on.year, made_on.month, made_on.day, tzinfo=UTC).timestamp())
    inputs = {"data": text, "remplaces": _said(lost)}
    (made,) = typeset(template, inputs, timestamp=timestamp, pdf_standards=STANDARD)
    return made


def _undrawn(refusal: str, text: str) -> set[str]:
    """The signs that a refusal names; with the first one, every pictogram of the text, so that few turns are needed."""
    named = _REFUSED.search(refusal)
    if named is None:
        return set()
    found = {sign for sign in json.loads(f'"{named[1]}"') if sign > "\x7f"}
    return found | {sign for sign in set(text) if sign > "\uffff" and unicodedata.category(sign) not in _LETTERS}


def _without(text: str, lost: set[str]) -> str:
    """Signs that make one pictogram (a person, a colour, a joiner) leave one box."""
    joined = {*lost, "\u200d", "\ufe0f"} if lost else lost
    return re.sub(f"(?:[{''.join(map(re.escape, sorted(joined)))}])+", BOX, text) if lost else text


def _said(lost: set[str]) -> str:
    if not lost:
        return ""
    codes = ", ".join(f"U+{ord(sign):04X}" for sign in sorted(lost)[:_SHOWN])
    more = "…" if len(lost) > _SHOWN else ""
    return f"Des signes que la police ne dessine pas sont remplacés par « {BOX} » ({codes}{more})."


def _drawable(value: Any) -> Any:
    """The same data, whose texts have nothing that a reader would not see."""
    if isinstance(value, str):
        return _BULLETS.sub("•", _UNSEEN.sub("", value))
    if isinstance(value, dict):
        return {key: _drawable(one) for key, one in value.items()}
    return [_drawable(one) for one in value] if isinstance(value, list | tuple) else value
