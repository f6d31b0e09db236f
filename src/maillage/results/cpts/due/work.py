"""What the work of the CPTS makes due: texts to complete, meetings, invitations."""

from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from maillage.accounts.roles import ROLES
from maillage.community.communities import selectors as communities
from maillage.community.contract import selectors as contract
from maillage.community.creation import selectors as creation
from maillage.community.drafting import selectors as drafting
from maillage.community.drafting.models import TextKind
from maillage.community.filing.models import TransmissionKind
from maillage.community.governance import selectors as governance
from maillage.kernel import french
from maillage.results.cpts import completeness, letter
from maillage.results.cpts.due.item import CPTS, FUNDERS, FUNDERS_NAME, Due, Situation


def letter_sections(now: Situation) -> Iterator[Due]:
    """Sections of the letter that nobody wrote, once it is begun and until it is sent."""
    written = {} if now.is_sent(TransmissionKind.LETTRE) else drafting.bodies(now.community, TextKind.LETTRE)
    if written and (lacks := sum(part.key not in written for part in letter.parts())):
        yield _text("Lettre d'intention", lacks, "section", "creation/lettre/")


def project_parts(now: Situation) -> Iterator[Due]:
    """Parts of the project that lack something, once a word of it is written and until it is sent."""
    if now.is_sent(TransmissionKind.PROJET) or not drafting.bodies(now.community, TextKind.PROJET):
        return
    if lacks := sum(not line.is_complete for line in completeness.lines(now.community, now.day)):
        yield _text("Projet de santé", lacks, "partie", "projet/")


def remarks(now: Situation) -> Iterator[Due]:
    """Remarks that nobody settled, in the texts that remain to be sent."""
    for text, kind, address in (
        (TextKind.LETTRE, TransmissionKind.LETTRE, "creation/lettre/"),
        (TextKind.PROJET, TransmissionKind.PROJET, "projet/"),
    ):
        rows = () if now.is_sent(kind) else drafting.sections(now.community, text).values()
        if count := sum(row.open_comments for row in rows):  # type: ignore[attr-defined]
            what = f"{text.label} : {french.plural(count, 'remarque à régler', 'remarques à régler')}"
            yield Due("remarque", what, (CPTS,), "", "", None, address)


def first_meetings(now: Situation) -> Iterator[Due]:
    """Meetings planned with the funders: to confirm by the side that did not propose, to hold, then to record as held."""
    for meeting in creation.planned(now.community):
        at = timezone.localtime(meeting.at)
        told, theirs = f"du {at:%d/%m/%Y} à {at:%H h %M}", meeting.proposed_by_name
        actors: tuple[str, ...] = (CPTS, *FUNDERS)
        actor, waiter = "", ""
        if at.date() < now.day:
            what, actors = f"Dites si la rencontre {told} s'est tenue", (CPTS,)
        elif meeting.confirmed_at:
            what = f"Rencontre avec l'ARS et l'Assurance Maladie à {at:%H h %M}"
        elif theirs:
            what, actors, waiter = f"Date à confirmer : rencontre {told}", (CPTS,), theirs
        else:
            what, actors, actor = f"Date à confirmer : rencontre {told}", FUNDERS, FUNDERS_NAME
        yield Due("rencontre", what, actors, actor, waiter, at.date(), "creation/contact/", subject=meeting.transmission_id)


def coordinator(now: Situation) -> Iterator[Due]:
    """The dated objectives of the early coordinator that are not reached, and the end of what pays the post."""
    post = creation.coordinator(now.community)
    if post is None:
        return
    if not now.is_sent(TransmissionKind.PROJET):
        yield _objective("Dépôt du projet de santé visé par le poste de coordination", post.project_due_on)
    if contract.signed_on(now.community) is None:
        yield _objective("Signature du contrat visée par le poste de coordination", post.contract_due_on)
        yield _objective("Fin du financement du poste de coordination", post.ends_on)


def assemblies(now: Situation) -> Iterator[Due]:
    """Assemblies to come."""
    for one in governance.assemblies(now.community):
        at = timezone.localtime(one.at)
        if at.date() >= now.day:
            what = f"{one.title} à {at:%H h %M}"
            yield Due("rencontre", what, (CPTS,), "", "", at.date(), "depot/association/assemblees/")


def invitations(now: Situation) -> Iterator[Due]:
    """Invitations that nobody accepted yet; their addresses are shown to those who open accesses only."""
    for sent in communities.invitations(now.community):
        expires = timezone.localdate(sent.expires_at)
        if expires >= now.day:
            what = f"Invitation à accepter : {ROLES[sent.role].label}"
            yield Due("invitation", what, ("invite",), "la personne invitée", "", expires, "reglages/acces/")


def _objective(what: str, when: date) -> Due:
    return Due("objectif", what, (CPTS,), "", "", when, "creation/soutien/")


def _text(name: str, lacks: int, noun: str, address: str) -> Due:
    what = f"{name} : {french.plural(lacks, f'{noun} à compléter', f'{noun}s à compléter')}"
    return Due("texte", what, (CPTS,), "", "", None, address)
