"""The attendance sheet of an assembly as an A4 PDF: people expected and proxies, then empty lines, each with room to sign."""

from typing import Any

from maillage.documents.assemblee_docx.common import Meeting, when
from maillage.documents.shared import frozen, pdf
from maillage.kernel.folding import folded
from maillage.kernel.french import plural, typed


def render(meeting: Meeting) -> bytes:
    """PDF/UA-1 bytes."""
    assembly = meeting.assembly
    data = {
        "title": assembly.title,
        "community": meeting.community,
        "fictif": typed(frozen.FICTIF) if meeting.fictif else "",
        "when": when(assembly),
        "place": assembly.place,
        "called": [
            f"{college['name']} : {plural(college['convened'], 'personne convoquée', 'personnes convoquées')}"
            for college in assembly.colleges
        ],
        "proxies": assembly.proxies_limit,
        "lines": lines(meeting),
        "made_on": meeting.made_on.isoformat(),
    }
    return pdf.render("emargement_pdf/feuille.typ", data, made_on=meeting.made_on)


def lines(meeting: Meeting) -> list[dict[str, Any]]:
    """As many as people called, more when more are known: those on the sheet, those expected, then empty ones."""
    known = {folded(one.name) for one in meeting.presences}
    found = [_line(one.name, one.profession, one.college, one.represented_by) for one in meeting.presences]
    found += [_line(name) for name in meeting.expected if folded(name) not in known]
    called = sum(college["convened"] for college in meeting.assembly.colleges)
    return [*found, *(_line() for _ in range(called - len(found)))]


def _line(name: str = "", profession: str = "", college: str = "", proxy: str = "") -> dict[str, Any]:
    return {"name": name, "profession": profession, "college": college, "proxy": proxy}
