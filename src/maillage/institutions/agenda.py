"""Reads what an institution must not forget: ends of clocks, meetings, pieces it waits for. Asked within the walls."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from maillage.community.communities.models import Community
from maillage.community.creation.models import ContactMeeting
from maillage.community.filing.models import PieceRequest, Transmission
from maillage.institutions import files as desk
from maillage.institutions.files import File
from maillage.institutions.models import Institution, Kind

CLOCK, MEETING, PIECE, RECEIPT = "horloge", "rencontre", "piece", "reception"


@dataclass(frozen=True, slots=True)
class Entry:
    """One day or one hour to keep. `at` for a meeting only; `sure`: a confirmed meeting, or anything else."""

    kind: str
    key: str
    """Stable: the same entry keeps its place in a calendar that reads it again."""
    on: date
    what: str
    community: Community
    sent: Transmission
    at: datetime | None = None
    place: str = ""
    sure: bool = True


def entries(institution: Institution, day: date) -> list[Entry]:
    """From the oldest that is late to the farthest."""
    files = desk.files(institution, day)
    read = {one.sent.pk for one in files}
    others = (one for one in (*_meetings(), *_pieces(institution)) if one.sent.pk in read)
    found = (*_clocks(files), *_contests(institution, files), *others)
    return sorted(found, key=lambda one: (one.on, one.at is not None, one.community.name, one.key))


def _clocks(files: list[File]) -> list[Entry]:
    return [
        Entry(
            CLOCK, f"{one.sent.pk}-delai", one.clock.end, f"Dernier jour : {one.clock.label.lower()}", one.community, one.sent
        )
        for one in files
        if one.clock and one.is_open
    ]


def _contests(institution: Institution, files: list[File]) -> list[Entry]:
    """The last day to contest a receipt that the agency did not date."""
    what = "Dernier jour pour contester la réception"
    open_files = [one for one in files if institution.kind == Kind.ARS and one.is_open and one.standing.may_be_contested]
    return [
        Entry(RECEIPT, f"{one.sent.pk}-reception", until, what, one.community, one.sent)
        for one in open_files
        if (until := one.standing.contest_until)
    ]


def _meetings() -> list[Entry]:
    rows = ContactMeeting.objects.filter(cancelled_at=None, held_on=None).select_related("community", "transmission")
    return [
        Entry(
            MEETING,
            f"{row.pk}-rencontre",
            timezone.localdate(row.at),
            "Rencontre" if row.confirmed_at else "Rencontre proposée, à confirmer",
            row.community,
            row.transmission,
            row.at,
            row.place,
            bool(row.confirmed_at),
        )
        for row in rows.defer("transmission__content")
    ]


def _pieces(institution: Institution) -> list[Entry]:
    asked = PieceRequest.objects.filter(institution_id=institution.pk, answered_at=None, transmission__withdrawn_on=None)
    rows = asked.exclude(due_on=None).select_related("community", "transmission").defer("transmission__content")
    return [
        Entry(PIECE, f"{row.pk}-piece", row.due_on, f"Pièce attendue : {row.body}", row.community, row.transmission)
        for row in rows
        if row.due_on
    ]
