"""Meetings and legal clocks as iCalendar."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from maillage.community.communities.models import Community
from maillage.community.creation.models import ContactMeeting
from maillage.community.filing.clocks import Clock

_LENGTH = timedelta(hours=1)


def calendar(community: Community, meetings: Iterable[ContactMeeting], clocks: Iterable[Clock], now: datetime) -> bytes:
    """Bytes of an .ics file; « fictif » in each title when the CPTS is."""
    made = Calendar()
    made.add("prodid", "-//Maillage//Agenda//FR")
    made.add("version", "2.0")
    made.add("x-wr-calname", community.name)
    flag = " (fictif)" if community.is_fictif else ""
    for meeting in meetings:
        made.add_component(_meeting(meeting, f"{community.name} : rencontre{flag}", now))
    for clock in clocks:
        made.add_component(_last_day(community, clock, f"{community.name} : dernier jour, {clock.label.lower()}{flag}", now))
    return bytes(made.to_ical())


def _meeting(meeting: ContactMeeting, title: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{meeting.pk}@maillage")
    event.add("dtstamp", now)
    event.add("dtstart", meeting.at)
    event.add("dtend", meeting.at + _LENGTH)
    event.add("summary", title)
    event.add("location", meeting.place)
    event.add("status", "CONFIRMED" if meeting.confirmed_at or meeting.held_on else "TENTATIVE")
    return event


def _last_day(community: Community, clock: Clock, title: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{community.pk}-{clock.parameter.replace('/', '-')}-{clock.start:%Y%m%d}@maillage")
    event.add("dtstamp", now)
    event.add("dtstart", clock.end)
    event.add("dtend", clock.end + timedelta(days=1))
    event.add("summary", title)
    return event
