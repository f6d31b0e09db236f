"""Reads the files that reached an institution: what was transmitted and answered, never what a CPTS is writing.

Everything is asked within the walls of the portfolio, in a number of queries that does not grow with it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import IntEnum
from typing import TypeVar
from uuid import UUID

from maillage.community.communities.models import Community
from maillage.community.creation.models import ContactMeeting
from maillage.community.filing import clocks
from maillage.community.filing import selectors as filing
from maillage.community.filing.clocks import Clock
from maillage.community.filing.models import (
    Decision,
    FiledDocument,
    Opinion,
    PieceRequest,
    Receipt,
    Transmission,
    TransmissionKind,
)
from maillage.community.filing.states import OPEN, Standing, contest_of, draw
from maillage.institutions.competence import Competence
from maillage.institutions.models import Institution

Row = TypeVar("Row", Decision, Opinion, PieceRequest, Receipt, ContactMeeting)


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
    opinions: tuple[Opinion, ...]
    """Of every institution, shared or not, oldest first."""
    pieces: tuple[PieceRequest, ...]
    meetings: tuple[ContactMeeting, ...]
    documents: tuple[FiledDocument, ...] = ()
    """The files that went with it; empty in the list of files, which does not read them."""
    receipts: tuple[Receipt, ...] = ()
    """Every day of receipt that was given, with its contestation, oldest first."""

    @property
    def community(self) -> Community:
        return self.sent.community

    def is_late(self, day: date) -> bool:
        """Past the end of a clock that nobody stopped; a project is then deemed validated, it is not late."""
        return self.is_open and self.clock is not None and self.clock.is_over(day)


def files(institution: Institution, day: date) -> list[File]:
    """Those that it reads: open ones first by the end of their clock, then without a clock, then closed, the newest first."""
    competence = Competence(institution, day)
    sent = Transmission.objects.defer("content").select_related("community", "sent_by").order_by("recorded_at")
    decisions, opinions = _by_file(Decision.objects.order_by("decided_on", "at")), _by_file(Opinion.objects.order_by("at"))
    pieces, meetings = (
        _by_file(PieceRequest.objects.order_by("at")),
        _by_file(ContactMeeting.objects.prefetch_related("objections").order_by("at")),
    )
    receipts = _by_file(filing.receipts())
    found = (
        _file(
            row,
            receipts.get(row.pk, []),
            decisions.get(row.pk, []),
            opinions.get(row.pk, []),
            pieces.get(row.pk, []),
            meetings.get(row.pk, []),
            day,
        )
        for row in sent
        if competence.reads(row)
    )
    return sorted(found, key=_rank)


def file(institution: Institution, key: UUID, day: date) -> File | None:
    """One of them, its frozen copy included; None when it is not one that it reads."""
    sent = Transmission.objects.filter(pk=key).select_related("community", "sent_by").first()
    if sent is None or not Competence(institution, day).reads(sent):
        return None
    decisions = list(Decision.objects.filter(transmission=sent).order_by("decided_on", "at"))
    opinions = list(Opinion.objects.filter(transmission=sent).select_related("by").order_by("at"))
    pieces = list(PieceRequest.objects.filter(transmission=sent).select_related("by", "answered_by").order_by("at"))
    meetings = list(ContactMeeting.objects.filter(transmission=sent).prefetch_related("objections").order_by("at"))
    receipts = list(filing.receipts().filter(transmission=sent))
    return replace(_file(sent, receipts, decisions, opinions, pieces, meetings, day), documents=tuple(filing.documents(sent)))


def level_of(clock: Clock, day: date) -> Level:
    """Half, three quarters, last day."""
    share = clock.share(day)
    reached = [share >= 0.5, share >= 0.75, share >= 1]
    return Level(sum(reached))


def _file(
    sent: Transmission,
    receipts: list[Receipt],
    decisions: list[Decision],
    opinions: list[Opinion],
    pieces: list[PieceRequest],
    meetings: list[ContactMeeting],
    day: date,
) -> File:
    standing = draw(sent, decisions[-1] if decisions else None, receipts, day)
    met, clock = None, standing.clock
    if sent.kind == TransmissionKind.CONTACT:
        met = min((one.held_on for one in meetings if one.held_on and not one.objections.all()), default=None)
        clock = clocks.first_meeting(sent.sent_on, met_on=met)
    is_open = met is None and standing.state in OPEN
    level = level_of(clock, day) if clock and is_open else Level.COURANT
    moments: list[datetime | None] = [sent.recorded_at, *(one.recorded_at for one in receipts)]
    moments += [one.at for one in (*decisions, *opinions, *pieces, *filter(None, map(contest_of, receipts)))]
    moments += [one.answered_at for one in pieces]
    moments += [at for one in meetings for at in (one.proposed_at, one.confirmed_at, one.cancelled_at)]
    active_at = max(at for at in moments if at)
    told = (tuple(opinions), tuple(pieces), tuple(meetings))
    return File(sent, standing, clock, is_open, level, active_at, *told, receipts=tuple(receipts))


def _by_file(rows: Iterable[Row]) -> dict[UUID, list[Row]]:
    """One query for all the files: a query for each would be made again through the walls of the whole portfolio."""
    found: dict[UUID, list[Row]] = {}
    for row in rows:
        found.setdefault(row.transmission_id, []).append(row)
    return found


def _rank(one: File) -> tuple[int, date, float]:
    when = one.clock.end if one.clock and one.is_open else one.sent.sent_on
    if not one.is_open:
        return 2, date.min, -one.active_at.timestamp()
    return 0 if one.clock else 1, when, 0.0
