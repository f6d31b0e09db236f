"""A short text as a document that people complete."""

from io import BytesIO

from maillage.documents.shared import docx_blocks
from maillage.documents.shared.docx_writer import Text, Writer
from maillage.documents.shared.sheet import Sheet
from maillage.kernel.french import long_day


def render(made: Sheet) -> bytes:
    """Bytes of the .docx."""
    writer = Writer(f"{made.title} · {made.subtitle}", made_on=made.made_on)
    writer.title(made.title, made.subtitle)
    for notice in made.notices:
        writer.notice(notice)
    for name, value in made.facts:
        writer.paragraph(Text(f"{name} : ", "doux"), Text(value), style="Cellule")
    docx_blocks.write(writer, made.body, level=1)
    if made.signatures:
        width = 170 / len(made.signatures)
        writer.table([width] * len(made.signatures), made.signatures, [[[Text("\n\n\n")]] * len(made.signatures)])
    writer.paragraph(Text(f"Document du {long_day(made.made_on)}, fait avec Maillage.", "doux petit"))
    target = BytesIO()
    writer.save(target)
    return target.getvalue()
