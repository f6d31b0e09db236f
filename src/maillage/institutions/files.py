"""Reads the files that reached an institution: what was transmitted and answered, never what a CPTS is writing.

Everything is asked within the walls of the portfolio, in a number of queries that does not grow with it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum
from uuid import UUID

from maillage.community.communities.models import Community
from maillage.community.creation.models import ContactMeeting
from maillage.community.filing import clocks
from maillage.community.filing import selectors as filing
from maillage.community.filing.clocks import Clock
from maillage.community.filing.models import Transmission, TransmissionKind
from maillage.community.filing.selectors import Standing, State


class Level(IntEnum):
    """How far a clock that runs has come; a mail leaves at each level above the first."""

    COURANT = 0
    MOITIE = 1
    TROIS_QUARTS = 2
    FIN = 3
    """Its last day, or after."""

    @property
    def label(self) -> str:
        return ("", "mi-délai passé", "trois quarts du délai passés", "dernier jour")[self]


@dataclass(frozen=True, slots=True)
class File:
    """A transmission as it stands on a day, with the legal clock that it started."""

    sent: Transmission
    standing: Standing
    clock: Clock | None
    is_open: bool
    """Whether something is still awaited from the institutions."""
    level: Level
    active_at: datetime
    """The last time that one side or the other wrote something in it."""

    @property
    def community(self) -> Community:
        return self.sent.community

    def is_late(self, day: date) -> bool:
        """Past the end of a clock that nobody stopped; a project is then deemed validated, it is not late."""
        return self.is_open and self.clock is not None and self.clock.is_over(day)


def files(day: date) -> list[File]:
    """Open ones first by the end of their clock, then without a clock, then closed, the newest first."""
    sent = Transmission.objects.defer("content").select_related("community", "sent_by")
    rows = sent.prefetch_related("decisions", "opinions", "piecerequests", "meetings").order_by("recorded_at")
    return sorted((_file(row, day) for row in rows), key=_rank)


def file(key: UUID, day: date) -> File | None:
    """One of them, its frozen copy included; None when it is not of this portfolio."""
    row = Transmission.objects.filter(pk=key).select_related("community", "sent_by", "received_recorded_by").first()
    return _file(row, day) if row else None


def level_of(clock: Clock, day: date) -> Level:
    """Half, three quarters, last day."""
    share = clock.share(day)
    reached = [share >= 0.5, share >= 0.75, share >= 1]
    return Level(sum(reached))


def _file(sent: Transmission, day: date) -> File:
    standing = filing.standing(sent, day)
    met = None
    clock = standing.clock
    if sent.kind == TransmissionKind.CONTACT:
        met = min((one.held_on for one in _meetings(sent) if one.held_on), default=None)
        clock = clocks.first_meeting(sent.sent_on, met_on=met)
    is_open = met is None and standing.state in (State.ENVOYE, State.EN_EXAMEN)
    level = level_of(clock, day) if clock and is_open else Level.COURANT
    return File(sent, standing, clock, is_open, level, _active_at(sent))


def _active_at(sent: Transmission) -> datetime:
    answers = [*sent.decisions.all(), *sent.opinions.all(), *sent.piecerequests.all()]
    answered = [one.answered_at for one in sent.piecerequests.all() if one.answered_at]
    meetings = [at for one in _meetings(sent) for at in (one.proposed_at, one.confirmed_at, one.cancelled_at) if at]
    received = [sent.received_recorded_at] if sent.received_recorded_at else []
    return max([sent.recorded_at, *(one.at for one in answers), *answered, *meetings, *received])


def _meetings(sent: Transmission) -> list[ContactMeeting]:
    return list(sent.meetings.all())


def _rank(one: File) -> tuple[int, date, float]:
    when = one.clock.end if one.clock and one.is_open else one.sent.sent_on
    if not one.is_open:
        return 2, date.min, -one.active_at.timestamp()
    return 0 if one.clock else 1, when, 0.0
