"""Makes an accessible PDF from a Typst template and its data; nothing typed by people becomes markup."""

import json
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import typst

ROOT = Path(__file__).parent.parent
FONTS = ROOT.parents[2] / "build" / "fonts"
"""Put there by tools/assets.py; without them documents use the fonts of Typst."""
STANDARD: Final = "ua-1"


def render(template: str, data: dict[str, Any], *, made_on: date) -> bytes:
    """PDF/UA-1 bytes. `template` is a path under the documents folder; the data travels as one JSON text."""
    made = typst.compile(
        str(ROOT / template),
        root=str(ROOT),
        font_paths=fonts(),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=STANDARD,
        timestamp=int(datetime(made_on.year, made_on.month, made_on.day, tzinfo=UTC).timestamp()),
    )
    if not isinstance(made, bytes):
        raise TypeError("le modèle devait donner un seul fichier PDF")
    return made


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    """Our fonts, then those of Typst: the fonts of the machine never change a document."""
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)] if FONTS.exists() else [])
