"""The health project as a text document that people rework and sign: the same content as the PDF."""

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from typing import Any

from maillage.documents.projet_docx import parts
from maillage.documents.shared import docx_blocks
from maillage.documents.shared.docx_writer import Text, Writer
from maillage.documents.shared.frozen import Sent
from maillage.documents.shared.project import content


def render(kept: Mapping[str, Any], sent: Sent | None) -> bytes:
    """Bytes of the .docx, from a frozen copy; a draft when it was not sent."""
    data = content(kept, sent)
    writer = Writer(data["title"], made_on=date.fromisoformat(kept["made_on"]))
    parts.cover(writer, data)
    for one in data["parts"]:
        drawn = parts.DRAWN.get(one["kind"])
        writer.heading(one["title"], new_page=drawn is not None)
        docx_blocks.write(writer, one["body"])
        if drawn:
            drawn(writer, data)
    writer.heading("Les communes", new_page=True)
    rows = ([[Text(text)] for text in line] for line in data["communes"])
    writer.table((20, 55, 70, 25), ("Code", "Commune", "Intercommunalité", "Habitants"), rows, numbers=(3,))
    parts.annexes(writer, data)
    if data["sent"]:
        writer.paragraph(Text(data["sent"], "doux petit"))
    target = BytesIO()
    writer.save(target)
    return target.getvalue()
