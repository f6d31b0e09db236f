"""Makes an accessible PDF from a Typst template and its data; nothing typed by people becomes markup."""

import json
import re
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import typst

ROOT = Path(__file__).parent.parent
FONTS = ROOT.parents[2] / "build" / "fonts"
"""Put there by tools/assets.py; without them documents use the fonts of Typst."""
STANDARD: Final = "ua-1"
_BULLETS = re.compile("[\ue000-\uf8ff]")
"""Signs that only the fonts of a word processor know: nearly always the bullets of a list pasted from there."""
_UNSEEN = re.compile("[\0-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")


def render(template: str, data: dict[str, Any], *, made_on: date) -> bytes:
    """PDF/UA-1 bytes. `template` is a path under the documents folder; the data travels as one JSON text.

    A sign that no font draws is refused by the standard: what people wrote comes out all the same, without its seal.
    """
    text = json.dumps(_drawable(data), ensure_ascii=False)
    try:
        made = _compiled(template, text, made_on, pdf_standards=STANDARD)
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        made = _compiled(template, text, made_on)
    if not isinstance(made, bytes):
        raise TypeError("le modèle devait donner un seul fichier PDF")
    return made


def _compiled(template: str, text: str, made_on: date, **standard: Any) -> Any:
    return typst.compile(
        str(ROOT / template),
        root=str(ROOT),
        font_paths=fonts(),
        sys_inputs={"data": text},
        timestamp=int(datetime(made_on.year, made_on.month, made_on.day, tzinfo=UTC).timestamp()),
        **standard,
    )


def _drawable(value: Any) -> Any:
    """The same data, whose texts have nothing that a reader would not see."""
    if isinstance(value, str):
        return _BULLETS.sub("•", _UNSEEN.sub("", value))
    if isinstance(value, dict):
        return {key: _drawable(one) for key, one in value.items()}
    return [_drawable(one) for one in value] if isinstance(value, list | tuple) else value


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    """Our fonts, then those of Typst: the fonts of the machine never change a document."""
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)] if FONTS.exists() else [])
