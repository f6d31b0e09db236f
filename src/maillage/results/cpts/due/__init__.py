"""What is due in a CPTS, by whom and when. One function a source: add yours to `SOURCES`.

It reads drafts and fiches-actions: the CPTS alone sees it. The institutions have their own agenda, of what was transmitted.
"""

from datetime import date

from maillage.community.communities.models import Community
from maillage.results.cpts.due import contracts, files, work
from maillage.results.cpts.due.item import CPTS, FUNDERS, Due, Situation, Source

__all__ = ["CPTS", "FUNDERS", "SOURCES", "Due", "Situation", "due"]

SOURCES: tuple[Source, ...] = (
    files.clocks,
    files.receipts,
    files.oppositions,
    files.pieces,
    files.opinions,
    contracts.contract,
    work.first_meetings,
    work.letter_sections,
    work.project_parts,
    work.remarks,
    work.coordinator,
    work.assemblies,
    work.invitations,
)


def due(community: Community, day: date) -> tuple[Due, ...]:
    """Everything awaited on a day, the most urgent first, what has no date last. Asked within the walls."""
    situation = Situation(community, day)
    found = [item for source in SOURCES for item in source(situation)]
    return tuple(sorted(found, key=lambda item: (item.when is None, item.when or day, item.what)))
