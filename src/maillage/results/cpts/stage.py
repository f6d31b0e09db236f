"""The stage of a CPTS on a day, drawn from what it sent and signed: never kept, so never wrong."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from django.utils import timezone

from maillage.community.communities.models import Community
from maillage.community.filing import selectors as filing
from maillage.community.filing.models import Transmission, TransmissionKind
from maillage.community.filing.selectors import State


class Stage(IntEnum):
    """In the order of the path; the number is a rank, the label is what people read."""

    IDEE = 0
    CONTACT = 1
    LETTRE = 2
    PROJET_DEPOSE = 3
    PROJET_VALIDE = 4
    ACI_SIGNE = 5

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
    Stage.PROJET_DEPOSE: "Projet déposé",
    Stage.PROJET_VALIDE: "Projet validé",
    Stage.ACI_SIGNE: "ACI signé",
}
_ALIVE = (State.ENVOYE, State.EN_EXAMEN, State.REPONDU)


@dataclass(frozen=True, slots=True)
class Standing:
    """The most advanced stage, and the day it was reached (the day of creation for an idea)."""

    stage: Stage
    since: date


def stage_of(community: Community, day: date) -> Standing:
    """Asked within the walls of the community. A withdrawn or opposed file gives the stage before it."""
    reached = _reached(community, day)
    stage = max(reached)
    return Standing(stage, reached[stage])


def _reached(community: Community, day: date) -> dict[Stage, date]:
    found = {Stage.IDEE: timezone.localdate(community.created_at)}
    if validated := filing.validated_on(community, day):
        found[Stage.PROJET_VALIDE] = validated
    kinds = {
        TransmissionKind.CONTACT: Stage.CONTACT,
        TransmissionKind.LETTRE: Stage.LETTRE,
        TransmissionKind.PROJET: Stage.PROJET_DEPOSE,
    }
    for sent in filing.transmissions(community):
        if sent.sent_on <= day and filing.standing(sent, day).state in _ALIVE:
            found[kinds[TransmissionKind(sent.kind)]] = _day_of(sent)
    return found


def _day_of(sent: Transmission) -> date:
    return sent.received_on or sent.sent_on
