"""What is due in a CPTS, by whom and when: legal clocks, pieces, opinions, texts, invitations. One function a source.

A new source is a function (community, day) -> items, added to `SOURCES`. Read by the dashboard of the CPTS and by the
agenda of the institutions, each inside its own walls.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from maillage.accounts.roles import ROLES
from maillage.community.communities import selectors as communities
from maillage.community.communities.models import Community
from maillage.community.drafting import selectors as drafting
from maillage.community.drafting.models import TextKind
from maillage.community.filing import selectors as filing
from maillage.community.filing.clocks import Clock, first_meeting
from maillage.community.filing.models import Transmission, TransmissionKind, Way
from maillage.community.filing.selectors import Standing, State
from maillage.institutions import selectors as institutions
from maillage.institutions.models import Kind
from maillage.kernel import french

CPTS = "cpts"
FUNDERS = (Kind.ARS.value, Kind.CPAM.value)
FUNDERS_NAME = "l'ARS et l'Assurance Maladie"


@dataclass(frozen=True, slots=True)
class Due:
    """Something awaited. `when` is the last day, included; None when nothing sets one."""

    kind: str
    """« horloge », « reception », « piece », « avis », « texte », « remarque » or « invitation »."""
    what: str
    actors: tuple[str, ...]
    """Who must act: « cpts », or kinds of institution."""
    actor: str
    """The same in words, for a sentence: « l'ARS Occitanie »; empty for the CPTS itself."""
    waiter: str
    """Who waits for it, in words; empty for the CPTS itself."""
    when: date | None
    address: str
    """Where to act, from the home of the CPTS: « depot/ »."""
    parameter: str = ""
    """Path of the law's parameter that sets the day, for « Pourquoi ? »."""
    clock: Clock | None = None
    subject: UUID | None = None
    """The transmission concerned."""

    @property
    def is_ours(self) -> bool:
        """Whether the CPTS must act."""
        return CPTS in self.actors

    def days_left(self, day: date) -> int | None:
        """0 on the last day, negative after it."""
        return None if self.when is None else (self.when - day).days


Source = Callable[[Community, date], Iterator[Due]]


def due(community: Community, day: date) -> tuple[Due, ...]:
    """Everything awaited on a day, the most urgent first, what has no date last. Asked within the walls."""
    found = [item for source in SOURCES for item in source(community, day)]
    return tuple(sorted(found, key=lambda item: (item.when is None, item.when or day, item.what)))


def address_of(kind: str) -> str:
    """Where the CPTS follows a transmission of a kind."""
    return "depot/" if kind == TransmissionKind.PROJET else "creation/"


def clocks(community: Community, day: date) -> Iterator[Due]:
    """The first meeting (15 days) and the tacit validation (two months), while they run."""
    for current in _current(community, day):
        sent = current.transmission
        clock = current.clock
        if sent.kind == TransmissionKind.CONTACT:
            clock = first_meeting(sent.sent_on)
        if clock is not None:
            what = "Validation tacite du projet" if sent.kind == TransmissionKind.PROJET else "Première rencontre"
            yield Due(
                "horloge", what, FUNDERS, FUNDERS_NAME, "", clock.end, address_of(sent.kind), clock.parameter, clock, sent.pk
            )


def receipts(community: Community, day: date) -> Iterator[Due]:
    """Files sent whose receipt nobody dated: by post or by hand, the CPTS may do it with its receipt."""
    for current in _current(community, day):
        sent = current.transmission
        if current.state == State.ENVOYE and sent.kind != TransmissionKind.CONTACT:
            ours = sent.way != Way.MAILLAGE
            yield Due(
                "reception",
                f"Réception à dater : {_name(sent)} (envoi du {french.day(sent.sent_on)})",
                (CPTS, *FUNDERS) if ours else FUNDERS,
                "" if ours else FUNDERS_NAME,
                "",
                None,
                address_of(sent.kind),
                subject=sent.pk,
            )


def pieces(community: Community, day: date) -> Iterator[Due]:
    """Pieces that an institution waits for."""
    for current in _current(community, day):
        for asked in filing.unanswered(current.transmission):
            what = f"Pièce demandée : {_short(asked.body)}"
            address = address_of(current.transmission.kind)
            yield Due(
                "piece", what, (CPTS,), "", asked.institution_name, asked.due_on, address, subject=current.transmission.pk
            )


def opinions(community: Community, day: date) -> Iterator[Due]:
    """Opinions on a file being examined that the Assurance Maladie has not shared yet."""
    for current in _current(community, day):
        sent = current.transmission
        if sent.kind == TransmissionKind.CONTACT or sent.received_on is None:
            continue
        given = set(filing.shared_opinions(sent).values_list("institution_id", flat=True))
        for place in (*institutions.competent_for(community, Kind.CPAM), *institutions.competent_for(community, Kind.MSA)):
            if place.pk not in given:
                what = f"Avis sur {_name(sent)}"
                yield Due("avis", what, (place.kind,), place.name, "", None, address_of(sent.kind), subject=sent.pk)


def texts(community: Community, day: date) -> Iterator[Due]:
    """Sections opened and left empty, remarks not settled, in the texts that remain to be sent."""
    sent = {one.transmission.kind for one in _standings(community, day) if one.state not in (State.OPPOSITION, State.RETIRE)}
    for text, kind, address in (
        (TextKind.LETTRE, TransmissionKind.LETTRE, "creation/"),
        (TextKind.PROJET, TransmissionKind.PROJET, "projet/"),
    ):
        rows = () if kind in sent else drafting.sections(community, text).values()
        empty = sum(not row.body for row in rows)
        remarks = sum(row.open_comments for row in rows)  # type: ignore[attr-defined]
        if empty:
            what = f"{text.label} : {french.plural(empty, 'section à compléter', 'sections à compléter')}"
            yield Due("texte", what, (CPTS,), "", "", None, address)
        if remarks:
            what = f"{text.label} : {french.plural(remarks, 'remarque à régler', 'remarques à régler')}"
            yield Due("remarque", what, (CPTS,), "", "", None, address)


def invitations(community: Community, day: date) -> Iterator[Due]:
    """Invitations that nobody accepted yet; their addresses are shown to those who open accesses only."""
    for sent in communities.invitations(community):
        expires = timezone.localdate(sent.expires_at)
        if expires >= day:
            what = f"Invitation à accepter : {ROLES[sent.role].label}"
            yield Due("invitation", what, ("invite",), "la personne invitée", "", expires, "reglages/acces/")


SOURCES: tuple[Source, ...] = (clocks, receipts, pieces, opinions, texts, invitations)


def _standings(community: Community, day: date) -> list[Standing]:
    return [filing.standing(sent, day) for sent in filing.transmissions(community)]


def _current(community: Community, day: date) -> list[Standing]:
    """Transmissions that wait for something."""
    return [one for one in _standings(community, day) if one.state in (State.ENVOYE, State.EN_EXAMEN)]


def _name(sent: Transmission) -> str:
    names = {
        TransmissionKind.CONTACT: "la prise de contact",
        TransmissionKind.LETTRE: "la lettre d'intention",
        TransmissionKind.PROJET: "le projet de santé",
    }
    return names[TransmissionKind(sent.kind)]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:79].rsplit(' ', 1)[0]}…"
