"""What the papers of an assembly share: their head, their quorum table, their bytes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from django.utils import timezone

from maillage.community.governance.models import Assembly, AssemblyPresence, Resolution
from maillage.community.governance.selectors import CollegeQuorum
from maillage.documents.shared.docx_writer import Text, Writer
from maillage.kernel.french import long_day, number


@dataclass(frozen=True, slots=True)
class Meeting:
    """An assembly with all that its papers say."""

    community: str
    fictif: bool
    assembly: Assembly
    presences: tuple[AssemblyPresence, ...]
    quorum: tuple[CollegeQuorum, ...]
    resolutions: tuple[Resolution, ...]
    made_on: date
    expected: tuple[str, ...] = ()
    """Names of people of the space who may come: printed before they are on the sheet."""


def started(meeting: Meeting, paper: str) -> Writer:
    """A document with its title, the day and the place."""
    writer = Writer(f"{paper} · {meeting.assembly.title}", made_on=meeting.made_on, many_headings=True)
    writer.title(paper, f"{meeting.community} · {meeting.assembly.title}")
    if meeting.fictif:
        writer.notice("Document d'une CPTS fictive de démonstration.")
    writer.paragraph(Text(f"{when(meeting.assembly)}, {meeting.assembly.place}", "gras"))
    return writer


def when(assembly: Assembly) -> str:
    """« Le 21 novembre 2026 à 19 h 30 »."""
    at = timezone.localtime(assembly.at)
    minutes = f" {at:%M}" if at.minute else ""
    return f"Le {long_day(at.date())} à {at.hour}\N{NO-BREAK SPACE}h{minutes}"


def quorum_table(writer: Writer, colleges: Iterable[CollegeQuorum]) -> None:
    """Called, present, represented, needed, by college."""
    heads = ("Collège", "Convoqués", "Présents", "Représentés", "Quorum", "Atteint")
    rows = (
        [
            [Text(one.name)],
            *([Text(number(value))] for value in (one.convened, one.present, one.represented, one.needed)),
            [Text("oui" if one.is_reached else "non", "gras")],
        ]
        for one in colleges
    )
    writer.table((62, 24, 22, 26, 18, 18), heads, rows, numbers=(1, 2, 3, 4))


def written(writer: Writer) -> bytes:
    target = BytesIO()
    writer.save(target)
    return target.getvalue()
