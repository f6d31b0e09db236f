"""The written parts of the project, as the section editor shows them."""

from django.http import Http404

from maillage.community.drafting.models import TextKind
from maillage.results.cpts import project_proposals
from maillage.results.cpts.outline import Part, part, parts
from maillage.www.components.section_editor import Frame, around
from maillage.www.shared.espace import Visit


def frame_of(visit: Visit, key: str) -> Frame:
    """404 for a key that the outline has not, or that nobody writes."""
    found = part(key)
    if found is None or not found.is_written:
        raise Http404
    home = f"{visit.home}projet/"
    place, before, after = around([(one.key, one.title) for one in parts() if one.is_written], key, home)
    proposal = project_proposals.of_part(visit.community, key, visit.today)
    return Frame(
        TextKind.PROJET,
        key,
        found.title,
        home,
        "Projet de santé",
        place,
        _help(found),
        proposal.text if proposal else "",
        proposal.source if proposal else "",
        before=before,
        after=after,
        is_optional=not found.required,
    )


def _help(part: Part) -> str:
    return "\n".join(f"- {line}" for line in part.help)
