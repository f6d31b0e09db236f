"""What the work of the CPTS makes due: texts to complete, meetings, invitations."""

from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from maillage.accounts.roles import ROLES
from maillage.community.communities import selectors as communities
from maillage.community.communities.models import Community
from maillage.community.creation import selectors as creation
from maillage.community.drafting import selectors as drafting
from maillage.community.drafting.models import TextKind
from maillage.community.filing import selectors as filing
from maillage.community.filing.models import TransmissionKind
from maillage.community.filing.selectors import State
from maillage.community.governance import selectors as governance
from maillage.kernel import french
from maillage.results.cpts import completeness, letter
from maillage.results.cpts.due.item import CPTS, FUNDERS, Due


def letter_sections(community: Community, day: date) -> Iterator[Due]:
    """Sections of the letter that nobody wrote, once it is begun and until it is sent."""
    written = drafting.bodies(community, TextKind.LETTRE)
    if not written or _is_sent(community, TransmissionKind.LETTRE, day):
        return
    if lacks := sum(part.key not in written for part in letter.parts()):
        yield _text("Lettre d'intention", lacks, "section", "creation/")


def project_parts(community: Community, day: date) -> Iterator[Due]:
    """Parts of the project that lack something, once a word of it is written and until it is sent."""
    begun = drafting.bodies(community, TextKind.PROJET)
    if not begun or _is_sent(community, TransmissionKind.PROJET, day):
        return
    if lacks := sum(not line.is_complete for line in completeness.lines(community, day)):
        yield _text("Projet de santé", lacks, "partie", "projet/")


def remarks(community: Community, day: date) -> Iterator[Due]:
    """Remarks that nobody settled, in the texts that remain to be sent."""
    for text, kind, address in (
        (TextKind.LETTRE, TransmissionKind.LETTRE, "creation/"),
        (TextKind.PROJET, TransmissionKind.PROJET, "projet/"),
    ):
        rows = () if _is_sent(community, kind, day) else drafting.sections(community, text).values()
        if count := sum(row.open_comments for row in rows):  # type: ignore[attr-defined]
            what = f"{text.label} : {french.plural(count, 'remarque à régler', 'remarques à régler')}"
            yield Due("remarque", what, (CPTS,), "", "", None, address)


def first_meetings(community: Community, day: date) -> Iterator[Due]:
    """Meetings planned with the funders: to confirm, to hold, then to record as held."""
    for meeting in creation.planned(community):
        at = timezone.localtime(meeting.at)
        state = "" if meeting.confirmed_at else ", à confirmer"
        what = f"Rencontre avec l'ARS et l'Assurance Maladie à {at:%H h %M}{state}"
        yield Due("rencontre", what, (CPTS, *FUNDERS), "", "", at.date(), "creation/", subject=meeting.transmission_id)


def assemblies(community: Community, day: date) -> Iterator[Due]:
    """Assemblies to come."""
    for one in governance.assemblies(community):
        at = timezone.localtime(one.at)
        if at.date() >= day:
            what = f"{one.title} à {at:%H h %M}"
            yield Due("rencontre", what, (CPTS,), "", "", at.date(), "depot/association/assemblees/")


def invitations(community: Community, day: date) -> Iterator[Due]:
    """Invitations that nobody accepted yet; their addresses are shown to those who open accesses only."""
    for sent in communities.invitations(community):
        expires = timezone.localdate(sent.expires_at)
        if expires >= day:
            what = f"Invitation à accepter : {ROLES[sent.role].label}"
            yield Due("invitation", what, ("invite",), "la personne invitée", "", expires, "reglages/acces/")


def _text(name: str, lacks: int, noun: str, address: str) -> Due:
    what = f"{name} : {french.plural(lacks, f'{noun} à compléter', f'{noun}s à compléter')}"
    return Due("texte", what, (CPTS,), "", "", None, address)


def _is_sent(community: Community, kind: TransmissionKind, day: date) -> bool:
    """Whether a file of this kind waits for its answer, or had a good one."""
    latest = filing.latest(community, kind)
    return latest is not None and filing.standing(latest, day).state not in (State.OPPOSITION, State.RETIRE)
