"""The minutes of an assembly: who was there, the quorum, what was said, what was voted."""

from maillage.documents.assemblee_docx.common import Meeting, quorum_table, started, written
from maillage.documents.shared import docx_blocks
from maillage.documents.shared.docx_writer import Text, Writer
from maillage.kernel.french import number, plural


def minutes(meeting: Meeting) -> bytes:
    """Bytes of the .docx."""
    assembly = meeting.assembly
    writer = started(meeting, "Procès-verbal")
    if assembly.opened_at:
        writer.paragraph(Text(f"Séance ouverte à {assembly.opened_at:%H:%M}."))
    for role, name in (("Présidence de séance", assembly.chair), ("Secrétariat de séance", assembly.secretary)):
        writer.paragraph(Text(f"{role} : {name or '[nom]'}"))
    writer.heading("Présents, représentés et quorum")
    quorum_table(writer, meeting.quorum)
    reached = all(one.is_reached for one in meeting.quorum)
    writer.paragraph(Text("Le quorum est atteint dans chaque collège." if reached else "Le quorum n'est pas atteint.", "gras"))
    writer.heading("Ordre du jour")
    for rank, point in enumerate(assembly.agenda, 1):
        writer.paragraph(Text(f"{rank}. {point}"))
    writer.heading("Débats")
    docx_blocks.write(writer, assembly.minutes or "[à compléter]")
    _resolutions(writer, meeting)
    if assembly.closed_at:
        writer.paragraph(Text(f"Séance levée à {assembly.closed_at:%H:%M}."))
    writer.table((85, 85), ("Présidence de séance", "Secrétariat de séance"), [[[Text("Signature :\n\n\n")]] * 2])
    _annex(writer, meeting)
    return written(writer)


def _resolutions(writer: Writer, meeting: Meeting) -> None:
    writer.heading("Résolutions")
    if not meeting.resolutions:
        writer.paragraph(Text("Aucune résolution n'a été mise aux voix.", "doux"))
    for one in meeting.resolutions:
        writer.heading(f"Résolution {one.number}", 2)
        writer.paragraph(Text(one.text))
        votes = (
            f"Pour : {number(one.votes_for)} · contre : {number(one.votes_against)} · abstentions : {number(one.abstentions)}. "
        )
        writer.paragraph(Text(votes), Text("Adoptée." if one.is_adopted else "Rejetée.", "gras"))


def _annex(writer: Writer, meeting: Meeting) -> None:
    writer.heading("Annexe. Présents et représentés", new_page=True)
    writer.paragraph(Text(plural(len(meeting.presences), "personne"), "doux"))
    rows = (
        [[Text(one.name, "gras")], [Text(one.profession)], [Text(one.college)], [Text(one.represented_by or "présent(e)")]]
        for one in meeting.presences
    )
    writer.table((50, 40, 42, 38), ("Nom", "Profession", "Collège", "Présent, ou représenté par"), rows)
