"""The attendance sheet: lines of those who are known, then lines to fill by hand."""

from maillage.documents.assemblee_docx.common import Meeting, quorum_table, started, written
from maillage.documents.shared.docx_writer import Cell, Text

_TALL = Text("\n\n")
"""Room for a signature."""


def attendance(meeting: Meeting) -> bytes:
    """Bytes of the .docx; as many lines as people called."""
    writer = started(meeting, "Feuille d'émargement")
    called = sum(college["convened"] for college in meeting.assembly.colleges)
    rows: list[list[Cell]] = [
        [
            [Text(str(number))],
            [Text(one.name, "gras"), Text(f"\n{one.profession}", "petit doux")],
            [Text(one.college)],
            [Text(f"pouvoir à {one.represented_by}" if one.represented_by else "")],
            [Text("")],
            [_TALL],
        ]
        for number, one in enumerate(meeting.presences, 1)
    ]
    rows += [
        [[Text(str(number))], [Text("")], [Text("")], [Text("")], [Text("")], [_TALL]]
        for number in range(len(rows) + 1, called + 1)
    ]
    heads = ("N°", "Nom et profession", "Collège", "Représenté par", "Arrivée – départ", "Signature")
    writer.table((9, 44, 34, 28, 22, 33), heads, rows)
    writer.heading("Totaux")
    quorum_table(writer, meeting.quorum)
    writer.paragraph(Text("Visa de la présidence de séance :\n\n\n"))
    return written(writer)
