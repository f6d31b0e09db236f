"""The sections of the lettre d'intention as the editor shows them."""

from dataclasses import replace

from django.http import Http404

from maillage.community.drafting.models import TextKind
from maillage.results.cpts.letter import parts
from maillage.results.cpts.letter_proposals import proposal
from maillage.www.components.section_editor import Frame, around
from maillage.www.shared.espace import Visit


def frames(visit: Visit) -> list[Frame]:
    """All of them, without proposals: for the summary."""
    home = f"{visit.home}creation/lettre/"
    pairs = [(part.key, part.title) for part in parts()]
    made = []
    for part in parts():
        place, before, after = around(pairs, part.key, home)
        made.append(
            Frame(
                TextKind.LETTRE, part.key, part.title, home, "Lettre d'intention", place, part.help, before=before, after=after
            )
        )
    return made


def frame_of(visit: Visit, key: str) -> Frame:
    """One of them, with what is already known; Http404 for another key."""
    found = next((frame for frame in frames(visit) if frame.key == key), None)
    if found is None:
        raise Http404
    known = proposal(visit.community, key, visit.today)
    return replace(found, proposal=known.text, proposal_source=known.source)
