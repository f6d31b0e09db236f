"""One line of a list of perimeters, or one commune of a polygon."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Row:
    """A commune claimed by a CPTS. Empty texts are kept empty; `depuis` is None when it is no date."""

    line: int
    code: str
    """As written; found by the name when the line has only a name."""
    cpts: str
    stade: str
    depuis: date | None
    depuis_text: str
    place: str = ""
    """The name of the commune, when the line has one."""
    departement: str = ""
    sheet: str = ""
    """Of a workbook where several were read."""
    problem: str = ""
    """Why the line has no code, although something was written."""
    detail: str = ""
