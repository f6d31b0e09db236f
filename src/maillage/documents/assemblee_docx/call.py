"""The letter that calls an assembly, and the proxy form."""

from maillage.documents.assemblee_docx.common import Meeting, started, when, written
from maillage.documents.shared.docx_writer import Text, Writer
from maillage.kernel.french import long_day, plural


def convocation(meeting: Meeting) -> bytes:
    """Bytes of the .docx: agenda, quorum rule, colleges, proxy form on its own page."""
    assembly = meeting.assembly
    writer = started(meeting, "Convocation")
    writer.paragraph(Text("Madame, Monsieur,"))
    writer.paragraph(Text(f"Vous êtes invité à participer à : {assembly.title}. Elle délibérera sur l'ordre du jour suivant."))
    for number, point in enumerate(assembly.agenda, 1):
        writer.paragraph(Text(f"{number}. {point}"))
    writer.heading("Qui vote, et à quelles conditions")
    writer.bullets(
        [Text(f"{college['name']} : {plural(college['convened'], 'personne convoquée', 'personnes convoquées')}.")]
        for college in assembly.colleges
    )
    for sentence in _rules(meeting):
        writer.paragraph(Text(sentence))
    writer.paragraph(Text(assembly.sender, "gras"))
    writer.paragraph(Text(f"Le {long_day(meeting.made_on)}", "doux"))
    _proxy(writer, meeting)
    return written(writer)


def _rules(meeting: Meeting) -> list[str]:
    assembly = meeting.assembly
    percent = f"{assembly.quorum_percent}\N{NO-BREAK SPACE}%"
    quorum = (
        f"L'assemblée délibère si {percent} des personnes convoquées de chaque collège sont présentes ou représentées."
        if assembly.quorum_percent
        else "Aucun quorum n'est exigé pour cette assemblée."
    )
    proxies = (
        f"Vous pouvez donner pouvoir à une personne présente ; nul n'en porte plus de {assembly.proxies_limit}."
        if assembly.proxies_limit
        else "Les pouvoirs ne sont pas admis pour cette assemblée."
    )
    return [quorum, proxies]


def _proxy(writer: Writer, meeting: Meeting) -> None:
    if not meeting.assembly.proxies_limit:
        return
    writer.heading("Pouvoir", new_page=True)
    writer.paragraph(Text(f"Pour : {meeting.assembly.title}. {when(meeting.assembly)}, {meeting.assembly.place}."))
    for line in ("Je soussigné(e), nom et profession :", "Collège :", "Donne pouvoir à :", "Fait à, le :"):
        writer.paragraph(Text(f"{line} {'.' * 60}"))
    writer.paragraph(Text("Signature, précédée de « bon pour pouvoir » :\n\n\n"))
