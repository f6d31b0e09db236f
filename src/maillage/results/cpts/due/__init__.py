"""What is due in a CPTS, by whom and when. One function a source: add yours to `SHARED` or `INTERNAL`.

The dashboard of the CPTS reads everything; the agenda of the institutions reads `SHARED` only, each inside its own walls.
"""

from collections.abc import Sequence
from datetime import date

from maillage.community.communities.models import Community
from maillage.results.cpts.due import contracts, files, work
from maillage.results.cpts.due.item import CPTS, FUNDERS, Due, Situation, Source

__all__ = ["CPTS", "FUNDERS", "INTERNAL", "SHARED", "SOURCES", "Due", "Situation", "due"]

SHARED: tuple[Source, ...] = (
    files.clocks,
    files.receipts,
    files.pieces,
    files.opinions,
    work.first_meetings,
    contracts.contract,
)
"""What both sides know of."""
INTERNAL: tuple[Source, ...] = (
    work.letter_sections,
    work.project_parts,
    work.remarks,
    work.coordinator,
    work.assemblies,
    work.invitations,
)
"""What the CPTS alone knows of: drafts, its people, its assemblies."""
SOURCES = SHARED + INTERNAL


def due(community: Community, day: date, sources: Sequence[Source] = SOURCES) -> tuple[Due, ...]:
    """Everything awaited on a day, the most urgent first, what has no date last. Asked within the walls."""
    situation = Situation(community, day)
    found = [item for source in sources for item in source(situation)]
    return tuple(sorted(found, key=lambda item: (item.when is None, item.when or day, item.what)))
