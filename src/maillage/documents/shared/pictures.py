"""SVG drawings of a document as PNG pictures, for formats that hold no vector drawing: Typst draws them too."""

import json
from collections.abc import Sequence

import typst

from maillage.documents.shared import pdf

PIXELS_PER_INCH = 170.0


def png(drawings: Sequence[tuple[str, int]]) -> list[bytes]:
    """One picture for each drawing and its width in millimetres, with the fonts of our documents."""
    if not drawings:
        return []
    made = typst.compile(
        str(pdf.ROOT / "shared" / "images.typ"),
        root=str(pdf.ROOT),
        font_paths=pdf.fonts(),
        sys_inputs={"data": json.dumps([{"svg": svg, "width": width} for svg, width in drawings], ensure_ascii=False)},
        format="png",
        ppi=PIXELS_PER_INCH,
    )
    if made is None:
        raise TypeError("le modèle devait donner des images")
    return made if isinstance(made, list) else [made]
