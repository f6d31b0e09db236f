"""The stage of a CPTS on a day, drawn from what it sent and signed: never kept, so never wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from django.utils import timezone

from maillage.community.communities.models import Community
from maillage.community.filing import selectors as filing
from maillage.community.filing.models import TransmissionKind
from maillage.community.filing.states import OPEN, State
from maillage.community.filing.states import Standing as FileStanding
from maillage.results.cpts import filing_state
from maillage.results.cpts import terms as contracts
from maillage.results.cpts.filing_state import FilingState
from maillage.results.cpts.terms import Term


class Stage(IntEnum):
    """In the order of the path; the number is a rank, the label is what people read."""

    IDEE = 0
    CONTACT = 1
    LETTRE = 2
    PROJET_OPPOSE = 3
    PROJET_DEPOSE = 4
    PROJET_VALIDE = 5
    ACI_SIGNE = 6

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def key(self) -> str:
        return self.name.lower()


_LABELS = {
    Stage.IDEE: "Idée",
    Stage.CONTACT: "Contact pris",
    Stage.LETTRE: "Lettre d'intention",
    Stage.PROJET_OPPOSE: "Opposition au projet",
    Stage.PROJET_DEPOSE: "Projet déposé",
    Stage.PROJET_VALIDE: "Projet validé",
    Stage.ACI_SIGNE: "ACI signé",
}
_STAGES = {
    TransmissionKind.CONTACT: Stage.CONTACT,
    TransmissionKind.LETTRE: Stage.LETTRE,
    TransmissionKind.PROJET: Stage.PROJET_DEPOSE,
}
_ALIVE = (*OPEN, State.REPONDU)
_VALIDATED = (State.VALIDE, State.REPUTE_VALIDE)


@dataclass(frozen=True, slots=True)
class Standing:
    """The most advanced stage, and the day it was reached (the day of creation for an idea).

    `filing`: the state of the last health project filed, whatever the stage: an opposition to a new version of a validated
    project must be seen too.
    """

    stage: Stage
    since: date
    filing: FilingState | None = None


def stage_of(community: Community, day: date) -> Standing:
    """Asked within the walls of the community. A withdrawn file gives the stage before it; so does a contract that ended."""
    files = filing.transmissions(community).prefetch_related("decisions")
    sent = [filing.standing(one, day) for one in files]
    return drawn(community, sent, contracts.terms_of(community), day)


def drawn(community: Community, sent: Sequence[FileStanding], terms: Sequence[Term], day: date) -> Standing:
    """The same from files already read, oldest first: a portfolio reads those of all its CPTS at once."""
    reached = {Stage.IDEE: timezone.localdate(community.created_at)}
    for one in sent:
        if one.state in _VALIDATED:
            reached.setdefault(Stage.PROJET_VALIDE, one.since)
        elif one.state is State.OPPOSITION:
            reached[Stage.PROJET_OPPOSE] = one.since
        elif one.state in _ALIVE and one.transmission.sent_on <= day:
            reached[_STAGES[TransmissionKind(one.transmission.kind)]] = _day_of(one)
    if since := contracts.held_since(terms, day):
        reached[Stage.ACI_SIGNE] = since
    elif over := contracts.started(terms, day):
        reached.setdefault(Stage.PROJET_VALIDE, over[0].period.start)
    stage = max(reached)
    return Standing(stage, reached[stage], filing_state.last_of(sent))


def _day_of(one: FileStanding) -> date:
    return one.receipt.received_on if one.receipt and one.contest is None else one.transmission.sent_on
