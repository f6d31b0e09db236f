"""SVG drawings of a document as PNG pictures, for formats that hold no vector drawing: Typst draws them too."""

import json
from collections.abc import Sequence

from maillage.documents.shared.typesetting import typeset

PIXELS_PER_INCH = 170.0


def png(drawings: Sequence[tuple[str, int]]) -> list[bytes]:
    """One picture for each drawing and its width in millimetres, with the fonts of our documents."""
    if not drawings:
        return []
    data = json.dumps([{"svg": svg, "width": width} for svg, width in drawings], ensure_ascii=False)
    return typeset("shared/images.typ", {"data": data}, format="png", ppi=PIXELS_PER_INCH)
